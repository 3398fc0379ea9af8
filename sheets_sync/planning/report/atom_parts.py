"""What figures count of atoms, and what they leave of them, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from operator import sub
from typing import NamedTuple

import numpy as np

from sheets_sync.planning.report.atoms import Atoms
from sheets_sync.planning.report.record_sums import Counts, Places, Sums, alike, by_owner


class Part(NamedTuple):
    """What a figure counts of an atom."""

    figure: int
    atom: int
    is_whole: bool
    sums: Sums
    people: Counts
    """How many records of each are in it; none where the atom is that of no figure."""
    gone: Counts
    """By group, of how many people the others are without any record."""


@dataclass(slots=True)
class Remainder:
    """What is left of an atom."""

    small: int
    sums: Sums
    people: Counts
    """How many records of each are in it."""
    groups: Counts
    """By group, how many people are in it."""

    def without(self, part: Part) -> Sums:
        """What a part would leave."""
        mine, its, few = self.sums, part.sums, self.sums.few
        for group, gone in part.gone.items():
            before = self.groups[group]
            few += (0 < before - gone < self.small) - (0 < before < self.small)
        return Sums(
            mine.records - its.records,
            mine.people - sum(self.people[one] == count for one, count in part.people.items()),
            few,
            mine.unknown,
            mine.known - its.known,
            [*map(sub, mine.together, its.together)],
        )

    def take_out(self, part: Part) -> None:
        """Leave the others."""
        self.sums = self.without(part)
        for mine, its in ((self.people, part.people), (self.groups, part.gone)):
            for one, count in its.items():
                mine[one] -= count


def parts_of(atoms: Atoms, figure_of: Places, number: int, small: int) -> list[Part]:
    """What each of so many figures counts of each atom, figure by figure."""
    records, inside = atoms.records, np.flatnonzero(figure_of < number)
    width, of = len(atoms.told), atoms.of[inside]
    pairs, part = np.unique(figure_of[inside] * width + of, return_inverse=True)
    figure, atom = np.divmod(pairs, width)
    sums = records.sums(inside, part, records.added(inside, part, len(pairs)), small)
    is_whole = np.bincount(part) == np.bincount(atoms.of, minlength=width)[atom]
    in_some = of < width - 1
    inside, part = inside[in_some], part[in_some]
    people = by_owner(part, records.people[inside], len(pairs))
    every = records.members
    is_gone = alike(atoms.of, every)[inside] == alike(part, every[inside])
    gone = records.groups_of(inside[is_gone], part[is_gone], len(pairs))
    columns = (figure.tolist(), atom.tolist(), is_whole.tolist(), sums, people, gone)
    return [*map(Part, *columns)]


def remainders_of(atoms: Atoms, chosen: Iterable[int], small: int) -> dict[int, Remainder]:
    """Those atoms as they are, but the one of no figure: whatever is left of that will do."""
    wanted = np.array(sorted({*chosen} - {len(atoms.told) - 1}), dtype=np.intp)
    inside, records = np.flatnonzero(np.isin(atoms.of, wanted)), atoms.records
    part = np.searchsorted(wanted, atoms.of[inside])
    added = records.added(inside, part, len(wanted)) + atoms.lost[wanted]
    sums = records.sums(inside, part, added, small)
    people = by_owner(part, records.people[inside], len(wanted))
    groups = records.groups_of(inside, part, len(wanted))
    whole = map(partial(Remainder, small), sums, people, groups)
    return dict(zip(wanted.tolist(), whole, strict=True))
