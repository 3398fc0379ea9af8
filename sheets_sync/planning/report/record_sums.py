"""What people's records add up to, counted in columns: all parts of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.planning.report.person_codes import marks_of
from sheets_sync.registry.cells import Mask

Codes: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]
"""Of each which one of some others it is, or belongs to; from 0."""
Counts: TypeAlias = dict[int, int]
"""Of each how many records there are."""
_Tally: TypeAlias = tuple[Places, Places, Places]


class Sums(NamedTuple):
    """What decides whether some records together give nobody away."""

    records: int
    people: int
    few: int
    """Groups of which somebody is in them, and fewer people than the limit."""
    unknown: int
    """Records of which nothing is known any more."""
    known: float
    """Records whose scores are known, if only together."""
    together: Sequence[float]
    """Of the known ones, score by score."""


@dataclass(frozen=True, slots=True)
class Records:
    """Every record once, by ascending code."""

    codes: Codes
    known: Mask
    """Of the others nothing is known any more."""
    groups: Places
    people: Places
    scores: Numbers
    """A row a record, a column a score."""

    def places(self, codes: Sequence[int] | Codes) -> Places:
        """Where the records with these codes are."""
        return np.searchsorted(self.codes, np.asarray(codes, dtype=np.uint64))

    def added(self, records: Places, part: Places, parts: int) -> Numbers:
        """For each of so many parts, how many of its records are known, and what they scored."""
        columns = [self.known[records], *self.scores[records].T]
        return np.column_stack([np.bincount(part, column, parts) for column in columns])

    def sums(self, records: Places, part: Places, added: Numbers, small: int) -> list[Sums]:
        """What decides about each part, with what is added up of it."""
        of_people, _, _ = _tally(part, self.people[records])
        of_groups, _, sizes = self._groups(records, part)
        found = (part, of_people, of_groups[sizes < small], part[~self.known[records]])
        counts = [np.bincount(owners, minlength=len(added)).tolist() for owners in found]
        return [
            Sums._make((*counted, scored[0], scored[1:]))
            for *counted, scored in zip(*counts, added.tolist(), strict=True)
        ]

    def groups_of(self, records: Places, part: Places, parts: int) -> list[Counts]:
        """For each of so many parts, by group how many people are known to be in it."""
        return _each(self._groups(records, part), parts)

    def _groups(self, records: Places, part: Places) -> _Tally:
        known = self.known[records]
        owners, members, _ = _tally(part[known], self.members[records[known]])
        return _tally(owners, members // len(self.codes))

    @property
    def members(self) -> Places:
        """Whose each is: who is in two groups is two members."""
        return self.groups * len(self.codes) + self.people


def records_of(codes: Codes, groups: Places, scores: Numbers, earlier: Codes) -> Records:
    """What rows tell, of those with one code the last; nothing of codes that only earlier had."""
    every = np.unique(np.concatenate([codes, earlier]))
    place, size = np.searchsorted(every, codes), len(every)
    known, group = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.intp)
    scored = np.zeros((size, scores.shape[1]))
    known[place], group[place], scored[place] = True, groups, scores
    _, people = np.unique(marks_of(every), return_inverse=True)
    return Records(every, known, group, people, scored)


def by_owner(owners: Places, things: Places, number: int) -> list[Counts]:
    """For each of so many owners, how often each thing is there."""
    return _each(_tally(owners, things), number)


def alike(owners: Places, things: Places) -> Places:
    """For each thing how many are like it, with the same owner."""
    width = int(things.max(initial=0)) + 1
    _, place, counts = np.unique(owners * width + things, return_inverse=True, return_counts=True)
    return np.asarray(counts[place])


def _tally(owners: Places, things: Places) -> _Tally:
    """Of each owner the distinct things, and how often each is there; by owner."""
    width = int(things.max(initial=0)) + 1
    pairs, counts = np.unique(owners * width + things, return_counts=True)
    return pairs // width, pairs % width, counts


def _each(tally: _Tally, number: int) -> list[Counts]:
    owners, things, counts = tally
    told = [*zip(things.tolist(), counts.tolist(), strict=True)]
    bounds = np.searchsorted(owners, np.arange(number + 1)).tolist()
    return [dict(told[first:last]) for first, last in pairwise(bounds)]
