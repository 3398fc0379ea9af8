"""In which rows of a column somebody filled something in."""

from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.status_column import MOST
from sheets_sync.registry.workbook import RawTab


def filled_rows(sheet: RawTab, column: int, below: int) -> list[int]:
    """The rows below a heading with something in that column; both count from 1.

    What our formulas say there is nothing that anybody filled in: the heading of our column may
    be typed over. So much may be typed that the store no longer told all of it: then it is theirs.
    """
    typed = sheet.typed_over
    if sheet.looks_up and len(typed) < MOST and any(at == column for _, at in typed):
        return [row for row, at in typed if at == column and row > below]
    cells = sheet.columns[column - 1][below:]
    return [row for row, cell in enumerate(cells, below + 1) if shown(cell).strip()]
