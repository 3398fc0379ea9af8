"""A dressed registry as a workbook of a store: what its tabs wear is kept as programs keep it."""

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import xlsxwriter

from sheets_sync.registry.workbook import CellError, CellObject, RawTab, RawWorkbook
from tests.fixtures.emblems import png
from tests.google.google import Google
from tests.google.server.workbook import Workbook

FOOTED = {"footerColorStyle": {"rgbColor": {"green": 1}}}


def write_dressed(workbook: RawWorkbook, path: Path) -> None:
    """As Excel writes it."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d/m/yyyy"})
        for tab in workbook.tabs:
            sheet = book.add_worksheet(tab.sheet)
            looks = {
                (row, one.column): book.add_format({"num_format": one.pattern})
                for one in tab.formats
                for row in range(one.first_row, one.last_row + 1)
            }
            if tab.totals:
                heads = [{"header": str(column[0])} for column in tab.columns]
                how = {"columns": heads, "total_row": True}
                sheet.add_table(0, 0, tab.totals[-1] - 1, len(heads) - 1, how)
            for area in tab.merged:
                first, last = (area.first_row, area.first_column), (area.last_row, area.last_column)
                sheet.merge_range(*(n - 1 for n in (*first, *last)), "")
            for place, column in enumerate(tab.columns):
                for row, cell in enumerate(column):
                    if isinstance(cell, CellObject):
                        sheet.embed_image(row, place, "disc.png", {"image_data": BytesIO(png())})
                    elif isinstance(cell, CellError):
                        sheet.write_formula(row, place, '="-"*24', None, cell.code)
                    elif isinstance(cell, dt.date):
                        sheet.write_datetime(row, place, cell, day)
                    elif cell is not None:
                        sheet.write(row, place, cell, looks.get((row + 1, place + 1)))


def shared_dressed(workbook: RawWorkbook, google: Google, path: Path) -> Workbook:
    """As Google keeps it; a picture in a cell has no value there."""
    write_dressed(replace(workbook, tabs=tuple(map(_without_pictures, workbook.tabs))), path)
    shared = google.load(path)
    shared.model.locale = "th_TH"
    for tab in workbook.tabs:
        for row in tab.totals:
            area = {"sheetId": shared.sheet(tab.sheet).id, "startRowIndex": 0, "endRowIndex": row}
            area |= {"startColumnIndex": 0, "endColumnIndex": len(tab.columns)}
            shared.requests({"addTable": {"table": {"range": area, "rowsProperties": FOOTED}}})
    return shared


def _without_pictures(tab: RawTab) -> RawTab:
    columns = tuple(
        [None if isinstance(cell, CellObject) else cell for cell in column]
        for column in tab.columns
    )
    return replace(tab, columns=columns)
