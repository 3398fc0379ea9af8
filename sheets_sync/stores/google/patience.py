"""How long to go on trying: bounded in number and in time, at moments that no two workers share."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """When an attempt that failed for a passing reason is made again.

    The waits are drawn from a range that doubles, so that many workers that were turned away
    at once do not come back at once.
    """

    attempts: int = 8
    seconds: float = 240
    """From the first attempt on; none is begun, and nothing is awaited, after that."""
    first_wait: float = 1
    longest_wait: float = 32
    """Google counts by the minute: the waits of all attempts together outlast one."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def wait(self, attempt: int, asked: float, left: float, roll: float) -> float | None:
        """Seconds until the next attempt; None where there is to be none.

        `asked` is what the server asked for, `left` what remains of the time, `roll` a random
        number from 0 to below 1.
        """
        if attempt >= self.attempts:
            return None
        drawn = roll * min(self.longest_wait, self.first_wait * 2.0 ** (attempt - 1))
        wait = asked + drawn
        return wait if wait < left else None
