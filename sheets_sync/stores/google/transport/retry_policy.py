"""How long to go on trying: bounded in number and in time, at moments that no two workers share."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sheets_sync.diagnostics import Diagnostic, note
from sheets_sync.stores.google.transport.usage import Quota

WORTH_A_WORD = 1.0
"""Seconds: whoever waits for less need not be told."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When an attempt that failed for a passing reason is made again.

    The waits are drawn from a range that doubles, so that many workers that were turned away
    at once do not come back at once.
    """

    attempts: int = 8
    seconds: float = 240
    """From the first attempt on; none is begun, and nothing is awaited, after that."""
    first_wait: float = 1
    longest_wait: float = 32
    silence: int | None = None
    """Seconds without a sign of the server, after which nothing that was sent may arrive there."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[Diagnostic], object] = lambda _: None
    """Told before a wait that people notice."""
    admit: Callable[[Quota], float] = lambda _: 0.0
    """Asked before every request: waits for its turn among all who share a quota, and tells how
    many seconds that took, which count as none of those it may go on for."""

    def wait(
        self, attempt: int, asked: float, left: float, roll: float, *, quota: bool = False
    ) -> float | None:
        """Seconds until the next attempt; None where there is to be none.

        `asked` is what the server asked for, `left` what remains of the time, `roll` a random
        number from 0 to below 1. Where Google's count for a minute is full (`quota`), the waits
        of all attempts together outlast that minute whatever is rolled.
        """
        if attempt >= self.attempts:
            return None
        if quota:
            drawn = (1 + roll) / 2 * min(self.longest_wait, self.first_wait * 2.0**attempt)
        else:
            drawn = roll * min(self.longest_wait, self.first_wait * 2.0 ** (attempt - 1))
        wait = asked + drawn
        return wait if wait < left else None

    def pause(self, seconds: float, *, quota: bool) -> None:
        """Wait before the next attempt; `quota` says that it is Google's count that is full."""
        if seconds >= WORTH_A_WORD:
            name = "google-waits-quota" if quota else "google-waits"
            self.tell(note(name, seconds=round(seconds)))
        self.sleep(seconds)
