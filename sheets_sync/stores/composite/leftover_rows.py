"""Rows in the main workbook of tables that are kept in another one."""

from collections.abc import Iterator, Sequence

from sheets_sync.diagnostics import Diagnostic, bad, note
from sheets_sync.errors import StewardError
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.composite.part import Part


def left_behind(parts: Sequence[Part], schema: Schema) -> Iterator[Diagnostic]:
    """The tabs of the main workbook that still hold such rows; they are read with the others.

    `schema` has the tables of all workbooks. Nothing is said of a workbook that cannot be read:
    that has been told already.
    """
    main, *others = parts
    away = {table: part for part in others for table in part.tables}
    titles = [title for name in away for title in schema.tabs[name].words.spellings(name)]
    try:
        there = main.store.glance(titles).tabs if titles else ()
    except StewardError:
        return
    found = [
        (sheet.sheet, away[tab.name].private)
        for sheet in there
        if (tab := schema.tab_named(sheet.sheet)) is not None
        and tab.name in away
        and _has_rows(sheet, tab, schema)
    ]
    for private, told in ((True, bad), (False, note)):
        if names := tuple(title for title, hidden in found if hidden is private):
            yield told("rows-left-behind", names=names)


def _has_rows(sheet: RawTab, tab: Tab, schema: Schema) -> bool:
    """Whether anything of the table stands below its headings."""
    found = find_headings(tab, sheet, schema.status_column)
    cells = (
        cell
        for position in found.positions.values()
        for cell in sheet.columns[position - 1][found.row :]
    )
    return any(shown(cell).strip() for cell in cells)
