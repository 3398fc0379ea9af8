"""What a manager may be told of how people did: nothing that few people can be worked out of.

Every figure is a sum over people. Whoever has several of them, of one copy or of a year of copies,
can add and subtract; what can be worked out so is always a sum over whole *atoms*: people who are
in exactly the same figures. So a figure is told only where no atom becomes smaller than the
limit, and where an atom's sum leaves open what each small group in it did.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person adds to a figure, and the group they are in."""

    score: float
    group: int


@dataclass(slots=True)
class Disclosure:
    """The figures told so far of one kind of score, and whether another may join them."""

    small: int
    """Groups of fewer people are small."""
    least: float = 0
    most: float = 1
    contributions: dict[str, Contribution] = field(default_factory=dict)
    """By key of a person's record; of records that are no more nothing is known."""
    _atom_of: dict[str, int] = field(default_factory=dict)
    _atoms: dict[int, set[str]] = field(default_factory=dict)
    _next: int = 0

    def was_told(self, atoms: Iterable[Iterable[str]]) -> None:
        """Take in what an earlier report told, as its atoms."""
        for atom in atoms:
            self._split(frozenset(atom))

    def tell(self, keys: Iterable[str]) -> bool:
        """Whether a figure over these records may be told; then it counts as told."""
        wanted = frozenset(keys)
        if not wanted:
            return True
        if not all(self._is_safe(part) for part in self._parts(wanted)):
            return False
        self._split(wanted)
        return True

    @property
    def atoms(self) -> tuple[tuple[str, ...], ...]:
        """Everybody in any figure told, apart where some figure tells them apart."""
        return tuple(tuple(sorted(atom)) for atom in self._atoms.values())

    def _parts(self, wanted: frozenset[str]) -> list[set[str]]:
        """The atoms that a figure would make; those it leaves whole are as safe as before."""
        inside = self._by_atom(wanted)
        parts = []
        for atom, keys in inside.items():
            rest = self._atoms[atom] - keys if atom is not None else set()
            if rest or atom is None:
                parts += [keys, rest] if rest else [keys]
        return parts

    def _by_atom(self, wanted: frozenset[str]) -> dict[int | None, set[str]]:
        found: dict[int | None, set[str]] = defaultdict(set)
        for key in wanted:
            found[self._atom_of.get(key)].add(key)
        return found

    def _split(self, wanted: frozenset[str]) -> None:
        for atom, keys in self._by_atom(wanted).items():
            if atom is not None and len(keys) == len(self._atoms[atom]):
                continue
            if atom is not None:
                self._atoms[atom] -= keys
            self._atoms[self._next] = keys
            self._atom_of |= dict.fromkeys(keys, self._next)
            self._next += 1

    def _is_safe(self, atom: set[str]) -> bool:
        if len(atom) < self.small:
            return False
        groups: dict[int, list[float]] = defaultdict(list)
        for key in atom:
            if (one := self.contributions.get(key)) is not None:
                groups[one.group].append(one.score)
        size, together = len(atom), sum(map(sum, groups.values()))
        if sum(map(len, groups.values())) < size:  # what nobody knows any more leaves all open
            return True
        return all(
            self._is_open(len(scores), size - len(scores), together)
            for scores in groups.values()
            if len(scores) < self.small
        )

    def _is_open(self, size: int, others: int, together: float) -> bool:
        """Whether a group of `size` could have scored more than one sum."""
        lowest = max(self.least * size, together - self.most * others)
        highest = min(self.most * size, together - self.least * others)
        return highest - lowest > _ROUNDING
