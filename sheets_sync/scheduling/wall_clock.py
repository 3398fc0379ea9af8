"""The clock that the scheduler and its children go by; another one can be handed in."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class WallClock:
    """The machine's clock, in the agency's time zone."""

    zone: ZoneInfo

    def __call__(self) -> dt.datetime:
        """What time it is."""
        return dt.datetime.now(self.zone)
