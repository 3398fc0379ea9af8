"""What a spreadsheet holds before anything is added: nothing, or data of somebody's."""

from collections.abc import Iterable

from sheets_sync.stores.google.provisioning.first_rows import LaidOut, is_first_tab
from sheets_sync.stores.google.provisioning.tab_places import StaffTab
from sheets_sync.stores.google.reading.structure import Sheet


def blank_tab(laid_out: LaidOut) -> Sheet | None:
    """The blank tab of a new spreadsheet, which one of ours may become."""
    for top in laid_out.staff:
        if is_first_tab(top.sheet, laid_out.structure) and not top.filled:
            return top.sheet
    return None


def holds_data(laid_out: LaidOut, staff: Iterable[StaffTab]) -> bool:
    """Whether anybody has typed anything but the headings of the registry."""
    known = {one.sheet.id: one for one in staff}
    return any(
        known[top.sheet.id].has_rows if top.sheet.id in known else bool(top.filled)
        for top in laid_out.staff
    )
