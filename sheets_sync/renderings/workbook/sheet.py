"""One table on one sheet: head, filter, rows, a total that follows the filter, and its chart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import Table
from sheets_sync.renderings.document.cells import Cell, State
from sheets_sync.renderings.workbook.columns import (
    SheetColumn,
    Typed,
    looks,
    sheet_columns,
    typed,
)
from sheets_sync.renderings.workbook.styles import ACCENT, Styles

HEAD = 3
"""The row of the column headings, counted from 0: below title, caption and an empty row."""
WIDEST, NOTES, NARROWEST, NUMBER = 42, 30, 9, 12
"""Widths of columns, in letters."""
LINE = 21
"""The height of a line, in points."""
_MARKS = dict.fromkeys(map(ord, "ัิีึืฺุู็่้๊๋์ํ๎"))
FILTERED = 3
"""A table of so many rows is worth filtering and adding up."""


@dataclass(frozen=True)
class TableSheet:
    """A sheet in the making."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    table: Table
    title: str
    styles: Styles
    say: Sentences

    @cached_property
    def columns(self) -> tuple[SheetColumn, ...]:
        """Its columns."""
        return sheet_columns(self.table, self.say)

    @cached_property
    def values(self) -> list[list[Typed]]:
        """What stands in every row."""
        return [self._values(cells) for cells in self.table.rows]

    def write(self) -> None:
        """Everything on it."""
        columns, widths = self.columns, self._widths()
        self.sheet.write_string(0, 0, self.title, self.styles.title())
        self.sheet.set_row(0, 27)
        self.sheet.write_string(1, 0, self.table.caption, self.styles.note())
        self.sheet.set_row(1, LINE)
        for place, column in enumerate(columns):
            kind = "text" if column.kind == "state" else column.kind
            self.sheet.write_string(HEAD, place, column.heading, self.styles.head(kind))
            self.sheet.set_column(place, place, widths[place])
        self._set_height(HEAD, [column.heading for column in columns], widths)
        for row, (cells, values) in enumerate(
            zip(self.table.rows, self.values, strict=True), start=HEAD + 1
        ):
            self._row(row, cells, values)
            self._set_height(row, values, widths)
        self._totals()
        self._page(columns)

    def _values(self, cells: tuple[Cell, ...]) -> list[Typed]:
        return [typed(cells[column.source], column.part, self.say) for column in self.columns]

    def _set_height(self, row: int, values: Sequence[Typed], widths: Sequence[float]) -> None:
        """As many lines as the longest text takes: not every program finds that out by itself."""
        lines = 1
        for value, width in zip(values, widths, strict=True):
            if isinstance(value, str) and len(value) >= width:
                lines = max(lines, int(-(-_length(value) // (width - 1))))
        self.sheet.set_row(row, LINE * lines + 2)

    def _row(
        self, row: int, cells: tuple[Cell, ...], values: Sequence[Typed], *, bold: bool = False
    ) -> None:
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            self._cell(row, place, value, cells[column.source], column, bold=bold)

    def _cell(
        self, row: int, at: int, value: Typed, cell: Cell, column: SheetColumn, *, bold: bool
    ) -> None:
        styles = self.styles
        match value:
            case str():
                if isinstance(cell.value, State):
                    style = styles.state(cell.value.name)
                else:
                    style = styles.text(bold=bold, right=column.kind == "number")
                self.sheet.write_string(row, at, value, style)
            case dt.date():
                moment = dt.datetime.combine(value, dt.time())
                self.sheet.write_datetime(row, at, moment, styles.day())
            case _:
                decimals, is_share = looks(cell, column.part)
                style = styles.number(decimals, is_share=is_share, bold=bold)
                self.sheet.write_number(row, at, value, style)

    def _totals(self) -> None:
        """What the filter leaves, added up; below it the total of the document, where it has one.

        A formula with its value: LibreOffice cannot read a total row of a table's own.
        """
        columns, last = self.columns, HEAD + len(self.table.rows)
        row = last + 1
        if any(column.adds for column in columns) and len(self.table.rows) >= FILTERED:
            told = self.say("report.workbook.shown")
            self.sheet.write_string(row, 0, told, self.styles.text(bold=True))
            for place, column in enumerate(columns):
                if column.adds:
                    self._sum(row, place, last)
                elif column.part == "share" and columns[place - 1].adds:
                    self._share(row, place)
            row += 1
        if self.table.total:
            self._row(row, self.table.total, self._values(self.table.total), bold=True)

    def _sum(self, row: int, at: int, last: int) -> None:
        name = xl_col_to_name(at)
        formula = f"=SUBTOTAL(109,{name}{HEAD + 2}:{name}{last + 1})"
        self.sheet.write_formula(row, at, formula, self.styles.number(bold=True), self._added(at))

    def _share(self, row: int, at: int) -> None:
        n, of = (f"{xl_col_to_name(at - back)}{row + 1}" for back in (2, 1))
        everybody = self._added(at - 1)
        value: float | str = self._added(at - 2) / everybody if everybody else "–"
        style = self.styles.number(is_share=True, bold=True)
        self.sheet.write_formula(row, at, f'=IF({of}=0,"–",{n}/{of})', style, value)

    def _added(self, at: int) -> float:
        values = (row[at] for row in self.values)
        return sum(value for value in values if isinstance(value, int | float))

    def _widths(self) -> list[float]:
        widths: list[float] = []
        for place, column in enumerate(self.columns):
            longest = max((_length(row[place]) for row in self.values), default=0)
            if column.kind == "number" and column.part != "notes":
                widths.append(max(NUMBER, min(longest + 2, NUMBER * 2)))
            else:
                widest = NOTES if column.part == "notes" else WIDEST
                widths.append(max(NARROWEST, min(widest, longest + 2)))
        return widths

    def _page(self, columns: tuple[SheetColumn, ...]) -> None:
        sheet, last = self.sheet, HEAD + len(self.table.rows)
        if len(self.table.rows) >= FILTERED:
            sheet.autofilter(HEAD, 0, last, len(columns) - 1)
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.hide_gridlines(2)
        has_chart = any(column.has_bar for column in self.table.columns)
        if not has_chart:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, int(has_chart))
        sheet.repeat_rows(HEAD)
        pages = self.say("report.page.page_of", page="&P", pages="&N")
        sheet.set_footer(f"&C&9{pages}")
        self._chart(columns, last)

    def _chart(self, columns: tuple[SheetColumn, ...], last: int) -> None:
        """Bars beside a table whose numbers have bars on the page."""
        bars = {place for place, column in enumerate(self.table.columns) if column.has_bar}
        if not bars or not self.table.rows:
            return
        place = next(at for at, one in enumerate(columns) if one.source in bars and
                     one.part in {"share", "whole"})  # fmt: skip
        name = self.sheet.get_name()
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series({
            "name": columns[place].heading,
            "categories": f"='{name}'!{xl_range_abs(HEAD + 1, 0, last, 0)}",
            "values": f"='{name}'!{xl_range_abs(HEAD + 1, place, last, place)}",
            "fill": {"color": ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": {"name": "Tahoma", "size": 9}},
        })  # fmt: skip
        chart.set_title({"name": self.title, "name_font": {"name": "Tahoma", "size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"name": "Tahoma", "size": 9}})
        chart.set_x_axis(
            {"min": 0, "max": 1, "visible": False, "major_gridlines": {"visible": False}}
        )
        chart.set_size({"width": 640, "height": 70 + 28 * len(self.table.rows)})
        description = f"{self.title}: {self.table.caption}"
        below = last + 3 + bool(self.table.total)
        self.sheet.insert_chart(below, 0, chart, {"description": description})


def _length(value: Typed) -> int:
    """How many letters wide a value is; marks above and below take no room."""
    if isinstance(value, str):
        return len(value.translate(_MARKS))
    return 12 if isinstance(value, dt.date) else 8
