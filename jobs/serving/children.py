"""The children of `serve`: started apart, watched, ended at their deadline or when told."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from jobs.serving.child_tasks import Task

_SPAWN = multiprocessing.get_context("spawn")
GRACE = 60.0
"""Seconds that a child has to finish the letter in hand before it is killed."""
_JOIN = 5.0


@dataclass(slots=True)
class Child:
    """One child at work."""

    name: str
    process: BaseProcess
    began: float
    """On the monotonic clock, as all times here."""
    deadline: float | None
    told_to_stop: float | None = None

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.began

    def stop(self) -> None:
        """Ask it once to end after the letter in hand."""
        if self.told_to_stop is None:
            self.told_to_stop = time.monotonic()
            self.process.terminate()

    def press(self) -> bool:
        """See to it that it ends in time; whether it had to be told now that it is late."""
        now = time.monotonic()
        if self.told_to_stop is not None:
            if now > self.told_to_stop + GRACE:
                self.process.kill()
            return False
        late = self.deadline is not None and now > self.began + self.deadline
        if late:
            self.stop()
        return late

    def megabytes(self) -> float:
        """The memory it takes; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0.0
        return int(pages) * 4096 / 2**20


@dataclass(frozen=True, slots=True)
class Ended:
    """A child that is no more."""

    name: str
    code: int
    """Its exit code; negative where a signal ended it."""
    seconds: float
    on_request: bool


class Children:
    """All children of one scheduler, by name."""

    def __init__(self) -> None:
        self._running: dict[str, Child] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._running

    def __iter__(self) -> Iterator[Child]:
        return iter([*self._running.values()])

    def __len__(self) -> int:
        return len(self._running)

    def get(self, name: str) -> Child | None:
        """The child of that name, if it is at work."""
        return self._running.get(name)

    def start(
        self,
        name: str,
        work: Callable[[Task], None],
        task: Task,
        *,
        deadline: float | None = None,
    ) -> None:
        """Let a process of its own do the work."""
        process = _SPAWN.Process(
            target=work, args=(task,), name=f"cop-steward {name}", daemon=False
        )
        process.start()
        self._running[name] = Child(name, process, time.monotonic(), deadline)

    def sentinels(self) -> list[int]:
        """What becomes readable when a child ends."""
        return [child.process.sentinel for child in self._running.values()]

    def reap(self) -> list[Ended]:
        """Those that ended since this was last asked."""
        ended = [child for child in self if not child.process.is_alive()]
        for child in ended:
            del self._running[child.name]
        return [_ended(child) for child in ended]

    def stop_all(self) -> None:
        """Ask all to end after the letter in hand."""
        for child in self:
            child.stop()

    def kill_all(self) -> None:
        """End all now, as a crash would; the ledger bears it."""
        for child in self:
            child.process.kill()
            child.process.join(_JOIN)


def _ended(child: Child) -> Ended:
    child.process.join(_JOIN)
    code = child.process.exitcode
    child.process.close()
    asked = child.told_to_stop is not None
    return Ended(child.name, -1 if code is None else code, child.age, asked)
