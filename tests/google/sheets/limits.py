"""How large a spreadsheet may become."""

from __future__ import annotations

from ..a1 import MAX_COLUMNS
from ..errors import bad_request
from ..model import Sheet, Spreadsheet

MAX_CELLS = 10_000_000


def check_size(book: Spreadsheet, sheet: Sheet | None, rows: int, columns: int) -> None:
    """Refuse a tab of that size; None is a further tab. What is too large already may stay."""
    old_rows, old_columns = sheet.size if sheet else (0, 0)
    others = book.cell_count() - old_rows * old_columns
    if columns > max(MAX_COLUMNS, old_columns):
        raise bad_request(
            "This action would increase the number of columns in the sheet above the limit of "
            f"{MAX_COLUMNS} columns."
        )
    if others + rows * columns > max(MAX_CELLS, book.cell_count()):
        raise bad_request(
            "This action would increase the number of cells in the workbook above the limit of "
            f"{MAX_CELLS} cells."
        )
