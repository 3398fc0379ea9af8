"""From a role or a person to one mailbox that may be written to, or the reason why not."""

from dataclasses import dataclass

from sheets_sync.mail.delivery import Reason
from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.items import Reader
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Role, Settings

AWAY = frozenset({"on_leave", "left"})
"""The states of staff whose mail goes to the agency's contact."""
ANSWERABLE: frozenset[Role] = frozenset({"coordinator", "lead_expert", "supervisor"})
"""Roles that somebody must fill: where nobody does, the agency's contact stands in."""


@dataclass(frozen=True, slots=True)
class NoReader:
    """Nobody may be written to."""

    reason: Reason
    address: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom to write to."""

    reader: Reader
    instead_of: str = ""
    """Who should have got it and is away, or the role nobody fills."""
    away: NoReader | None = None
    """What is said about the one who is away."""


def find_reader(view: RegistryView, person: int, role: Role) -> Found | NoReader:
    """The mailbox of a row of `staff` in a role; the agency's contact for who is away."""
    if role == "hr":
        return _found(_contact(view.settings))
    if person == NOBODY:
        if role not in ANSWERABLE:
            return NoReader("no-address")
        return _contact_for(view, role, NoReader("no-address", detail=role))
    staff = view.context.table("staff")
    name = view.name(person)
    address = one_address(staff["email"].shown(person))
    if staff["status"].at(person) in AWAY:
        return _contact_for(view, name, NoReader("left", address or "", name))
    if address is None:
        return NoReader("no-address", detail=name)
    refused = _outside(address, view.settings)
    return refused or Found(Reader(address, name, _edits(address, role, view.settings)))


def _contact_for(view: RegistryView, instead_of: str, away: NoReader) -> Found | NoReader:
    contact = _contact(view.settings)
    if isinstance(contact, NoReader):
        return away
    return Found(contact, instead_of, away if away.reason == "left" else None)


def _contact(settings: Settings) -> Reader | NoReader:
    address = one_address(settings.agency.contact or "")
    if address is None:
        return NoReader("no-address", detail="hr")
    return _outside(address, settings) or Reader(address, "", editor=True)


def _found(reader: Reader | NoReader) -> Found | NoReader:
    return reader if isinstance(reader, NoReader) else Found(reader)


def _outside(address: str, settings: Settings) -> NoReader | None:
    """Nobody outside the agency's domains is ever mailed."""
    domain = address.rpartition("@")[2]
    if domain in settings.agency.allowed_domains:
        return None
    return NoReader("outside-domain", address)


def _edits(address: str, role: Role, settings: Settings) -> bool:
    editors = {one_address(editor) for editor in settings.agency.editors}
    return role == "coordinator" or address in editors
