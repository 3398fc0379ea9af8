"""From a role or a person to one mailbox that may be written to, or the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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

NOBODY_LOST: Mapping[str, str] = MappingProxyType({})
"""Where mail comes through to everybody."""


@dataclass(frozen=True, slots=True)
class NoReader:
    """Nobody may be written to."""

    reason: Reason
    address: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom to write to."""

    reader: Reader
    instead_of: str = ""
    """Who should have got it and is away, or the role nobody fills."""
    away: NoReader | None = None
    """What is said about the one who is away."""
    why: Reason | None = None
    """Why it is somebody else who is written to."""
    number: str = ""
    """The reader's staff number: several people may share a mailbox. Empty for the HR group."""


def find_reader(
    view: RegistryView, person: int, role: Role, unreachable: Mapping[str, str] = NOBODY_LOST
) -> Addressees | NoReader:
    """The mailbox of a row of `staff` in a role.

    The agency's contact for who is away, or whose mail does not come through: by address, why.
    """
    if role == "hr":
        return _reached(_contact(view.settings), unreachable)
    if person == NOBODY:
        if role not in ANSWERABLE:
            return NoReader("no-address")
        return stand_in(view, role, NoReader("no-address", detail=role), unreachable)
    staff = view.context.table("staff")
    name = view.name(person)
    address = one_address(staff["email"].shown(person))
    if staff["status"].at(person) in AWAY:
        return stand_in(view, name, NoReader("left", address or "", name), unreachable)
    if address is None:
        missing = NoReader("no-address", detail=name)
        return stand_in(view, name, missing, unreachable) if role == "coordinator" else missing
    refused = _outside(address, view.settings)
    if refused is not None:
        return stand_in(view, name, refused, unreachable) if role == "coordinator" else refused
    if address in unreachable:
        lost = NoReader("address-bounces", address, unreachable[address])
        return stand_in(view, name, lost, unreachable)
    language = staff["mail_language"].at(person)
    reader = Reader(address, name, _edits(address, role, view.settings), language)
    return Addressees(reader, number=view.number(person))


def stand_in(
    view: RegistryView, instead_of: str, away: NoReader, unreachable: Mapping[str, str]
) -> Addressees | NoReader:
    """The agency's contact in place of somebody who cannot be written to."""
    contact = _contact(view.settings)
    if isinstance(contact, NoReader) or contact.address in unreachable:
        return away
    named = instead_of not in ANSWERABLE
    return Addressees(contact, instead_of, away if named else None, away.reason)


def _contact(settings: Settings) -> Reader | NoReader:
    address = one_address(settings.agency.contact or "")
    if address is None:
        return NoReader("no-address", detail="hr")
    return _outside(address, settings) or Reader(address, "", editor=True)


def _reached(reader: Reader | NoReader, unreachable: Mapping[str, str]) -> Addressees | NoReader:
    if isinstance(reader, NoReader):
        return reader
    if reader.address in unreachable:
        return NoReader("address-bounces", reader.address, unreachable[reader.address])
    return Addressees(reader)


def _outside(address: str, settings: Settings) -> NoReader | None:
    """Nobody outside the agency's domains is ever mailed."""
    domain = address.rpartition("@")[2]
    if domain in settings.agency.allowed_domains:
        return None
    return NoReader("outside-domain", address)


def _edits(address: str, role: Role, settings: Settings) -> bool:
    editors = {one_address(editor) for editor in settings.agency.editors}
    return role == "coordinator" or address in editors
