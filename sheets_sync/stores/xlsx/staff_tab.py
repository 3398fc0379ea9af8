"""One staff tab of a new workbook: headings with notes, formats, drop-downs, print set-up."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from sheets_sync.planning.staff_columns import (
    MOST_FROZEN,
    STATUS_WIDTH,
    WRAPPED,
    heading_note,
    width_of,
)
from sheets_sync.planning.workbook_tabs.guide_tab import Say
from sheets_sync.planning.workbook_tabs.row_height import letters
from sheets_sync.planning.workbook_tabs.styles import APPEARANCES
from sheets_sync.planning.workbook_tabs.tab_model import Look, Shape
from sheets_sync.registry.schema import Column, Kind, Language, Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError, RawCell
from sheets_sync.stores.xlsx.cell_formats import PATTERNS
from sheets_sync.stores.xlsx.cell_text import cell_text
from sheets_sync.stores.xlsx.drop_downs import DropDownLists, Records

_STATUS_SPARE = 20
"""Rows below the last record with a status formula; every further one is printed as a blank."""
_A3, _A4 = 8, 9
_FITS_A4 = 8
"""Columns that can still be read when they are fitted to the width of A4."""
_A3_WIDTH, _A4_WIDTH = 1130.0, 780.0
"""Points between the margins of a page that lies."""
_POINTS_A_UNIT = 7.0
"""Of a unit of column width in the workbook's letters."""
_SMALLEST = 0.45
"""What is printed smaller cannot be read."""
_HEADING_HEIGHT = 40
_ROW_HEIGHT = 22
"""Points of a row with one line; Thai needs room above and below its letters."""
_LINE_HEIGHT = 24
"""Of each line, where there are several."""
_PATTERNS: dict[Kind, str] = {
    "date": PATTERNS[Shape.DATE],
    "period": PATTERNS[Shape.DATE],
    "time": "hh:mm",
    "id": "@",
    "person": "@",
    "people": "@",
    "reference": "@",
    "email": "@",
}
_OPTIONAL_HEADING = {"font_color": "#12324A", "bg_color": "#DCE6EE"}
_STATUS_HEADING = {"font_color": "#FFFFFF", "bg_color": "#4B5563"}
_NOTE_WIDTH = 300
_NOTE_LINE = 20
_NOTE_LETTERS = 34


