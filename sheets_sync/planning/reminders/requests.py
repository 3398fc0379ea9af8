"""A call: an item and the person in a role who is to hear of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.planning.reminders.escalation import EscalationSchedule
from sheets_sync.planning.reminders.items import Item
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Role


@dataclass(frozen=True, slots=True)
class ReminderRequest:
    """Somebody is to be told something, or is not because of `reason`."""

    item: Item
    role: Role
    person: int = NOBODY
    """The row of `staff`; nobody for the HR group."""
    reason: Reason | None = None
    detail: str = ""
    escalation: EscalationSchedule | None = None
    """By which it is told again and again; the item's stage depends on its reader then."""


TABS_OF_ROLE: dict[Role, tuple[str, ...]] = {
    "coordinator": ("communities", "staff"),
    "supervisor": ("communities", "staff"),
    "lead_expert": ("experts", "staff"),
    "experts": ("experts", "staff"),
    "members": ("members", "staff"),
    "member": ("members", "staff"),
    "hr": (),
}
"""The tabs without which nobody knows who has the role."""


def requests_to(
    view: RegistryView,
    item: Item,
    roles: Iterable[Role],
    *,
    copy: bool = False,
    escalation: EscalationSchedule | None = None,
) -> Iterator[ReminderRequest]:
    """The item for everybody who has one of the roles in its community."""
    for role in roles:
        told = replace(item, role=role, copy=copy)
        if role == "hr":
            yield ReminderRequest(told, role, escalation=escalation)
            continue
        blind = blind_tab(view, TABS_OF_ROLE[role])
        if blind is not None:
            yield ReminderRequest(told, role, reason="quarantined", detail=blind)
            continue
        for person in view.people(item.community, role):
            yield ReminderRequest(told, role, person, escalation=escalation)


def blind_tab(view: RegistryView, tabs: Iterable[str]) -> str | None:
    """The first of these tabs that cannot be relied on."""
    return next((tab for tab in tabs if not view.context.usable(tab)), None)
