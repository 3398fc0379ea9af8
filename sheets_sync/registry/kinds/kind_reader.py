"""What the reader of a kind gets, and what it gives back."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.registry.cells import Mask, Objects, Problem
from sheets_sync.registry.schema import Column, Schema


@dataclass(frozen=True, slots=True)
class Typed:
    """The distinct cells of one column, ready to be read."""

    column: Column
    schema: Schema
    today: dt.date
    years: int
    """Dates further from today than this are not believed."""
    raw: Objects
    texts: Objects
    """Cleaned for comparison; empty where blank."""
    usable: Mask
    """Where there is something to read: not blank, not an error."""

    def items(self) -> Iterator[tuple[int, str]]:
        """Position and text of every cell that can be read."""
        for position in self.positions():
            yield position, self.texts[position]

    def positions(self) -> list[int]:
        """The cells that can be read."""
        return [int(position) for position in np.flatnonzero(self.usable)]


@dataclass(slots=True)
class Read:
    """The values of the distinct cells and what is wrong with them."""

    values: NDArray[Any]
    problems: dict[str, dict[int, tuple[Problem, ...]]] = field(default_factory=dict)
    ends: NDArray[Any] | None = None

    def complain(self, position: int, problem: Problem) -> None:
        """Note a problem of one distinct cell."""
        by_cell = self.problems.setdefault(problem.rule, {})
        by_cell[position] = (*by_cell.get(position, ()), problem)


Reader: TypeAlias = Callable[[Typed], Read]


def objects(size: int) -> Objects:
    """A column of nothing, to be filled."""
    return np.full(size, None, dtype=object)
