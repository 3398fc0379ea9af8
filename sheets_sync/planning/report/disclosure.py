"""What a manager may be told of how people did: nothing that few people can be worked out of.

Every figure is a sum over people's records. Whoever has several of them, of one copy or of a year
of copies, can add and subtract; what can be worked out so is always a sum over whole *atoms*:
records that are in exactly the same figures. So a figure is told only where no atom is of fewer
people than the limit, and where no small group is in an atom whose sum leaves nobody a choice: all
scored the least, or all the most. Scores that bear on each other, as what somebody answered and
what they tell of it, share their atoms: in each of them two people could have answered what the
other did, and every figure would read the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from sheets_sync.planning.report.atom_parts import Part, Remainder, parts_of, remainders_of
from sheets_sync.planning.report.atoms import Atoms
from sheets_sync.planning.report.record_sums import Places, Sums

_ROUNDING = 1e-9
FIRST = frozenset({0})
"""The one score of most figures."""


class Scale(NamedTuple):
    """The least and the most that one record can score."""

    least: float = 0
    most: float = 1


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Decides which figures may be told beside all that were told before."""

    small: int
    """Groups of fewer people are small."""
    scales: Sequence[Scale]
    atoms: Atoms
    """What was told so far of scores that bear on each other."""

    def tell(self, records: Places, scores: frozenset[int] = FIRST) -> bool:
        """Whether a figure of these scores over these records may be told; then it counts so."""
        return all(self.tell_each(records, np.zeros_like(records), scores))

    def tell_each(
        self, records: Places, figures: Places, scores: frozenset[int] = FIRST
    ) -> list[bool]:
        """The same of several, one after the other; `figures` says which one a record is in."""
        number = int(figures.max(initial=-1)) + 1
        may, figure_of = [True] * number, np.full(len(self.atoms.of), number)
        figure_of[records] = figures
        parts = parts_of(self.atoms, figure_of, number, self.small)
        if all(part.is_whole and scores <= self.atoms.told[part.atom] for part in parts):
            return may
        remainders = remainders_of(self.atoms, (part.atom for part in parts), self.small)
        for figure, of_figure in groupby(parts, attrgetter("figure")):
            split = [(part, remainders.get(part.atom)) for part in of_figure]
            may[figure] = all(self._may(part, whole, scores) for part, whole in split)
            for part, whole in split:
                if may[figure] and whole is not None:
                    whole.take_out(part)
        figure_of[np.append(~np.array(may), np.False_)[figure_of]] = number
        self.atoms.divide(figure_of, [scores] * number)
        return may

    def _may(self, part: Part, whole: Remainder | None, told: frozenset[int]) -> bool:
        """Whether a part may be told, and with it what it leaves."""
        before = self.atoms.told[part.atom]
        if whole is None:
            return self._is_safe(part.sums, told)
        rest = whole.without(part)
        if not rest.records:
            return told <= before or self._is_safe(whole.sums, told - before)
        return self._is_safe(part.sums, told | before) and self._is_safe(rest, before)

    def _is_safe(self, sums: Sums, told: frozenset[int]) -> bool:
        """Whether these are many people, and their sums leave each small group in them a choice."""
        if sums.people < self.small:
            return False
        return not (sums.few or sums.unknown) or all(self._is_open(sums, score) for score in told)

    def _is_open(self, sums: Sums, score: int) -> bool:
        """What nobody knows any more may have been as all others are."""
        least, most = self.scales[score]
        at_least = sums.together[score] - least * sums.known
        at_most = most * sums.known - sums.together[score]
        return min(at_least, at_most) > _ROUNDING
