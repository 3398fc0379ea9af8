"""What the cells below a heading say about which column it is."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sheets_sync.adoption.choices import meant_choice, suggested_choice
from sheets_sync.adoption.layouts.person_columns import nobody_yet
from sheets_sync.adoption.session_times import is_span
from sheets_sync.adoption.sheets import SheetView
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.person_names import looks_like_email, name_key, split_people
from sheets_sync.registry.schema import Column
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean, fold
from sheets_sync.registry.workbook import CellError, RawCell

_LONGEST_NAME = 60
_LONGEST_CODE = 20
_WORDS_OF_A_NAME = 2
_FORMAL = frozenset(
    {"date", "period", "month", "number", "time", "yes_no", "areas", "email", "link"}
)
"""The kinds whose readers tell right cells from wrong ones."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who and what the workbook lists, once its lists are found."""

    people: frozenset[str] = frozenset()
    """Staff numbers, addresses and names without titles, as they are compared."""
    records: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By tab, the IDs and names of its records."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of the cells looked at are what the column wants."""

    fitting: int
    seen: int
    distinct: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.fitting / self.seen


class Contents:
    """Judges the cells of sheets; what is judged once is remembered."""

    def __init__(self, reader: ColumnReader, known: Known) -> None:
        self._reader = reader
        self._known = known
        self._judged: dict[tuple[object, ...], Fit | None] = {}

    def fit(
        self, view: SheetView, position: int, tab: str, column: Column, *, named: bool = False
    ) -> Fit | None:
        """How the cells below a heading suit a column; None where they cannot tell.

        Where the heading says who they are, `named`, people need not be on the staff list.
        """
        names = (tab, column.name) if column.kind in ("id", "text", "choice", "number") else ()
        key = (view.title, view.row, position, column.kind, column.to, named, *names)
        if key not in self._judged:
            self._judged[key] = self._judge(view.sample(position), tab, column, named=named)
        return self._judged[key]

    def _judge(self, cells: list[RawCell], tab: str, column: Column, *, named: bool) -> Fit | None:
        cells = [cell for cell in cells if not isinstance(cell, CellError)]
        if not cells:
            return None
        if column.kind in _FORMAL:
            return self._as_read(cells, column)
        test = self._test(tab, column, named=named)
        if test is None:
            return None
        texts = [clean(shown(cell)) for cell in cells]
        if column.kind in ("person", "people"):
            texts = [text for text in texts if not nobody_yet(text)]
        if not texts:
            return None
        return Fit(sum(map(test, texts)), len(texts), len(set(texts)))

    def _as_read(self, cells: list[RawCell], column: Column) -> Fit | None:
        read = self._reader.read(column, cells)
        wrong = np.zeros(len(read.typed), dtype=np.bool_)
        for rule, found in read.problems.items():
            if rule not in ("text-garbled", "date-era-slip", "weekday-mismatch"):
                wrong[list(found)] = True
        if column.kind == "time":
            wrong |= np.array([value is None for value in read.values], dtype=np.bool_)
            wrong &= ~np.array([is_span(shown(cell)) for cell in read.typed], dtype=np.bool_)
            wrong |= np.array([_is_moment(cell) for cell in read.typed], dtype=np.bool_)
        seen = ~read.blank[read.codes]
        if not seen.any():
            return None
        codes = read.codes[seen]
        return Fit(int((~wrong[codes]).sum()), len(codes), len(set(codes.tolist())))

    def _test(self, tab: str, column: Column, *, named: bool) -> Callable[[str], bool] | None:
        if column.kind == "id":
            return _is_code
        if column.kind == "text":
            return is_name if (tab, column.name) == ("staff", "full_name") else None
        if column.kind == "choice":
            return lambda text: bool(meant_choice(text, column) or suggested_choice(text, column))
        if column.kind == "reference":
            records = self._known.records.get(column.to)
            return (lambda text: _names_one(text, records)) if records else None
        people = self._known.people
        if not people:
            return lambda text: all(map(is_name, split_people(text)))
        return lambda text: all(
            _is_one(part, people) or (named and is_name(part)) for part in split_people(text)
        )


def _is_moment(cell: RawCell) -> bool:
    """Whether a cell is a day with a time: when a form was sent, and no time of day."""
    return isinstance(cell, dt.datetime)


def person_keys(text: str) -> frozenset[str]:
    """The forms in which a person on the staff list may be named elsewhere."""
    plain = arabic_digits(clean(text))
    return frozenset({fold(plain), plain.casefold(), name_key(plain)}) - {""}


def _is_one(text: str, people: frozenset[str]) -> bool:
    if person_keys(text) & people:
        return True
    number, _, name = clean(text).partition(" ")
    return bool(name) and fold(number) in people and name_key(name) in people


def _names_one(text: str, records: frozenset[str]) -> bool:
    return fold(text) in records or fold(text.partition(" ")[0]) in records


def _is_code(text: str) -> bool:
    return (
        len(text) <= _LONGEST_CODE
        and " " not in text
        and any(letter.isdigit() for letter in text)
        and not looks_like_email(text)
    )


def is_name(text: str) -> bool:
    """Whether a text may well be the name of a person."""
    if not text or len(text) > _LONGEST_NAME or any(letter.isdigit() for letter in text):
        return False
    return name_key(text) != fold(text) or len(text.split()) == _WORDS_OF_A_NAME
