"""The time the server goes by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable


class Clock:
    """Real time unless it is set; setting it or moving it on changes quota windows and expiries."""

    def __init__(self, source: Callable[[], dt.datetime] | None = None) -> None:
        self._source = source or (lambda: dt.datetime.now(dt.UTC))
        self._offset = dt.timedelta()
        self._frozen: dt.datetime | None = None

    def now(self) -> dt.datetime:
        return self._frozen or self._source() + self._offset

    def seconds(self) -> float:
        return self.now().timestamp()

    def freeze(self, at: dt.datetime) -> None:
        """Stop at a moment."""
        self._frozen = at

    def advance(self, seconds: float) -> None:
        """Move on, frozen or not."""
        step = dt.timedelta(seconds=seconds)
        if self._frozen is not None:
            self._frozen += step
        self._offset += step

    def run(self) -> None:
        """Go by real time again."""
        self._frozen, self._offset = None, dt.timedelta()
