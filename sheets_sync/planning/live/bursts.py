"""Edits that follow each other: a workbook is looked at when they pause, or have gone on for long.

Moments are seconds of a clock that only runs forward.
"""

from dataclasses import dataclass, replace

LONGEST = 150.0
"""Seconds: a burst that goes on is looked at after so long, so that a flag is there within three
minutes of the edit that it is about."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Edits nobody has looked at yet."""

    mark: str
    """What told of the last of them."""
    first: float
    last: float

    def then(self, mark: str, at: float) -> "Burst":
        """The burst after another question; it goes on where the answer is a new one."""
        return self if mark == self.mark else replace(self, mark=mark, last=at)

    def due(self, settle: float) -> float:
        """When it is looked at: `settle` seconds after the last edit, and never much too late."""
        return min(self.last + settle, self.first + LONGEST)


def burst_after(burst: Burst | None, mark: str, known: str | None, at: float) -> Burst | None:
    """What is to be looked at after a question was answered with `mark`.

    `known` is the answer before the last look began; nothing where nobody has looked yet. A file
    that was put back to what it was before needs no look.
    """
    if mark == known:
        return None
    return Burst(mark, at, at) if burst is None else burst.then(mark, at)
