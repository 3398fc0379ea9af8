"""What somebody does not want to be mailed, as the staff list says: copies, or all but duties."""

from sheets_sync.planning.reminders.items import Item
from sheets_sync.planning.reminders.registry_view import RegistryView

_INVITED = frozenset({"members", "experts"})
"""The roles in which a session is news, not a duty."""


def is_wanted(item: Item, address: str, view: RegistryView) -> bool:
    """Whether somebody wants to hear of it; an address that the staff list lacks wants all.

    Who has to act is always told: a preference lets nobody out of a duty. So is whoever was told of
    a session that changes.
    """
    row = view.staff_by_address.get(address)
    wish = None if row is None else view.context.table("staff")["mail_wanted"].at(row)
    if wish == "no_copies":
        return not item.copy
    if wish == "required":
        return not item.copy and not (item.kind == "session" and item.role in _INVITED)
    return True
