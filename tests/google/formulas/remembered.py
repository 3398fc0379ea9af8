"""Results of the last computation that are still true, because what they read is the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from ..a1 import Area
from ..model import Sheet, Spreadsheet
from . import syntax
from .lexer import FormulaSyntaxError
from .values import Array, Dated, Link, Scalar

Place: TypeAlias = tuple[int, int, int]
"""Tab id, row, column."""
_UNSTEADY = re.compile(r"NOW|TODAY|RAND|ISFORMULA|FORMULATEXT|SUBTOTAL", re.IGNORECASE)
"""Formulas that depend on more than the values they read."""
_MOST = 200_000
"""Cells read: what a larger formula read is not kept in memory."""


@dataclass(slots=True)
class Known:
    """A formula's result, and all that it rests on."""

    text: str
    around: object
    """The tabs it may find: see `surroundings`."""
    reads: Mapping[tuple[int, Area], list[list[Scalar]]]
    value: object


@dataclass(slots=True)
class Remembered:
    """The results of one computation, for the next one."""

    layout: object
    results: dict[Place, Known] = field(default_factory=dict)

    def recall(
        self,
        place: Place,
        text: str,
        around: object,
        read: Callable[[int, Area], list[list[Scalar]]],
    ) -> object | None:
        """The result, where everything that it read reads the same now."""
        known = self.results.get(place)
        if known is None or (known.text, known.around) != (text, around):
            return None
        same = all(_same(rows, read(*place)) for place, rows in known.reads.items())
        return known.value if same else None

    def keep(
        self,
        place: Place,
        text: str,
        around: object,
        reads: Mapping[tuple[int, Area], list[list[Scalar]]],
        value: object,
    ) -> None:
        """Know a result next time, unless it may change by itself or rests on too much.

        `reads` has, by tab and rectangle, what the formula has read.
        """
        size = sum(area.height * area.width for _, area in reads)
        steady = isinstance(value, Array) and not _UNSTEADY.search(text)
        if steady and size <= _MOST:
            self.results[place] = Known(text, around, dict(reads), value)


def layout_of(spreadsheet: Spreadsheet, today: object) -> object:
    """What every formula may depend on besides cells and the tabs that it finds."""
    named = repr(
        [
            (one, sheet and sheet.size)
            for one in spreadsheet.named_ranges
            for sheet in (spreadsheet.sheet_by_id(one["range"].get("sheetId", 0)),)
        ]
    )
    return named, spreadsheet.locale, spreadsheet.time_zone, today


def surroundings(spreadsheet: Spreadsheet, own: Sheet, formula: str) -> object:
    """The tabs that a formula may find, and how large they are."""
    titles = _titles(formula)
    found = spreadsheet.sheets if titles is None else [own, *map(spreadsheet.sheet, titles)]
    return tuple(sheet and (sheet.id, sheet.title, sheet.size) for sheet in found)


@lru_cache(maxsize=4096)
def _titles(formula: str) -> tuple[str, ...] | None:
    """The titles that a formula mentions; None where it may find any tab."""
    if "INDIRECT" in formula.upper():
        return None
    try:
        return tuple(sorted({*_mentioned(syntax.parse(formula))}))
    except (FormulaSyntaxError, RecursionError):
        return ()


def _mentioned(node: object) -> Iterator[str]:
    match node:
        case syntax.Reference(str(title), _):
            yield title
        case tuple():
            for one in node:
                yield from _mentioned(one)
        case syntax.Call(_, inside) | syntax.Operation(_, inside) | syntax.ArrayLiteral(inside):
            yield from _mentioned(inside)
        case syntax.Apply(function, arguments):
            yield from _mentioned((function, *arguments))


def _same(before: list[list[Scalar]], now: list[list[Scalar]]) -> bool:
    """Equal, and of the same kinds: 1 is not TRUE, and a date may be shown in another way."""
    if before is now:
        return True
    return before == now and all(map(_alike, before, now))


def _alike(old: list[Scalar], new: list[Scalar]) -> bool:
    """Whether equal cells are of the same kinds, too."""
    kinds = list(map(type, old))
    if kinds != list(map(type, new)):
        return False
    if _TELLING.isdisjoint(kinds):
        return True
    return list(map(_told_beside, old)) == list(map(_told_beside, new))


_TELLING = frozenset({Dated, Link})
"""Kinds that say more than their value does."""


def _told_beside(cell: Scalar) -> object:
    match cell:
        case Dated():
            return cell.format
        case Link():
            return cell.url
    return None
