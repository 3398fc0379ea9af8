"""One table on one sheet: head, filter, rows, a total that follows the filter, and its chart."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import DocumentTable
from sheets_sync.renderings.document.cells import Blank, Cell, State, WholeMonth
from sheets_sync.renderings.workbook.columns import (
    EVERY,
    SheetColumn,
    Typed,
    looks,
    sheet_columns,
    values_of,
)
from sheets_sync.renderings.workbook.paper import (
    fitted,
    height_of,
    lay_out,
    letters,
    write_caption,
)
from sheets_sync.renderings.workbook.styles import ACCENT, CHART_FONT, Styles

GROUPS, HEAD = 2, 3
"""The rows of the column headings, counted from 0: below title and caption."""
WIDEST, NOTES, STATE, NARROWEST, NUMBER, CLOSE = 42, 56, 20, 9, 10, 8
"""Widths of columns, in letters."""
FILTERED = 3
"""A table of so many rows is worth filtering and adding up."""
BAR, CHART_HEAD, CHART_LETTERS, CHART_COLUMNS = 30, 70, 90, 10
"""The heights of a bar and of what stands above the bars, in pixels; a chart's width in letters,
and in columns that nobody set."""


@dataclass(frozen=True)
class TableSheet:
    """A sheet in the making."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    table: DocumentTable
    title: str
    running_head: tuple[str, str]
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
        widths = self._widths()
        self.sheet.write_string(0, 0, self.title, self.styles.title())
        self.sheet.set_row(0, 27)
        columns = len(widths) + CHART_COLUMNS * self._has_chart
        width = sum(widths) + CHART_LETTERS * self._has_chart
        write_caption(self.sheet, self._caption(), self.styles, width, columns)
        self._heads(widths)
        for row, (cells, values) in enumerate(
            zip(self.table.rows, self.values, strict=True), start=HEAD + 1
        ):
            self._row(row, cells, values)
            self.sheet.set_row(row, height_of(values, widths))
        self._totals(widths)
        self._page(widths)

    @property
    def _has_chart(self) -> bool:
        return any(column.has_bar for column in self.table.columns)

    def _caption(self) -> str:
        """What the table shows, and what stands in place of numbers."""
        told = (
            f"{self.say(f'report.words.{sign}')} {means}"
            for sign, means in (("nothing", self.table.nothing), ("hidden", self.table.hidden))
            if means
        )
        return " · ".join((self.table.caption, *told))

    def _heads(self, widths: Sequence[float]) -> None:
        """The headings, and above those that belong together what they are about."""
        columns = self.columns
        for place, column in enumerate(columns):
            kind = "text" if column.kind == "state" else column.kind
            self.sheet.write_string(HEAD, place, column.heading, self.styles.head(kind))
            self.sheet.set_column(place, place, widths[place])
        self.sheet.set_row(HEAD, height_of([column.heading for column in columns], widths))
        groups: dict[int, list[int]] = {}
        for place, column in enumerate(columns):
            if column.group:
                groups.setdefault(column.source, []).append(place)
        told, rooms = list[str](), list[float]()
        for first, *_, last in groups.values():
            told.append(columns[first].group)
            rooms.append(sum(widths[first : last + 1]))
            self.sheet.merge_range(GROUPS, first, GROUPS, last, told[-1], self.styles.group())
        self.sheet.set_row(GROUPS, height_of(told, rooms))

    def _values(self, cells: tuple[Cell, ...]) -> list[Typed]:
        return values_of(self.table, self.columns, cells, self.say)

    def _row(
        self, row: int, cells: tuple[Cell, ...], values: Sequence[Typed], *, bold: bool = False
    ) -> None:
        for place, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            if column.source == EVERY:
                self.sheet.write_string(row, place, str(value), self.styles.text(quiet=True))
            else:
                self._cell(row, place, value, cells[column.source], column, bold=bold)

    def _cell(
        self, row: int, at: int, value: Typed, cell: Cell, column: SheetColumn, *, bold: bool
    ) -> None:
        styles = self.styles
        match value:
            case str():
                if isinstance(cell.value, State):
                    style = styles.state(cell.value.name)
                elif isinstance(cell.value, Blank):
                    style = styles.blank(cell.value.reason)
                else:
                    style = styles.text(bold=bold, right=column.kind == "number")
                self.sheet.write_string(row, at, value, style)
            case dt.date():
                moment = dt.datetime.combine(value, dt.time())
                is_month = isinstance(cell.value, WholeMonth)
                self.sheet.write_datetime(
                    row, at, moment, styles.month() if is_month else styles.day()
                )
            case _:
                decimals, is_share = looks(cell, column.part)
                style = (
                    styles.share(value, decimals, bold=bold)
                    if is_share
                    else styles.number(decimals, bold=bold)
                )
                self.sheet.write_number(row, at, value, style)

    def _totals(self, widths: Sequence[float]) -> None:
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
            self.sheet.set_row(row, height_of([told], widths[:1]))
            row += 1
        if self.table.total:
            values = self._values(self.table.total)
            self._row(row, self.table.total, values, bold=True)
            self.sheet.set_row(row, height_of(values, widths))

    def _sum(self, row: int, at: int, last: int) -> None:
        name = xl_col_to_name(at)
        formula = f"=SUBTOTAL(109,{name}{HEAD + 2}:{name}{last + 1})"
        self.sheet.write_formula(row, at, formula, self.styles.number(bold=True), self._added(at))

    def _share(self, row: int, at: int) -> None:
        n, of = (f"{xl_col_to_name(at - back)}{row + 1}" for back in (2, 1))
        everybody = self._added(at - 1)
        value = self._added(at - 2) / everybody if everybody else 0.0
        style = self.styles.share(value, bold=True)
        told = value if everybody else "–"
        self.sheet.write_formula(row, at, f'=IF({of}=0,"–",{n}/{of})', style, told)

    def _added(self, at: int) -> float:
        values = (row[at] for row in self.values)
        return sum(value for value in values if isinstance(value, int | float))

    def _widths(self) -> list[float]:
        widths, narrowest = list[float](), list[float | None]()
        for place, column in enumerate(self.columns):
            longest = max(map(letters, {row[place] for row in self.values}), default=0)
            if column.kind == "number":
                widths.append(max(NUMBER, min(longest + 2, NUMBER * 2)))
                narrowest.append(max(CLOSE, longest, letters(column.heading) / 3 + 2))
            else:
                is_state = column.kind == "state"
                widest = NOTES if column.part == "notes" else STATE if is_state else WIDEST
                widths.append(max(NARROWEST, min(widest, longest + 3)))
                narrowest.append(widths[-1] if column.kind == "day" else None)
        return fitted(widths, narrowest)

    def _page(self, widths: Sequence[float]) -> None:
        columns, last = self.columns, HEAD + len(self.table.rows)
        if len(self.table.rows) >= FILTERED:
            self.sheet.autofilter(HEAD, 0, last, len(columns) - 1)
        self.sheet.freeze_panes(HEAD + 1, 1)
        width = sum(widths) + CHART_LETTERS * self._has_chart
        lay_out(self.sheet, self.running_head, self.say, width, is_one_page=self._has_chart)
        self.sheet.repeat_rows(GROUPS, HEAD)
        if self._has_chart and self.table.rows:
            self._chart(last)

    def _chart(self, last: int) -> None:
        """Bars to the right of a table whose numbers have bars on the page."""
        columns = self.columns
        bars = {place for place, column in enumerate(self.table.columns) if column.has_bar}
        place = next(at for at, one in enumerate(columns) if one.source in bars and
                     one.part in {"share", "whole"})  # fmt: skip
        name = self.sheet.get_name()
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series({
            "name": columns[place].group or columns[place].heading,
            "categories": f"='{name}'!{xl_range_abs(HEAD + 1, 0, last, 0)}",
            "values": f"='{name}'!{xl_range_abs(HEAD + 1, place, last, place)}",
            "fill": {"color": ACCENT},
            "gap": 60,
            "data_labels": {"value": True, "font": CHART_FONT},
        })  # fmt: skip
        chart.set_title({"name": self.title, "name_font": {**CHART_FONT, "size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": CHART_FONT})
        chart.set_x_axis(
            {"min": 0, "max": 1, "visible": False, "major_gridlines": {"visible": False}}
        )
        chart.set_size({"width": 640, "height": CHART_HEAD + BAR * len(self.table.rows)})
        description = f"{self.title}: {self.table.caption}"
        self.sheet.insert_chart(GROUPS, len(columns) + 1, chart, {"description": description})