@dataclass(frozen=True, slots=True)
class NewBook:
    """What every staff tab of one workbook is made with."""

    book: xlsxwriter.Workbook
    schema: Schema
    language: Language
    say: Say
    drop_downs: DropDownLists
    records: Mapping[str, Sequence[Records]]
    status_marks: Mapping[Look, str]
    """The word that a status of that look begins with."""
    formats: dict[tuple[object, ...], Format]

    def style(self, **properties: object) -> Format:
        """A format, made once for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(properties)
        return self.formats[key]


def write_staff_tab(new_book: NewBook, sheet: Worksheet, tab: Tab, last_row: int) -> None:
    """Fill a fresh worksheet; rows up to `last_row` are ready to be typed in."""
    columns, records = list(tab.columns.values()), new_book.records.get(tab.name, ())
    for at, column in enumerate(columns):
        _heading(new_book, sheet, at, column)
        codes = records if column.kind == "id" else ()
        longest = max((letters(shown(record.get(column.name))) for record in codes), default=0)
        _column(new_book, sheet, at, column, last_row, longest)
    for row, record in enumerate(records, start=1):
        for at, column in enumerate(columns):
            cell = _as_text_beside(column, record.get(column.name))
            write_cell(sheet, (row, at), cell, _style(new_book, column, _pattern(column, cell)))
        sheet.set_row(row, _record_height(columns, record))
    _status(new_book, sheet, len(columns), last_row, len(records))
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.set_row(0, _HEADING_HEIGHT)
    sheet.freeze_panes(1, min(len(tab.key), MOST_FROZEN))
    sheet.autofilter(0, 0, last_row - 1, len(columns))
    _bands(new_book, sheet, columns, last_row)
    _print_setup(sheet, tab.words.label(new_book.language), tab)


def _bands(new_book: NewBook, sheet: Worksheet, columns: Sequence[Column], last_row: int) -> None:
    """A light line below every row that holds anything, so that the eye stays in its row."""
    first, last = (xl_col_to_name(at, col_abs=True) for at in (0, len(columns) - 1))
    filled = f"=COUNTA({first}2:{last}2)>0"
    line = new_book.style(bottom=1, bottom_color="#D1D5DB")
    rule = {"type": "formula", "criteria": filled, "format": line}
    sheet.conditional_format(1, 0, last_row - 1, len(columns), rule)


def _record_height(columns: Sequence[Column], record: Mapping[str, RawCell]) -> float:
    """So many points that the longest wrapped text, and a finding beside the row, can be read."""
    lines = [
        sum(1 + letters(line) // width_of(column) for line in str(record[column.name]).split("\n"))
        for column in columns
        if column.kind in WRAPPED and record.get(column.name)
    ]
    return _LINE_HEIGHT * min(max(int(max(lines, default=1)), _LINES_OF_STATUS), _MOST_LINES)


_LINES_OF_STATUS, _MOST_LINES = 2, 8
_WIDEST_CODE = 48
"""A code, and the name of a setting, is not wrapped: what is longer than its column is cut."""


def write_cell(sheet: Worksheet, at: tuple[int, int], cell: RawCell, style: Format) -> None:
    """One cell as its type says; text is never read as a formula, a number or a link."""
    match cell:
        case None | "":
            pass
        case CellError(code):
            formula, result = ("=1+1", "") if code == NOT_CALCULATED else (f"={code}", code)
            sheet.write_formula(*at, formula, style, result)
        case str():
            sheet.write_string(*at, cell_text(cell), style)
        case bool():
            sheet.write_boolean(*at, cell, style)
        case int() | float():
            sheet.write_number(*at, cell, style)
        case dt.date() | dt.time() | dt.timedelta():
            sheet.write_datetime(*at, cell, style)


def _heading(new_book: NewBook, sheet: Worksheet, at: int, column: Column) -> None:
    colours = {} if column.required else _OPTIONAL_HEADING
    sheet.write_string(
        0, at, column.words.label(new_book.language), _heading_style(new_book, colours)
    )
    _note(sheet, at, heading_note(column, new_book.language, new_book.say))


def _heading_style(new_book: NewBook, colours: Mapping[str, str]) -> Format:
    properties: dict[str, object] = {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#12324A",
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#9CA3AF",
    }
    return new_book.style(**{**properties, **colours})


def _note(sheet: Worksheet, at: int, text: str) -> None:
    lines = sum(1 + len(line) // _NOTE_LETTERS for line in text.split("\n"))
    size = {"width": _NOTE_WIDTH, "height": (lines + 1) * _NOTE_LINE, "font_size": 10}
    sheet.write_comment(0, at, text, {**size, "color": "#FFFFF0", "font_name": "Tahoma"})


def _as_text_beside(column: Column, cell: RawCell) -> RawCell:
    """The cell; a day in a column of texts as the text that people saw."""
    of_days = column.kind in {"date", "period", "month", "time"}
    return shown(cell) if isinstance(cell, dt.date) and not of_days else cell


def _pattern(column: Column, cell: RawCell = None) -> str | None:
    """The number format in which a cell says what it said before."""
    if isinstance(cell, dt.timedelta):
        return "[h]:mm"
    if isinstance(cell, dt.time):
        return "hh:mm"
    if isinstance(cell, dt.date) and column.kind == "month":
        return PATTERNS[Shape.DATE]
    return _PATTERNS.get(column.kind)


def _style(new_book: NewBook, column: Column, pattern: str | None) -> Format:
    wrap = column.kind in WRAPPED
    more: dict[str, object] = {"num_format": pattern} if pattern else {}
    if column.kind in ("date", "period", "time"):
        more["align"] = "left"
    elif column.kind == "number":  # at the right it would run into a text that begins beside it
        more["align"] = "center"
    return new_book.style(valign="top", text_wrap=wrap, **more)


def _column(
    new_book: NewBook, sheet: Worksheet, at: int, column: Column, last_row: int, longest: int
) -> None:
    width = min(max(width_of(column), longest + 2), _WIDEST_CODE)
    sheet.set_column(at, at, width, _style(new_book, column, _pattern(column)))
    drop_down = new_book.drop_downs.of(column, new_book.records)
    if drop_down is None:
        return
    rule: dict[str, object] = {
        "validate": "list",
        "source": drop_down.source,
        "show_error": drop_down.strict,
        "error_type": "warning",
    }
    sheet.data_validation(1, at, last_row - 1, at, rule)


def _status(new_book: NewBook, sheet: Worksheet, at: int, last_row: int, records: int) -> None:
    """The column that the store fills; coloured by what a status begins with."""
    heading = new_book.schema.status_column.label(new_book.language)
    sheet.write_string(0, at, heading, _heading_style(new_book, _STATUS_HEADING))
    _note(sheet, at, new_book.say("workbook.note.status"))
    plain = new_book.style(valign="top", text_wrap=True, font_color="#4B5563", bg_color="#F9FAFB")
    sheet.set_column(at, at, STATUS_WIDTH, plain)
    for row in range(1, min(records + _STATUS_SPARE, last_row - 1) + 1):
        sheet.write_blank(row, at, None, plain)
    for look, mark in new_book.status_marks.items():
        shown = APPEARANCES[look]
        colours = {"font_color": f"#{shown.colour}", "bold": shown.bold}
        if shown.fill:
            colours["bg_color"] = f"#{shown.fill}"
        rule = {"type": "text", "criteria": "begins with", "value": mark}
        sheet.conditional_format(
            1, at, last_row - 1, at, {**rule, "format": new_book.style(**colours)}
        )


def _print_setup(sheet: Worksheet, title: str, tab: Tab) -> None:
    """As many pages side by side as keep the letters legible, each with the key at its left."""
    columns = list(tab.columns.values())
    width = (sum(map(width_of, columns)) + STATUS_WIDTH) * _POINTS_A_UNIT
    is_wide = len(columns) > _FITS_A4
    paper = _A3_WIDTH if is_wide else _A4_WIDTH
    sheet.set_landscape()
    sheet.set_paper(_A3 if is_wide else _A4)
    sheet.fit_to_pages(math.ceil(width * _SMALLEST / paper), 0)
    sheet.repeat_rows(0)
    if width * _SMALLEST > paper:
        sheet.repeat_columns(0, min(len(tab.key), MOST_FROZEN) - 1)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&R&P / &N")
