"""Which staff tabs show how their rows stand, as far as it can be told from what was read."""

from collections.abc import Sequence

from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, StatusColumn
from sheets_sync.registry.workbook import CellError, RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.writing.status_formula import LookedUp
from sheets_sync.stores.google.writing.tab_locator import sheet_of


def columns_to_look_up(
    workbook: RawWorkbook, columns: Sequence[StatusColumn]
) -> tuple[list[LookedUp], list[NotWritten]]:
    """The tabs that texts are looked up for, and those that have no column to show them."""
    tabs = {tab.sheet: tab for tab in workbook.tabs}
    looked: list[LookedUp] = []
    left: list[NotWritten] = []
    for column in columns:
        tab = tabs.get(column.sheet)
        sheet = None if tab is None else sheet_of(tab)
        if tab is None or sheet is None:
            left.append(NotWritten(column.sheet, "tab-absent"))
        elif not has_status_column(tab, column):
            left.append(NotWritten(column.sheet, "column-absent"))
        else:
            looked.append(LookedUp(column, tab, sheet))
    return looked, left


def has_status_column(tab: RawTab, column: StatusColumn) -> bool:
    """Whether its heading is there, or an error in place of it: the column cannot spill then."""
    errors = any(isinstance(head, CellError) for head in _heads(tab, column))
    return errors or shows_heading(tab, column)


def shows_heading(tab: RawTab, column: StatusColumn) -> bool:
    """Whether its heading can be read, so that nothing is in its way."""
    texts = (head for head in _heads(tab, column) if isinstance(head, str))
    return any(text.strip() == column.heading for text in texts)


def _heads(tab: RawTab, column: StatusColumn) -> list[RawCell]:
    row = column.header_row - 1
    return [cells[row] for cells in tab.columns if row < len(cells)]
