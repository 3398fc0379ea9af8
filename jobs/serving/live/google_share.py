"""The share of Google's quota that live flags take, over all workbooks of one account."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from sheets_sync.planning.live.asking import FOR_QUESTIONS, SHARE, MinuteCount, asking_intervals
from sheets_sync.ports import Requests

READS_A_MINUTE = 60
"""Google's own limit for one account; writes have another such."""


class GoogleShare:
    """Counts the requests of one account; the watches of its workbooks ask it before they ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        most = int(READS_A_MINUTE * SHARE)
        self.reads, self._writes = MinuteCount(most), MinuteCount(most)
        self._questions = most * FOR_QUESTIONS
        self._changed_at: dict[str, float] = {}

    def join(self, registry: str) -> None:
        """From now on this workbook is asked about, too."""
        with self._lock:
            self._changed_at[registry] = self._clock()

    def changed(self, registry: str) -> None:
        """Somebody works in this workbook now."""
        self.join(registry)

    def interval(self, registry: str) -> float:
        """Seconds between two questions about a workbook: the busiest first."""
        with self._lock:
            now = self._clock()
            quiet = {one: now - at for one, at in self._changed_at.items()}
            return asking_intervals(quiet, self._questions)[registry]

    def wait(self) -> float:
        """Seconds until a workbook may be read and written again; 0 where it may now."""
        with self._lock:
            now = self._clock()
            return max(self.reads.wait(1, now), self._writes.wait(1, now))

    def spent(self) -> int:
        """Reads of the last minute."""
        with self._lock:
            return self.reads.spent(self._clock())

    def note(self, requests: Requests) -> None:
        """So much was asked of Google just now."""
        with self._lock:
            now = self._clock()
            self.reads.note(requests.reads, now)
            self._writes.note(requests.writes, now)


def account_of(credentials: Path | None) -> str:
    """What tells one account from another: its key file, or the machine's own account."""
    return "" if credentials is None else str(credentials.resolve())
