"""Everything the server knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from threading import RLock

from ..discovery import Deviation
from ..drive.store import File, Files
from ..identity import Identity
from ..model import Caller
from .clock import Clock
from .edits import Edits
from .faults import Faults
from .log import Log
from .quota import Quota
from .workbook import Workbook


@dataclass(slots=True)
class Conformance:
    """What deviated from the discovery documents."""

    deviations: list[Deviation] = field(default_factory=list)
    tolerated: list[Deviation] = field(default_factory=list)
    """Nulls and unknown parameters: real Google takes them, a careful client does not send them."""

    def note(self, found: list[Deviation]) -> None:
        for deviation in found:
            (self.tolerated if deviation.tolerated else self.deviations).append(deviation)

    def take(self) -> list[Deviation]:
        """The deviations so far; they are not held against the test any more."""
        found = list(self.deviations)
        self.deviations.clear()
        return found


class World:
    """The state behind the server: files, people, and what is going to go wrong."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.clock = Clock()
        self.files = Files(self.clock.now)
        self.identity = Identity(self.clock)
        self.quota = Quota(self.clock)
        self.faults = Faults()
        self.edits = Edits()
        self.log = Log()
        self.conformance = Conformance()
        self.bugs: list[Exception] = []
        """Mistakes of the server itself, met while answering."""
        self.gzip_limit = 16 * 1024 * 1024
        """Larger bodies are sent as they are: on loopback, packing takes longer than sending."""

    def workbook(self, file: File) -> Workbook:
        return Workbook(file, self.clock.now, self.lock)

    def caller(self, email: str) -> Caller:
        return Caller(email, self.today())

    def today(self) -> dt.date:
        return self.clock.now().date()
