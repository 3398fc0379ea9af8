"""Where a browser opens what a letter speaks of: the very cell or row, in whichever workbook."""

from collections.abc import Mapping

from sheets_sync.planning.reminders.items import ItemPlace
from sheets_sync.registry.workbook import RawWorkbook


def link_to(workbooks: Mapping[str, RawWorkbook], registry: str, place: ItemPlace) -> str | None:
    """The address of a place in a registry; None in a file, and for a tab that is not there.

    `workbooks` are the registries as they were read.
    """
    workbook = workbooks.get(registry)
    tabs = () if workbook is None else workbook.tabs
    tab = next((tab for tab in tabs if tab.sheet == place.sheet), None)
    if tab is None:
        return None
    cell = place.cell or (f"A{place.row}" if place.row else "")
    return tab.link_to(cell) or None
