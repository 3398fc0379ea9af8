"""What a manager may be told of how people did: nothing that few people can be worked out of.

Every figure is a sum over people. Whoever has several of them, of one copy or of a year of copies,
can add and subtract; what can be worked out so is always a sum over whole *atoms*: people who are
in exactly the same figures. So a figure is told only where no atom becomes smaller than the
limit, and where no small group is in an atom whose sum leaves nobody a choice: all scored the
least, or all the most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_ROUNDING = 1e-9


class Contribution(NamedTuple):
    """What one person adds to a figure, and the group they are in."""

    score: float
    group: int


@dataclass(slots=True)
class _Sum:
    """Some people together: how many, what they scored, and how many of each group they are."""

    size: int = 0
    together: float = 0
    unknown: int = 0
    """People of whom nothing is known any more."""
    groups: dict[int, int] = field(default_factory=dict)
    few: int = 0
    """Groups of which there are fewer than the limit."""

    def without(self, part: "_Sum", small: int) -> "_Sum":
        """The others, told from the groups of the part alone."""
        few = self.few
        for group, count in part.groups.items():
            before = self.groups[group]
            after = before - count
            few += (0 < after < small) - (0 < before < small)
        return _Sum(
            self.size - part.size,
            self.together - part.together,
            self.unknown - part.unknown,
            few=few,
        )


NO_SUMS: Mapping[int | None, _Sum] = {}


@dataclass(slots=True)
class Disclosure:
    """The figures told so far of one kind of score, and whether another may join them."""

    small: int
    """Groups of fewer people are small."""
    least: float = 0
    most: float = 1
    contributions: dict[int, Contribution] = field(default_factory=dict)
    """By key of a person's record, complete before anything is told.

    Of records that are no more nothing is known.
    """
    _atom_of: dict[int, int] = field(default_factory=dict)
    _atoms: dict[int, set[int]] = field(default_factory=dict)
    _sums: dict[int, _Sum] = field(default_factory=dict)
    _next: int = 0
    _told: set[frozenset[int]] = field(default_factory=set)
    """The figures told so far, each by its keys: the same one again tells nothing more."""

    def was_told(self, atoms: Iterable[Iterable[int]]) -> None:
        """Take in what an earlier report told, as its atoms; before anything is told now."""
        for atom in atoms:
            self._split(self._by_atom(frozenset(atom)))

    def tell(self, keys: Iterable[int]) -> bool:
        """Whether a figure over these records may be told; then it counts as told."""
        wanted = frozenset(keys)
        if wanted in self._told:
            return True
        inside = self._by_atom(wanted)
        sums: dict[int | None, _Sum] = {}
        for atom, part in inside.items():
            found = sums[atom] = self._sum_of(part)
            if atom is None:
                if not self._is_safe(found):
                    return False
                continue
            whole = self._sums_of(atom)
            if found.size < whole.size and not (
                self._is_safe(found) and self._is_safe(whole.without(found, self.small))
            ):
                return False
        self._split(inside, sums)
        self._told.add(wanted)
        return True

    @property
    def atoms(self) -> tuple[tuple[int, ...], ...]:
        """Everybody in any figure told, apart where some figure tells them apart."""
        return tuple(tuple(sorted(atom)) for atom in self._atoms.values())

    def _by_atom(self, wanted: frozenset[int]) -> dict[int | None, set[int]]:
        if not self._atom_of:
            return {None: set(wanted)} if wanted else {}
        found: dict[int | None, set[int]] = {}
        for key in wanted:
            atom = self._atom_of.get(key)
            if atom in found:
                found[atom].add(key)
            else:
                found[atom] = {key}
        return found

    def _split(
        self, inside: dict[int | None, set[int]], sums: Mapping[int | None, _Sum] = NO_SUMS
    ) -> None:
        """Tell apart, in every atom, those whom a figure counts; their sums may be known."""
        for atom, keys in inside.items():
            if atom is not None:
                if len(keys) == len(self._atoms[atom]):
                    continue
                self._atoms[atom] -= keys
                self._take_out(atom, sums[atom] if atom in sums else self._sum_of(keys))
            if atom in sums:
                self._sums[self._next] = sums[atom]
            self._atoms[self._next] = keys
            self._atom_of |= dict.fromkeys(keys, self._next)
            self._next += 1

    def _take_out(self, atom: int, part: _Sum) -> None:
        """Correct what is known of the rest."""
        if (whole := self._sums.get(atom)) is not None:
            rest = whole.without(part, self.small)
            for group, count in part.groups.items():
                whole.groups[group] -= count
            rest.groups = whole.groups
            self._sums[atom] = rest

    def _sums_of(self, atom: int) -> _Sum:
        if atom not in self._sums:
            self._sums[atom] = self._sum_of(self._atoms[atom])
        return self._sums[atom]

    def _sum_of(self, keys: set[int]) -> _Sum:
        found, groups = _Sum(len(keys)), dict[int, int]()
        for key in keys:
            one = self.contributions.get(key)
            if one is None:
                found.unknown += 1
            else:
                found.together += one[0]
                groups[one[1]] = groups.get(one[1], 0) + 1
        found.groups = groups
        found.few = sum(0 < count < self.small for count in groups.values())
        return found

    def _is_safe(self, part: _Sum) -> bool:
        """Whether these people are many, and the sum leaves each small group in them a choice."""
        if part.size < self.small:
            return False
        if not part.few or part.unknown:  # what nobody knows any more leaves all open
            return True
        at_least = part.together - self.least * part.size
        at_most = self.most * part.size - part.together
        return min(at_least, at_most) > _ROUNDING
