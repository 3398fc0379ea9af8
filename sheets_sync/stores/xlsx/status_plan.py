"""Decides for each status column where it is and whether it may be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, StatusColumn
from sheets_sync.registry.a1 import address
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.stores.xlsx.lookup_sheet import Lookup, remembered_lookup
from sheets_sync.stores.xlsx.occupied_columns import first_free_column, taken_columns
from sheets_sync.stores.xlsx.package import Package, SheetPart
from sheets_sync.stores.xlsx.service_sheets import LOOKUP, OwnSheets
from sheets_sync.stores.xlsx.worksheet_scan import Survey, looks_up, survey


@dataclass(frozen=True, slots=True)
class NewStatusColumn:
    """A status column that will be written."""

    status: StatusColumn
    sheet: SheetPart
    position: int
    """Of the staff tab among the sheets before any is inserted."""
    column: int
    is_new: bool
    pair: int
    lookup: Lookup
    facts: Survey | None
    """Nothing where the column shows all of it already, and need not be written."""
    stale: frozenset[int] | None
    """The rows that are to say something else; None where that is not known."""

    @property
    def reference(self) -> str:
        """The heading's cell, absolute."""
        letters, digits = _split(address(self.status.header_row, self.column))
        return f"${letters}${digits}"


def places(
    package: Package,
    own: OwnSheets,
    workbook: RawWorkbook,
    columns: Sequence[StatusColumn],
    memory: Recollection = NOTHING,
    *,
    add_columns: bool,
) -> Iterator[NewStatusColumn | NotWritten]:
    """Each status column's place, or why it is left alone."""
    at_lookup = own.tabs.get(LOOKUP)
    lookup_title = LOOKUP_TITLE if at_lookup is None else package.sheets[at_lookup].title
    pairs = {mark.pair for mark in own.status.values()}
    given = set[int]()
    tabs = {tab.sheet: tab for tab in workbook.tabs}
    sheets = {sheet.title: at for at, sheet in enumerate(package.sheets)}
    for status in columns:
        at, tab = sheets.get(status.sheet), tabs.get(status.sheet)
        if at is None or tab is None:
            yield NotWritten(status.sheet, "tab-absent")
            continue
        sheet, mark = package.sheets[at], own.status.get(at)
        marked, headed = mark.column if mark else None, _column_headed(tab, status)
        is_new = marked is None and headed is None
        if is_new:
            taken = taken_columns(package, sheet)
            column = first_free_column(tab, status.header_row, taken) if add_columns else None
        else:
            column = _column_of_ours(package, sheet, marked, headed, lookup_title)
        if column is None:
            yield NotWritten(status.sheet, "column-absent" if is_new else "column-doubtful")
            continue
        if mark is not None and mark.pair not in given:
            pair = mark.pair
        else:  # a new column, or one in a copied tab
            pair = min(set(range(len(pairs) + 1)) - pairs)
        pairs.add(pair)
        given.add(pair)
        lookup = remembered_lookup(status, tab, column, memory, date_1904=own.date_1904)
        facts, stale = None, None
        if mark is not None and (mark.column, mark.pair) == (column, pair):
            stale = _stale_rows(tab, column, status, lookup, memory)
        if stale is None or stale:
            with package.open_part(sheet.part) as part:
                facts = survey(part, column, lookup_title, tab.height)
        yield NewStatusColumn(status, sheet, at, column, is_new, pair, lookup, facts, stale)


def _stale_rows(
    tab: RawTab, column: int, status: StatusColumn, lookup: Lookup, memory: Recollection
) -> frozenset[int] | None:
    """The rows that say something else by now; None where what they say may be no formula's."""
    if any(at == column and row > status.header_row for row, at in tab.typed_over):
        return None
    cells = tab.columns[column - 1]
    return memory.of(
        ("stale", tab.sheet),
        (cells, lookup, status.header_row),
        lambda: lookup.stale_rows(cells, status.header_row),
    )


def _column_of_ours(
    package: Package, sheet: SheetPart, marked: int | None, headed: int | None, lookup_title: str
) -> int | None:
    """The column that two of name, heading and formulas say is ours.

    A name alone may lead astray: programs that do not know it leave it behind where columns are
    put in before ours.
    """
    if marked == headed:
        return marked
    for column in (marked, headed):
        if column is not None:
            with package.open_part(sheet.part) as part:
                if looks_up(part, column, lookup_title):
                    return column
    return None


def _column_headed(tab: RawTab, status: StatusColumn) -> int | None:
    headed = [
        number
        for number, cells in enumerate(tab.columns, start=1)
        if status.header_row <= len(cells)
        and str(cells[status.header_row - 1]).strip() == status.heading
    ]
    return headed[0] if len(headed) == 1 else None


def _split(cell: str) -> tuple[str, str]:
    letters = cell.rstrip("0123456789")
    return letters, cell[len(letters) :]
