"""A call: an item and the person in a role who is to hear of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.plans.reminders.items import Item
from sheets_sync.plans.reminders.watched import Watched
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Role


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody is to be told something, or is not because of `reason`."""

    item: Item
    role: Role
    person: int = NOBODY
    """The row of `staff`; nobody for the HR group."""
    reason: Reason | None = None
    detail: str = ""


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


def calls_to(
    watched: Watched, item: Item, roles: Iterable[Role], *, copy: bool = False
) -> Iterator[Call]:
    """The item for everybody who has one of the roles in its community."""
    for role in roles:
        told = replace(item, role=role, copy=copy)
        if role == "hr":
            yield Call(told, role)
            continue
        blind = blind_tab(watched, TABS_OF_ROLE[role])
        if blind is not None:
            yield Call(told, role, reason="quarantined", detail=blind)
            continue
        for person in watched.people(item.community, role):
            yield Call(told, role, person)


def blind_tab(watched: Watched, tabs: Iterable[str]) -> str | None:
    """The first of these tabs that cannot be relied on."""
    return next((tab for tab in tabs if not watched.facts.usable(tab)), None)
