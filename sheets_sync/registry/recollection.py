"""What was worked out before, for as long as it is made of the very same things.

A service that looks at a workbook every minute finds nearly all of it unchanged. `Recollection`
keeps, slot by slot, the last value and the objects it was made of, and hands it out again while
those are the same objects; nothing is compared, so nothing can be mistaken for something else.
`recognised` is where equal cells become the same objects.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import zip_longest
from operator import is_
from typing import Any, TypeVar, cast

from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook

Made = TypeVar("Made")
Column = Sequence[RawCell]


class Recollection:
    """The last value of every slot. One that forgets makes every value anew."""

    def __init__(self, *, forgetful: bool = False) -> None:
        self._forgetful = forgetful
        self._kept: dict[Hashable, tuple[tuple[object, ...], object]] = {}

    @property
    def lasts(self) -> bool:
        """Whether anything is kept."""
        return not self._forgetful

    def of(self, slot: Hashable, parts: Sequence[object], make: Callable[[], Made]) -> Made:
        """What `make` made of these parts, the last time or now; `make` must depend on no others.

        Parts are the same when they are the same object, or equal numbers, texts or days.
        """
        known = self.kept(slot, parts)
        if known is None:
            return self.keep(slot, parts, make())
        return cast("Made", known)

    def kept(self, slot: Hashable, parts: Sequence[object]) -> object | None:
        """What is known to be made of these parts; nothing where that is not known."""
        known = self._kept.get(slot)
        return known[1] if known is not None and _are_same(known[0], parts) else None

    def keep(self, slot: Hashable, parts: Sequence[object], made: Made) -> Made:
        """From now on this is what is made of these parts."""
        if not self._forgetful:
            self._kept[slot] = tuple(parts), made
        return made

    def alike(self, slot: Hashable, value: Made) -> Made:
        """The value of the last time where this one equals it."""
        known = self._kept.get(slot)
        if known is not None and type(known[1]) is type(value) and known[1] == value:
            return known[1]
        return self.keep(slot, (), value)

    def alike_in_place(
        self, slot: Hashable, values: Sequence[Made], same: Callable[[Made, Made], bool]
    ) -> tuple[Made, ...]:
        """Each value as the one that stood in its place the last time, where `same` says so."""
        if self._forgetful:
            return tuple(values)
        kept = self._kept.get(slot)
        known = () if kept is None else cast("tuple[Made, ...]", kept[1])
        found = (
            *(was if same(now, was) else now for now, was in zip(values, known, strict=False)),
            *values[len(known) :],
        )
        self._kept[slot] = (), found
        return found

    def alike_each(
        self, slot: Hashable, values: tuple[Made, ...], same: Callable[[Made, Made], bool]
    ) -> tuple[Made, ...]:
        """Each value as the equal one of the last time, where `same` finds no difference either."""
        if self._forgetful:
            return values
        kept = self._kept.get(slot)
        known = {} if kept is None else cast("dict[Made, Made]", kept[1])
        very_same = set(map(id, known.values()))  # asked first: a hash may be long in the making
        found = tuple(
            before
            if id(value) not in very_same
            and (before := known.get(value)) is not None
            and same(before, value)
            else value
            for value in values
        )
        now = set(map(id, found))
        new = [one for one in found if id(one) not in very_same]
        for gone in [key for key, one in known.items() if id(one) not in now]:
            del known[gone]
        known.update(zip(new, new, strict=True))
        self._kept[slot] = (), known
        return found

    def of_each(
        self,
        slot: Hashable,
        parts: Sequence[object],
        objects: Sequence[object],
        make: Callable[[Any], Made],
    ) -> list[Made]:
        """What `make` makes of each object and these parts, or made of the same the last time."""
        if self._forgetful:
            return [make(one) for one in objects]
        known = cast("dict[int, tuple[object, Made]]", self.kept(slot, parts) or {})
        places = [*map(id, objects)]
        new = {place: one for place, one in zip(places, objects, strict=True) if place not in known}
        made = {place: (one, make(one)) for place, one in new.items()}
        now = {place: made.get(place) or known[place] for place in places}
        self.keep(slot, parts, now)
        return [value for _, value in map(now.__getitem__, places)]

    def recognised(self, workbook: RawWorkbook) -> RawWorkbook:
        """The workbook, its tabs and columns the objects of the last time where they are the same.

        Cells are the same when they are equal and of the same type: a ticked box is no number.
        """
        if self._forgetful:
            return workbook
        kept = self._kept.get(_WORKBOOK)
        last = {} if kept is None else cast("dict[tuple[str, str], RawTab]", kept[1])
        seen = {place: _seen(tab, last.get(place)) for place, tab in _by_place(workbook)}
        self._kept[_WORKBOOK] = (), seen
        return replace(workbook, tabs=tuple(seen[place] for place, _ in _by_place(workbook)))


NOTHING = Recollection(forgetful=True)
"""For whoever looks once."""
_WORKBOOK = "workbook"


def _by_place(workbook: RawWorkbook) -> list[tuple[tuple[str, str], RawTab]]:
    return [((tab.home, tab.sheet), tab) for tab in workbook.tabs]


def _seen(tab: RawTab, before: RawTab | None) -> RawTab:
    """The tab as the objects of before, as far as it is the same."""
    if before is None:
        return tab
    columns = [
        was if _are_same_cells(now, was) else now
        for now, was in zip_longest(tab.columns, before.columns[: len(tab.columns)])
    ]
    same = len(columns) == len(before.columns) and all(map(is_, columns, before.columns))
    recognised = replace(tab, columns=before.columns if same else tuple(columns))
    return (
        before if same and recognised == before and tab.answered == before.answered else recognised
    )


def _are_same_cells(one: Column, other: Column | None) -> bool:
    """Whether all cells are equal and of the same types: only of numbers two types are equal."""
    if one is other:
        return True
    if other is None or one != other:
        return False
    numbers = _NUMBERS.intersection(map(type, other))
    return not numbers or list(map(type, one)) == list(map(type, other))


_NUMBERS = frozenset({bool, int, float})


def _are_same(known: Sequence[object], given: Sequence[object]) -> bool:
    if len(known) != len(given):
        return False
    return all(map(is_, known, given)) or all(map(_is_same, known, given))


def _is_same(one: object, other: object) -> bool:
    if one is other:
        return True
    return type(one) is type(other) and isinstance(one, str | int | dt.date) and one == other
