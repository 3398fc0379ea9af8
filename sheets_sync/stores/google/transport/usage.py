"""What a connection has cost."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias

Quota: TypeAlias = Literal["read", "write", "drive"]


@dataclass(slots=True)
class Usage:
    """Requests as they were sent, those that failed included."""

    reads: int = 0
    """Of Sheets; Google allows 60 a minute for one account."""
    writes: int = 0
    """Of Sheets; another 60."""
    drive: int = 0
    tokens: int = 0
    """Exchanges for an access token; they count against nothing."""
    bytes_in: int = 0
    bytes_out: int = 0
    """Of bodies, unpacked."""
    waited: float = 0
    """Seconds between attempts."""

    ahead: float | None = None
    """Seconds by which Google's clock is ahead of this one; None where no answer told."""

    def hear(self, headers: Mapping[str, str]) -> None:
        """Learn from an answer what time it is at Google."""
        try:
            told = parsedate_to_datetime(headers["Date"])
        except (KeyError, ValueError):
            return
        self.ahead = (told - dt.datetime.now(dt.UTC)).total_seconds()

    def count(self, quota: Quota) -> None:
        """Count one request that is about to be sent."""
        match quota:
            case "read":
                self.reads += 1
            case "write":
                self.writes += 1
            case "drive":
                self.drive += 1
