"""The atoms of figures: records that none of those told so far tells apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sheets_sync.planning.report.record_sums import Numbers, Places, Records


class Atom(NamedTuple):
    """Records that no figure tells apart, and which of their scores figures tell of."""

    keys: tuple[int, ...]
    told: tuple[int, ...]
    size: int = 0
    """How many they were, also where somebody of them is forgotten."""
    together: tuple[float, ...] = ()
    """What they scored, score by score; empty where that is not known."""


@dataclass(slots=True)
class Atoms:
    """Which atom each record is in; those that are in no figure are in the last one."""

    records: Records
    of: Places
    told: Sequence[frozenset[int]]
    """By atom, the scores that figures tell of."""
    lost: Numbers
    """By atom, of how many records that are no more the scores are known together, and these."""

    def divide(self, figure_of: Places, told: Sequence[frozenset[int]]) -> None:
        """Tell apart, in every atom, whom each figure counts; each tells of some scores.

        Records with the number after the last figure are in none. What is lost is with those who
        stay, until somebody else goes of whom nothing is known.
        """
        width = len(told) + 1
        pairs = np.append(self.of * width + figure_of, len(self.told) * width - 1)
        pairs, of = np.unique(pairs, return_inverse=True)
        before, figure = np.divmod(pairs, width)
        goes = np.append(before[:-1] == before[1:], np.False_)
        unknown = np.bincount(of[:-1], ~self.records.known, len(pairs)) > 0
        keeps = ~goes & ~np.isin(before, before[goes & unknown])
        scores = [*told, frozenset[int]()]
        self.told = [
            self.told[atom] | scores[one]
            for atom, one in zip(before.tolist(), figure.tolist(), strict=True)
        ]
        self.of, self.lost = of[:-1], self.lost[before] * keeps[:, np.newaxis]

    def remember(self, atoms: Sequence[Atom]) -> None:
        """Take in what an earlier report told, as its atoms; before anything is told now.

        The latest report first: what it knew of records that are no more tells what others do.
        """
        if not atoms:
            return
        records = self.records.places([key for one in atoms for key in one.keys])
        atom = np.repeat(np.arange(len(atoms)), [len(one.keys) for one in atoms])
        figure_of = np.full(len(self.of), len(atoms))
        figure_of[records] = atom
        is_known = np.array([bool(one.together) for one in atoms])
        is_known &= np.bincount(atom, self.of[records] != len(self.told) - 1) == 0
        self.divide(figure_of, [frozenset(one.told) for one in atoms])
        nothing = (0.0,) * self.records.scores.shape[1]
        whole = np.array([(one.size, *(one.together or nothing)) for one in atoms])
        lost = whole - self.records.added(records, atom, len(atoms))
        self.lost[self.of[records[np.unique(atom, return_index=True)[1]]][is_known]] = lost[
            is_known
        ]

    def __iter__(self) -> Iterator[Atom]:
        """Every record in any figure."""
        number, records = len(self.told) - 1, np.argsort(self.of, kind="stable")
        added = self.records.added(records, self.of[records], number + 1) + self.lost
        bounds = np.searchsorted(self.of[records], np.arange(number + 1)).tolist()
        codes = self.records.codes[records].tolist()
        whole = zip(pairwise(bounds), self.told[:-1], added[:-1].tolist(), strict=True)
        for (first, last), told, (known, *together) in whole:
            atom = Atom(tuple(codes[first:last]), tuple(sorted(told)))
            if known < len(atom.keys):
                yield atom
            else:
                scored = tuple(round(score, 9) for score in together)
                yield atom._replace(size=int(known), together=scored)


def atoms_of(records: Records, earlier: Iterable[Sequence[Atom]]) -> Atoms:
    """Those of what earlier reports told, the latest one first."""
    nothing_lost = np.zeros((1, 1 + records.scores.shape[1]))
    atoms = Atoms(records, np.zeros_like(records.people), [frozenset()], nothing_lost)
    for one in earlier:
        atoms.remember(one)
    return atoms
