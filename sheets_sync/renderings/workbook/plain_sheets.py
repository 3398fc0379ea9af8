"""A workbook of plain rows: a title, what to do with them, headings, and cells to copy or read."""

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format

from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.shown import fit
from sheets_sync.renderings.workbook.bulk_sheet import BulkSheet
from sheets_sync.renderings.workbook.styles import FONT, HAIR, SIZE, Styles

PlainCell: TypeAlias = str | bool | float | dt.date | dt.datetime | dt.time | None

_WIDEST, _NARROWEST = 48, 9
_LONGEST_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LETTERS_OF_WIDTH = 1.15
_LINE = 22
_FILLED = 0.9
"""So much of a line is filled: a word that does not fit begins the next."""
_MOST_LINES = 18
"""Excel has no higher rows."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """One sheet."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[PlainCell]]
    title: str = ""
    """Without one the headings stand in the first row, as in the registry itself."""
    notes: Sequence[str] = ()
    to_copy: int | None = None
    """The first column, counted from 0, of those that are to be copied."""
    read_only: bool = False
    good: frozenset[str] = field(default_factory=frozenset)
    """Texts that are shown as done."""
    bad: frozenset[str] = field(default_factory=frozenset)
    """Texts that are shown as late."""


@no_garbage_collection()
def plain_workbook(
    sheets: Sequence[PlainSheet], say: Sentences, *, title: str, author: str, day: dt.date
) -> bytes:
    """The same bytes for the same sheets; no text becomes a formula, a link or a number."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        created = dt.datetime.combine(day, dt.time(), dt.UTC)
        book.set_properties({"title": fit(title), "author": fit(author), "created": created})
        book.formats[0].set_font_name(FONT)
        book.formats[0].set_font_size(SIZE)
        styles, names = Styles(book, say), set[str]()
        for sheet in sheets:
            made = book.add_worksheet(_name(sheet.name, names), BulkSheet)
            _Writer(made, sheet, styles).write()
    return buffer.getvalue()


_fit = lru_cache(1 << 16)(fit)
"""A sheet repeats itself: most texts stand in many of its rows."""


class _Writer:
    """One worksheet in the making."""

    def __init__(self, target: BulkSheet, sheet: PlainSheet, styles: Styles) -> None:
        self._target, self._sheet, self._styles = target, sheet, styles
        self._plain = cache(self._plain_format)
        self._made: dict[tuple[PlainCell, type, bool], str] = {}
        self._marks = {
            **dict.fromkeys(sheet.good, ("#D3E9E4", "#0C4A3F")),
            **dict.fromkeys(sheet.bad, ("#8F2D0E", "#FFFFFF")),
        }

    def write(self) -> None:
        target, sheet, styles = self._target, self._sheet, self._styles
        top = 0
        if sheet.title:
            target.set_row(0, 28)
            target.write_string(0, 0, fit(sheet.title), styles.title())
            for top, note in enumerate(sheet.notes, start=1):
                target.set_row(top, _LINE)
                target.write_string(top, 0, fit(note), styles.note())
            top += 1
        target.set_row(top, _LINE)
        widths = widths_of(sheet)
        for place, heading in enumerate(sheet.headings):
            target.write_string(top, place, fit(heading), styles.head("text"))
            target.set_column(place, place, widths[place])
        for number, row in enumerate(sheet.rows, start=top + 1):
            target.give(number, _LINE * _lines(row, widths), self._cells(row))
        target.freeze_panes(top + 1, 0)
        target.hide_gridlines(2)
        target.set_landscape()
        target.set_paper(9)
        target.fit_to_pages(1, 0)
        target.repeat_rows(top)
        if sheet.rows:
            target.autofilter(top, 0, top + len(sheet.rows), len(sheet.headings) - 1)
        if sheet.read_only:
            target.protect("", {"autofilter": True, "sort": True, "format_columns": True})

    def _cells(self, row: Sequence[PlainCell]) -> Iterator[tuple[int, str]]:
        """By column, what is not blank; each distinct cell is made once."""
        made = self._made
        for place, cell in enumerate(row):
            # A number may equal a truth value, and is another cell.
            key = (cell, cell.__class__, self._is_copied(place))
            found = made.get(key)
            if found is None:
                found = made[key] = self._cell(cell, place)
            if found:
                yield place, found

    def _cell(self, cell: PlainCell, place: int) -> str:
        target, styles = self._target, self._styles
        match cell:
            case None | "" if not self._is_copied(place):
                return ""  # most cells of a registry are blank
            case None | "":
                return target.blank(self._plain(place))
            case str():
                return target.text(_fit(cell), self._of_text(cell, place))
            case bool():
                return target.yes_or_no(self._plain(place), answer=cell)
            case dt.time():
                return target.number(cell, styles.made(num_format="hh:mm"))
            case dt.datetime():
                form = styles.made(num_format="d/m/yyyy hh:mm", align="left")
                return target.number(cell.replace(tzinfo=None), form)
            case dt.date():
                return target.number(dt.datetime.combine(cell, dt.time()), styles.day())
            case _:
                return target.number(cell, self._plain(place))

    def _of_text(self, text: str, place: int) -> Format:
        return self._plain(place, *self._marks.get(text, ()))

    def _is_copied(self, place: int) -> bool:
        return self._sheet.to_copy is not None and place >= self._sheet.to_copy

    def _plain_format(self, place: int, ground: str = "", ink: str = "#1D2529") -> Format:
        colour = ground or ("#FFF8E1" if self._is_copied(place) else "")
        return self._styles.made(
            text_wrap=True, valign="top", bottom=1, bottom_color=HAIR, align="left",
            font_color=ink, **({"bg_color": colour} if colour else {}),
        )  # fmt: skip


def widths_of(sheet: PlainSheet) -> list[float]:
    """How wide its columns are, in letters."""
    return [_width(sheet, place) for place in range(len(sheet.headings))]


def _width(sheet: PlainSheet, place: int) -> float:
    texts = [str(row[place]) for row in sheet.rows[:500] if place < len(row)]
    longest = max([len(sheet.headings[place]), *map(len, texts)], default=_NARROWEST)
    return min(max(longest * _LETTERS_OF_WIDTH, _NARROWEST), _WIDEST)


def _lines(row: Sequence[PlainCell], widths: Sequence[float]) -> int:
    """How many lines its longest text takes: no program makes Thai lines high enough by itself."""
    needed = (
        sum(-(-max(len(part), 1) // int(width * _FILLED)) for part in cell.split("\n"))
        for cell, width in zip(row, widths, strict=False)
        if isinstance(cell, str) and (len(cell) > width or "\n" in cell)
    )
    return min(max(needed, default=1), _MOST_LINES)


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has."""
    start = fit(wanted).translate(_FORBIDDEN).strip()[:_LONGEST_NAME].strip() or "1"
    name, place = start, 2
    while name.casefold() in taken:
        name, place = f"{start[: _LONGEST_NAME - 3]} {place}", place + 1
    taken.add(name.casefold())
    return name
