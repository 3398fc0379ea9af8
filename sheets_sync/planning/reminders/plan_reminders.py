"""Gathers what is to be said today into one digest a person; the rest is left out, with reasons."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.backlog import backlog_requests
from sheets_sync.planning.reminders.data_errors import data_requests, said_this_week
from sheets_sync.planning.reminders.due_steps import is_said, step_requests
from sheets_sync.planning.reminders.items import (
    Digest,
    Item,
    Reader,
    ReminderPlan,
    Unsent,
    in_order,
)
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.recipients import Found, NoReader, find_reader
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest
from sheets_sync.planning.reminders.sessions import for_reader, session_requests
from sheets_sync.planning.reminders.unrecorded_sessions import record_requests
from sheets_sync.settings.model import Role

_ROLES: tuple[Role, ...] = (
    "coordinator",
    "hr",
    "lead_expert",
    "supervisor",
    "experts",
    "members",
    "member",
)
"""Of two roles in which a person is told the same thing, the first one counts."""


def plan_reminders(view: Sequence[RegistryView], memory: MailHistory, day: dt.date) -> ReminderPlan:
    """Who is told what on that day, over all registries, and who is not told what and why.

    Depends on nothing but its arguments: the same facts and the same memory, the same plan.
    """
    gathered = _Gathered(memory)
    for registry in view:
        for request in _requests(registry, memory):
            gathered.add(request, registry)
    return gathered.plan(day, view)


def _requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    yield from backlog_requests(view, memory)
    yield from step_requests(view, memory)
    yield from session_requests(view, memory)
    yield from record_requests(view, memory)
    yield from data_requests(view, memory)


@dataclass(slots=True)
class _Gathered:
    memory: MailHistory
    items: dict[str, dict[tuple[str, str], Item]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    left_out: list[Unsent] = field(default_factory=list)

    def add(self, request: ReminderRequest, view: RegistryView) -> None:
        if request.reason is not None:
            self.left_out.append(Unsent(request.item, request.reason, detail=request.detail))
            return
        found = find_reader(view, request.person, request.role)
        if isinstance(found, NoReader):
            self.left_out.append(Unsent(request.item, found.reason, found.address, found.detail))
            return
        item = self._news(request.item, found.reader, view)
        if item is None:
            return
        if found.away is not None:
            away = found.away
            self.left_out.append(Unsent(item, away.reason, away.address, away.detail))
        stopped = _stopped(item, view)
        if stopped is not None:
            reason, detail = stopped
            self.left_out.append(Unsent(item, reason, found.reader.address, detail))
            return
        self._keep(item, found)

    def _news(self, item: Item, reader: Reader, view: RegistryView) -> Item | None:
        """The item as this reader hears of it, unless it has been said already."""
        address = reader.address
        if item.kind == "data" and said_this_week(self.memory, address, view):
            return None
        if item.copy and is_said(item, address, view, self.memory):
            return None
        return for_reader(item, address, view, self.memory)

    def _keep(self, item: Item, found: Found) -> None:
        reader = found.reader
        told = replace(
            item,
            instead_of=found.instead_of,
            place=item.place if reader.editor else None,
        )
        items = self.items.setdefault(reader.address, {})
        key = (item.identity, item.stage)
        items[key] = _merged(items[key], told) if key in items else told
        self.names.setdefault(reader.address, set()).add(reader.name)

    def plan(self, day: dt.date, view: Sequence[RegistryView]) -> ReminderPlan:
        digests = []
        for address, items in sorted(self.items.items()):
            reader = Reader(address, min(filter(None, self.names[address]), default=""))
            digest = Digest(reader, day, in_order(items.values()))
            limit = _limit(address, digest, view)
            if limit is None or self.memory.mails.get(address, 0) < limit:
                digests.append(digest)
                continue
            self.left_out += (Unsent(item, "capped", address, str(limit)) for item in digest.items)
        return ReminderPlan(day, tuple(digests), _sorted(self.left_out))


def _stopped(item: Item, view: RegistryView) -> tuple[Reason, str] | None:
    """Why nobody of this registry is told anything like this today."""
    if view.memory.held:
        return "held", view.memory.held
    if not view.days.is_working(view.today):
        return "not-a-working-day", ""
    if view.today < view.quiet_until and item.kind != "backlog":
        return "quiet-start", view.quiet_until.isoformat()
    return None


def _merged(one: Item, other: Item) -> Item:
    """One item for a person who hears of the same thing in two roles."""
    first, second = sorted((one, other), key=lambda item: (item.copy, _ROLES.index(item.role)))
    people = tuple(sorted({*first.people, *second.people}))
    place = first.place or second.place
    return replace(first, people=people, place=place, instead_of=first.instead_of)


def _limit(address: str, digest: Digest, view: Sequence[RegistryView]) -> int | None:
    """How many mails a month this person may get; the HR group's mailbox has no limit."""
    concerned = [one for one in view if one.registry in digest.registries]
    if any(address == one_address(one.settings.agency.contact or "") for one in concerned):
        return None
    return min(one.reminders.per_month for one in concerned)


def _sorted(left_out: Sequence[Unsent]) -> tuple[Unsent, ...]:
    """In an order that no sorting of the workbook changes, each once."""
    once = {
        (one.address, one.reason, one.detail, one.item.identity, one.item.stage, one.item.role): one
        for one in left_out
    }
    return tuple(once[key] for key in sorted(once))
