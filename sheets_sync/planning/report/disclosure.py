"""What a manager may be told of how people did: nothing that few people can be worked out of.

Every figure is a sum over people's records. Whoever has several of them, of one copy or of a year
of copies, can add and subtract; what can be worked out so is always a sum over whole *atoms*:
records that are in exactly the same figures. So a figure is told only where no atom is of fewer
people than the limit, and where no small group is in an atom whose sum leaves nobody a choice: all
scored the least, or all the most. Scores that bear on each other, as what somebody answered and
what they tell of it, share their atoms: in each of them two people could have answered what the
other did, and every figure would read the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from sheets_sync.planning.report.person_codes import mark_of

Key = TypeVar("Key")

_ROUNDING = 1e-9


class Scale(NamedTuple):
    """The least and the most that one record can score."""

    least: float = 0
    most: float = 1


class Contribution(NamedTuple):
    """What one record adds to figures, score by score, and the group its person is in."""

    scores: tuple[float, ...]
    group: int


class Atom(NamedTuple):
    """Records that no figure tells apart, and which of their scores figures tell of."""

    keys: tuple[int, ...]
    told: tuple[int, ...]
    size: int = 0
    """How many they were, also where somebody of them is forgotten."""
    together: tuple[float, ...] = ()
    """What they scored, score by score; empty where that is not known."""


class _Counts(NamedTuple):
    """What decides whether some records together give nobody away."""

    people: int
    known: int
    """Records whose scores are known, if only together."""
    has_few: bool
    """Whether they hold a part of a group that is smaller than the limit, or may."""
    together: Sequence[float]
    """Of the known ones, score by score."""


@dataclass(slots=True)
class _Sum:
    """Some records together."""

    together: list[float]
    known: int = 0
    unknown: int = 0
    """Records of which nothing is known any more."""
    of_person: dict[int, int] = field(default_factory=dict)
    """How many records."""
    of_member: dict[tuple[int, int], int] = field(default_factory=dict)
    """By group and person, how many records."""
    groups: dict[int, int] = field(default_factory=dict)
    """How many people of each group."""
    few: int = 0
    """Groups with fewer people than the limit."""

    def counts(self) -> _Counts:
        """Of all of them."""
        has_few = bool(self.few or self.unknown)
        return _Counts(len(self.of_person), self.known, has_few, self.together)

    def counts_without(self, part: "_Sum", small: int) -> _Counts:
        """Of the others, told from the part alone."""
        people, few = len(self.of_person), self.few
        people -= sum(self.of_person[one] == count for one, count in part.of_person.items())
        for group, gone in self._gone(part).items():
            before = self.groups[group]
            few += (0 < before - gone < small) - (0 < before < small)
        rest = [mine - theirs for mine, theirs in zip(self.together, part.together, strict=True)]
        has_few = bool(few or self.unknown - part.unknown)
        return _Counts(people, self.known - part.known, has_few, rest)

    def take_out(self, part: "_Sum", small: int) -> None:
        """Leave the others."""
        for group, gone in self._gone(part).items():
            before = self.groups[group]
            self.groups[group] -= gone
            self.few += (0 < before - gone < small) - (0 < before < small)
        _subtract(self.of_person, part.of_person)
        _subtract(self.of_member, part.of_member)
        self.known -= part.known
        self.unknown -= part.unknown
        for place, score in enumerate(part.together):
            self.together[place] -= score

    def _gone(self, part: "_Sum") -> Mapping[int, int]:
        """By group, the people of whom no record stays."""
        mine = self.of_member
        return Counter(
            member[0] for member, count in part.of_member.items() if mine[member] == count
        )


@dataclass(slots=True)
class Disclosure:
    """The figures told so far of scores that bear on each other, and whether another may join."""

    small: int
    """Groups of fewer people are small."""
    scales: Sequence[Scale] = (Scale(),)
    contributions: dict[int, Contribution] = field(default_factory=dict)
    """By code of a record, complete before anything is told.

    Of records that are no more nothing is known.
    """
    _atom_of: dict[int, int] = field(default_factory=dict)
    _atoms: dict[int, set[int]] = field(default_factory=dict)
    _sums: dict[int, _Sum] = field(default_factory=dict)
    _scores: dict[int, frozenset[int]] = field(default_factory=dict)
    """By atom, which of its scores are told."""
    _next: int = 0
    _told: set[tuple[frozenset[int], frozenset[int]]] = field(default_factory=set)
    """The figures told so far, each by its records and scores: the same again tells no more."""

    def was_told(self, atoms: Iterable[Atom]) -> None:
        """Take in what an earlier report told, as its atoms; before anything is told now.

        The latest report first: what it knew of records that are no more tells what others do.
        """
        for one in atoms:
            inside = self._by_atom(frozenset(one.keys))
            self._split(inside, frozenset(one.told))
            if one.together and inside.keys() == {None}:
                whole = self._sums[self._next - 1] = self._sum_of(one.keys)
                whole.known, whole.together = one.size, list(one.together)

    def tell(self, keys: Iterable[int], scores: Iterable[int] = (0,)) -> bool:
        """Whether a figure of these scores over these records may be told; then it counts so."""
        figure = wanted, told = frozenset(keys), frozenset(scores)
        if figure in self._told:
            return True
        inside = self._by_atom(wanted)
        sums: dict[int | None, _Sum] = {}
        for atom, part in inside.items():
            if atom is not None and len(part) == len(self._atoms[atom]):
                new = told - self._scores[atom]
                if new and not self._is_safe(self._sums_of(atom).counts(), new):
                    return False
                continue
            found = sums[atom] = self._sum_of(part)
            before = frozenset() if atom is None else self._scores[atom]
            if not self._is_safe(found.counts(), told | before):
                return False
            if atom is not None:
                rest = self._sums_of(atom).counts_without(found, self.small)
                if not self._is_safe(rest, before):
                    return False
        self._split(inside, told, sums)
        self._told.add(figure)
        return True

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """Every record in any figure told, apart where some figure tells them apart."""
        return tuple(self._kept(atom, keys) for atom, keys in self._atoms.items())

    def _kept(self, atom: int, keys: set[int]) -> Atom:
        told, sums = tuple(sorted(self._scores[atom])), self._sums_of(atom)
        if sums.known < len(keys):
            return Atom(tuple(sorted(keys)), told)
        together = tuple(round(score, 9) for score in sums.together)
        return Atom(tuple(sorted(keys)), told, sums.known, together)

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
        self,
        inside: Mapping[int | None, set[int]],
        told: frozenset[int],
        sums: Mapping[int | None, _Sum] | None = None,
    ) -> None:
        """Tell apart, in every atom, those whom a figure counts; their sums may be known."""
        sums = sums or {}
        for atom, keys in inside.items():
            if atom is not None and len(keys) == len(self._atoms[atom]):
                self._scores[atom] |= told
                continue
            scores = told
            if atom is not None:
                scores |= self._scores[atom]
                self._atoms[atom] -= keys
                if atom in self._sums:
                    part = sums[atom] if atom in sums else self._sum_of(keys)
                    if part.unknown:
                        del self._sums[atom]
                    else:
                        self._sums[atom].take_out(part, self.small)
            if atom in sums:
                self._sums[self._next] = sums[atom]
            self._atoms[self._next] = keys
            self._scores[self._next] = scores
            self._atom_of |= dict.fromkeys(keys, self._next)
            self._next += 1

    def _sums_of(self, atom: int) -> _Sum:
        if atom not in self._sums:
            self._sums[atom] = self._sum_of(self._atoms[atom])
        return self._sums[atom]

    def _sum_of(self, keys: Iterable[int]) -> _Sum:
        found = _Sum([0.0] * len(self.scales))
        of_person, of_member, groups = found.of_person, found.of_member, found.groups
        together = found.together
        for key in keys:
            person = mark_of(key)
            of_person[person] = of_person.get(person, 0) + 1
            one = self.contributions.get(key)
            if one is None:
                found.unknown += 1
                continue
            found.known += 1
            scores, group = one
            member = (group, person)
            if member in of_member:
                of_member[member] += 1
            else:
                of_member[member] = 1
                groups[group] = groups.get(group, 0) + 1
            for place, score in enumerate(scores):
                together[place] += score
        found.few = sum(count < self.small for count in groups.values())
        return found

    def _is_safe(self, part: _Counts, told: Iterable[int]) -> bool:
        """Whether these are many people, and their sums leave each small group in them a choice."""
        if part.people < self.small:
            return False
        return not part.has_few or all(self._is_open(part, score) for score in told)

    def _is_open(self, part: _Counts, score: int) -> bool:
        """What nobody knows any more may have been as all others are."""
        least, most = self.scales[score]
        at_least = part.together[score] - least * part.known
        at_most = most * part.known - part.together[score]
        return min(at_least, at_most) > _ROUNDING


def _subtract(counts: dict[Key, int], part: Mapping[Key, int]) -> None:
    for key, count in part.items():
        if counts[key] == count:
            del counts[key]
        else:
            counts[key] -= count
