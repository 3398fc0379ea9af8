"""Sheets of plain rows as tabs of a spreadsheet, for whatever store writes them."""

import datetime as dt

from sheets_sync.planning.workbook_tabs.tab_model import (
    Look,
    ServiceTab,
    Shape,
    TabCell,
    TabRow,
    Value,
)
from sheets_sync.renderings.workbook.plain_sheets import PlainCell, PlainSheet, widths_of


def plain_tab(sheet: PlainSheet, name: str) -> ServiceTab:
    """The sheet as a tab that can only be read; by its name it is found again."""
    widths = widths_of(sheet)
    top = [
        TabRow((TabCell(sheet.title, Look.TITLE),)),
        *(TabRow((TabCell(note, Look.NOTE, span=max(len(widths), 1)),)) for note in sheet.notes),
        TabRow(tuple(TabCell(heading, Look.HEADING) for heading in sheet.headings)),
    ]
    marks = dict.fromkeys(sheet.good, Look.GOOD) | dict.fromkeys(sheet.bad, Look.ERROR)
    rows = (
        TabRow(tuple(TabCell(_value(cell), _look(cell, marks), _shape(cell)) for cell in row))
        for row in sheet.rows
    )
    return ServiceTab(
        name=name,
        title=sheet.name,
        widths=tuple(widths),
        rows=(*top, *rows),
        frozen_rows=len(top),
        filter_row=len(top) if sheet.rows else None,
    )


def _value(cell: PlainCell) -> Value:
    return f"{cell:%H:%M}" if isinstance(cell, dt.time) else cell


def _look(cell: PlainCell, marks: dict[str, Look]) -> Look:
    return marks.get(cell, Look.PLAIN) if isinstance(cell, str) else Look.PLAIN


def _shape(cell: PlainCell) -> Shape:
    """A number may be a year, which nobody writes with a comma."""
    return Shape.PLAIN if isinstance(cell, int | float) else Shape.AUTO
