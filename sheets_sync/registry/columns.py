"""From raw cells to values: what holds for every kind, then the kind's own reader."""

import datetime as dt
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

import numpy as np

from sheets_sync.registry.cells import Cells, Mask, Objects, Problem, split
from sheets_sync.registry.dates import read_stored
from sheets_sync.registry.kinds import READERS
from sheets_sync.registry.kinds.kind_reader import Typed
from sheets_sync.registry.schema import Column, Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import (
    APOSTROPHES,
    clean,
    fold,
    repaired,
    without_apostrophe,
)
from sheets_sync.registry.text_columns import clean_all, needs_cleaning
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError, CellObject, RawCell


@dataclass(frozen=True, slots=True)
class ColumnReader:
    """Reads the columns of one workbook as of one day."""

    schema: Schema
    today: dt.date
    years: int
    """Dates further from today than this are not believed."""
    longest: int
    """The longest text where a column says nothing else, in characters."""

    def read(self, column: Column, raw: Sequence[RawCell]) -> Cells:
        """The column's cells with their values and problems."""
        codes, typed = split(raw)
        kinds = set(map(type, typed[1:]))
        if column.kind in _DAYS and kinds & {int, float}:
            typed[1:] = [read_stored(cell, self.today, self.years) for cell in typed[1:]]
        texts = _texts(typed, only_texts=kinds <= {str})
        problems: dict[str, dict[int, tuple[Problem, ...]]] = {}
        errors = np.zeros(len(typed), dtype=np.bool_)
        if CellError in kinds:
            errors = np.array([isinstance(cell, CellError) for cell in typed], dtype=np.bool_)
            problems["cell-formula-error"] = {
                int(at): (_formula_error(typed[at]),) for at in np.flatnonzero(errors)
            }
        _add(problems, _too_long(column.limit or self.longest, texts))
        needy = needs_cleaning(texts)
        _add(problems, _garbled(texts, needy))
        cleaned = clean_all(texts, needy)
        if column.kind in _LISTS:
            cleaned = _line_by_line(texts, cleaned)
        initials = {text[:1] for text in cleaned}
        meant = typed
        if column.kind not in _AS_TYPED and not initials.isdisjoint(APOSTROPHES):
            meant, cleaned = _without_apostrophes(typed), _without_apostrophes(cleaned)
        blank = cleaned == ""
        if column.placeholders_are_blank:
            blank |= self._placeholders(column, cleaned, initials)
        usable = ~blank & ~errors
        read = READERS[column.kind](
            Typed(column, self.schema, self.today, self.years, meant, cleaned, usable)
        )
        for rule, by_cell in read.problems.items():
            problems.setdefault(rule, {}).update(by_cell)
        if CellObject in kinds and column.kind == "link":
            _add(problems, _objects_for_links(typed))
        return Cells(column, codes, typed, blank, read.values, problems, read.ends)

    def _placeholders(self, column: Column, cleaned: Objects, initials: AbstractSet[str]) -> Mask:
        """Where a whole cell is a placeholder and not, in this column, a word of its own."""
        words = self.schema.placeholders - self._own_words(column)
        longest = max(map(len, words), default=0) + 2
        firsts = frozenset(word[0] for word in words)
        if not any(_initial(letter) in firsts for letter in initials):
            return np.zeros(len(cleaned), dtype=np.bool_)
        return np.array(
            [
                len(text) <= longest and _initial(text[:1]) in firsts and fold(text) in words
                for text in cleaned
            ],
            dtype=np.bool_,
        )

    def _own_words(self, column: Column) -> frozenset[str]:
        if column.kind == "yes_no":
            return self.schema.yes | self.schema.no
        return frozenset(
            fold(spelling)
            for name, words in column.choices.items()
            for spelling in words.spellings(name)
        )


def _texts(typed: Objects, *, only_texts: bool) -> Objects:
    """The distinct cells as people see them; the first is the blank one."""
    if not only_texts:
        return np.array([shown(cell) for cell in typed], dtype=object)
    texts = typed.copy()
    texts[0] = ""
    return texts


@cache
def _initial(letter: str) -> str:
    """A first letter as it is compared; there are few, and folding a whole text is slow."""
    return fold(letter)[:1]


_AS_TYPED = frozenset({"text", "link"})
"""The kinds of which every mark may be meant."""


def _without_apostrophes(cells: Objects) -> Objects:
    """The cells without the mark that keeps a number or ID a text."""
    read = [without_apostrophe(cell) if isinstance(cell, str) else cell for cell in cells]
    without = np.empty(len(read), dtype=object)
    without[:] = read
    return without


_DAYS = frozenset({"date", "period", "month"})
"""The kinds in which a number is a day as a spreadsheet without types keeps it."""
_LISTS = frozenset({"areas", "people", "person"})
"""The kinds that name several things, perhaps each on a line of its own, or by mistake."""


def _line_by_line(texts: Objects, cleaned: Objects) -> Objects:
    """The cleaned texts with the line breaks of the texts kept."""
    lines = [
        "\n".join(filter(None, map(clean, text.splitlines()))) if "\n" in text else whole
        for text, whole in zip(texts, cleaned, strict=True)
    ]
    return np.array(lines, dtype=object)


def _formula_error(cell: CellError) -> Problem:
    variant = "not_calculated" if cell.code == NOT_CALCULATED else "message"
    return Problem("cell-formula-error", facts={"variant": variant})


def _objects_for_links(typed: Objects) -> list[tuple[int, Problem]]:
    """A picture where an address should be is no evidence that others can open."""
    problem = Problem("link-malformed", facts={"variant": "object"})
    return [(at, problem) for at, cell in enumerate(typed) if isinstance(cell, CellObject)]


def _add(
    problems: dict[str, dict[int, tuple[Problem, ...]]], found: Sequence[tuple[int, Problem]]
) -> None:
    for position, problem in found:
        problems.setdefault(problem.rule, {})[position] = (problem,)


def _too_long(limit: int, texts: Objects) -> list[tuple[int, Problem]]:
    if max(map(len, texts)) <= limit:
        return []
    return [
        (position, Problem("cell-too-long", facts={"length": len(text), "limit": limit}))
        for position, text in enumerate(texts)
        if len(text) > limit
    ]


def _garbled(texts: Objects, needy: Mask) -> list[tuple[int, Problem]]:
    found = []
    for position in np.flatnonzero(needy):
        repair = repaired(texts[position])
        if repair is not None:
            found.append((int(position), Problem("text-garbled", repair)))
    return found
