"""Gathers what is to be said today into one digest a person; the rest is left out, with reasons.

Beside the digests stand the mails about sessions, each of them about one.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.backlog import backlog_requests
from sheets_sync.planning.reminders.data_errors import (
    data_requests,
    moved_up,
    rested,
    said_this_week,
)
from sheets_sync.planning.reminders.due_steps import step_requests
from sheets_sync.planning.reminders.escalation import EscalationSchedule, days_to_come, reminder_due
from sheets_sync.planning.reminders.items import (
    Digest,
    Item,
    Reader,
    ReminderPlan,
    SessionMail,
    Unsent,
    in_order,
)
from sheets_sync.planning.reminders.mail_caps import PersonCap, capped
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.mail_wanted import is_wanted
from sheets_sync.planning.reminders.recipients import Addressees, NoReader, find_reader
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest
from sheets_sync.planning.reminders.session_obligations import session_plan
from sheets_sync.planning.reminders.unrecorded_sessions import record_requests
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Language, Role

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


def plan_reminders(
    view: Sequence[RegistryView],
    memory: MailHistory,
    day: dt.date,
    at: dt.time | None = None,
) -> ReminderPlan:
    """Who is told what on that day, over all registries, and who is not told what and why.

    Depends on nothing but its arguments: the same facts and the same memory, the same plan.
    `at` is the time of day; without it a session of the day has not begun yet.
    """
    gathered = _Gathered(memory, view)
    for registry in view:
        for request in _requests(registry, memory):
            gathered.add(request, registry)
    return gathered.plan(day, at)


def plan_session_changes(
    view: Sequence[RegistryView], memory: MailHistory, day: dt.date, at: dt.time
) -> ReminderPlan:
    """What cannot wait for the day's reminders: changes of sessions that people were told of."""
    gathered = _Gathered(memory, view)
    mails = tuple(mail for mail in gathered.sessions(at) if mail.is_change)
    return ReminderPlan(day, (), _sorted(gathered.left_out), mails)


def _requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    yield from backlog_requests(view, memory)
    yield from step_requests(view, memory)
    yield from record_requests(view, memory)
    yield from data_requests(view, memory)


@dataclass(slots=True)
class _Gathered:
    memory: MailHistory
    view: Sequence[RegistryView]
    items: dict[str, dict[tuple[str, str], Item]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)
    languages: dict[str, set[Language | None]] = field(default_factory=dict)
    copies: list[tuple[Item, Addressees]] = field(default_factory=list)
    ahead: dict[str, set[dt.date]] = field(default_factory=dict)
    left_out: list[Unsent] = field(default_factory=list)

    def add(self, request: ReminderRequest, view: RegistryView) -> None:
        if request.reason is not None:
            self._leave_out_blind(request, view)
            return
        found = find_reader(view, request.person, request.role, self.memory.unreachable)
        address = found.reader.address if isinstance(found, Addressees) else found.address
        item = replace(request.item, person=found.number if isinstance(found, Addressees) else "")
        if request.escalation is not None:
            climbed = self._climbed(item, address, request.escalation, view)
            if climbed is None:
                return
            item = climbed
        if isinstance(found, NoReader):
            self.left_out.append(Unsent(item, found.reason, found.address, found.detail))
            return
        if item.kind == "data":
            if said_this_week(self.memory, address, view):
                return
            if rested(item, address, self.memory):
                self._move_up(item, address, view)
                return
        self._place(item, found, view)

    def _place(self, item: Item, found: Addressees, view: RegistryView) -> None:
        """Into the digest of its reader, unless nobody is told anything like it today."""
        if found.away is not None:
            away = found.away
            self.left_out.append(Unsent(item, away.reason, away.address, away.detail))
        stopped = _stopped(item, view)
        if stopped is not None:
            reason, detail = stopped
            self.left_out.append(Unsent(item, reason, found.reader.address, detail))
        elif not is_wanted(item, found.reader.address, view):
            self.left_out.append(Unsent(item, "opted-out", found.reader.address))
        elif item.copy:
            self.copies.append((item, found))
        else:
            self._keep(item, found)

    def _leave_out_blind(self, request: ReminderRequest, view: RegistryView) -> None:
        """What nobody can judge is left out on the days on which somebody would hear of it."""
        item, reason = request.item, request.reason
        if request.escalation is not None:
            told = self.memory.by_identity.get(item.identity, ())
            some = tuple(one for one in told if one.copy is item.copy)
            step = reminder_due(
                item.due or view.today, some, view.today, view.days, request.escalation
            )
            if step is None:
                return
            item = replace(item, stage=step.stage, attempt=step.attempt)
        if reason is not None:
            self.left_out.append(Unsent(item, reason, detail=request.detail))

    def _climbed(
        self, item: Item, address: str, escalation: EscalationSchedule, view: RegistryView
    ) -> Item | None:
        """The item at the rung on which its reader stands; nothing where that is no news."""
        due = item.due or view.today
        told = self.memory.told_to(address, item.identity, copy=item.copy, person=item.person)
        if not item.copy and address:
            end = max(_end_of_month(view.today), view.days.after(view.today, 2))
            days = days_to_come(due, told, (view.today, end), view.days, escalation)
            self.ahead.setdefault(address, set()).update(days)
        step = reminder_due(due, told, view.today, view.days, escalation)
        if step is None or (
            step.stage == "soon" and self._is_fresh(item, address, escalation, view)
        ):
            return None
        attempt = self._came_through(item, address, view) if item.copy else step.attempt
        return replace(item, stage=step.stage, attempt=attempt)

    def _is_fresh(
        self, item: Item, address: str, escalation: EscalationSchedule, view: RegistryView
    ) -> bool:
        """Whether a reader heard of the same step just now, under another due day."""
        past = self.memory.by_step.get(item.identity.rpartition("/")[0], ())
        last = max((one.day for one in past if one.address == address), default=None)
        return last is not None and view.days.after(last, escalation.every) > view.today

    def _came_through(self, item: Item, address: str, view: RegistryView) -> int:
        """How many reminders reached those who have to act; a copy counts no others."""
        told = self.memory.by_identity.get(item.identity, ())
        others = {address, one_address(view.settings.agency.contact or "")}
        return len(
            {
                one.day
                for one in told
                if one.stage == "overdue" and not one.copy and one.address not in others
            }
        )

    def _move_up(self, item: Item, address: str, view: RegistryView) -> None:
        """What somebody did not mend in spite of three mails is told to the HR group, once."""
        found = find_reader(view, NOBODY, "hr", self.memory.unreachable)
        if isinstance(found, NoReader) or found.reader.address == address:
            self.left_out.append(Unsent(item, "rests", address))
            return
        told = self.memory.told_to(found.reader.address, item.identity, copy=False)
        if any(one.version == item.version for one in told):
            self.left_out.append(Unsent(item, "rests", address))
            return
        if not said_this_week(self.memory, found.reader.address, view):
            self._place(moved_up(item), found, view)

    def _keep(self, item: Item, found: Addressees) -> None:
        reader = found.reader
        told = replace(
            item,
            instead_of=found.instead_of,
            why_instead=found.why,
            whose=reader.name,
            place=item.place if reader.editor else None,
        )
        items = self.items.setdefault(reader.address, {})
        key = (item.identity, item.stage)
        items[key] = _merged(items[key], told) if key in items else told
        self.names.setdefault(reader.address, set()).add(reader.name)
        self.languages.setdefault(reader.address, set()).add(reader.language)

    def sessions(self, at: dt.time | None) -> list[SessionMail]:
        """The mails about sessions that may go today, by whatever else does not."""
        kept = []
        for registry in self.view:
            planned = session_plan(registry, self.memory, at)
            self.left_out += planned.left_out
            for mail in planned.mails:
                stopped = _stopped_session(mail, registry)
                wanted = mail.is_change or is_wanted(mail.item, mail.reader.address, registry)
                if stopped is None and not wanted:
                    self.left_out.append(Unsent(mail.item, "opted-out", mail.reader.address))
                elif stopped is None:
                    kept.append(mail)
                else:
                    reason, detail = stopped
                    self.left_out.append(Unsent(mail.item, reason, mail.reader.address, detail))
        return kept

    def plan(self, day: dt.date, at: dt.time | None) -> ReminderPlan:
        sessions = self._within_caps(self.sessions(at), day)
        invited = Counter({mail.reader.address for mail in sessions if not mail.is_change})
        digests = {
            address: kept
            for address, items in self.items.items()
            if (kept := self._allowed(address, tuple(items.values()), day, invited[address]))
        }
        for item, found in self._copies_of(digests):
            self._keep(item, found)
            digests.setdefault(found.reader.address, ())
        made = []
        for address in sorted(digests):
            items = tuple(self.items[address].values())
            if not digests[address]:
                items = tuple(item for item in items if item.copy)
                items = self._allowed(address, items, day, invited[address])
            if items:
                made.append(self._digest(address, items, day))
        return ReminderPlan(day, tuple(made), _sorted(self.left_out), tuple(sessions))

    def _digest(self, address: str, items: Iterable[Item], day: dt.date) -> Digest:
        """Of several people who share a mailbox each is greeted, and each item says whose it is."""
        names = sorted(filter(None, self.names[address]))
        shared = len(names) > 1
        told = (item if shared else replace(item, whose="") for item in items)
        languages = self.languages[address]
        # Of people who share a mailbox and read different languages the agency's own is nobody's
        # alone.
        language = next(iter(languages)) if len(languages) == 1 else None
        reader = Reader.of_several(address, names, language=language)
        return Digest(reader, day, in_order(told))

    def _copies_of(self, digests: dict[str, tuple[Item, ...]]) -> Iterator[tuple[Item, Addressees]]:
        """The copies of what goes today, or went before the copy; of nothing else."""
        originals = {item.identity for items in digests.values() for item in items if not item.copy}
        for item, found in self.copies:
            told = self.memory.by_identity.get(item.identity, ())
            address = found.reader.address
            copied = max(
                (one.day for one in told if one.copy and one.address == address),
                default=dt.date.min,
            )
            newer = any(not one.copy and one.day > copied for one in told)
            if item.identity in originals or newer:
                yield item, found
            else:
                self.left_out.append(Unsent(item, "original-waits", address))

    def _allowed(
        self, address: str, items: tuple[Item, ...], day: dt.date, taken: int
    ) -> tuple[Item, ...]:
        """The items of a digest that may go today; none where it must, or can, wait."""
        if not items:
            return ()
        allowance = self._allowance(address, items, day)
        reason: Reason
        if not allowance.left_for(items, taken=taken):
            reason, detail = capped(allowance)
        elif (then := allowance.waits_for(items)) is not None:
            reason, detail = "goes-along", then.isoformat()
        else:
            return items
        self.left_out += (Unsent(item, reason, address, detail) for item in items)
        return ()

    def _within_caps(self, mails: Sequence[SessionMail], day: dt.date) -> list[SessionMail]:
        """Changes always go; the invitations of one day count as one mail."""
        kept = []
        for mail in mails:
            allowance = self._allowance(mail.reader.address, mail.items, day)
            if mail.is_change or allowance.left_for(mail.items):
                kept.append(mail)
            else:
                reason, detail = capped(allowance)
                self.left_out.append(Unsent(mail.item, reason, mail.reader.address, detail))
        return kept

    def _allowance(self, address: str, items: Iterable[Item], day: dt.date) -> PersonCap:
        """What a person may get; the HR group's mailbox has no limit."""
        registries = {item.registry for item in items}
        concerned = [one for one in self.view if one.registry in registries]
        contacts = {one_address(one.settings.agency.contact or "") for one in concerned}
        limit = min(one.reminders.per_month for one in concerned)
        return PersonCap(
            None if address in contacts else limit,
            self.memory.mails.get(address, 0),
            frozenset(self.ahead.get(address, ())),
            day,
            concerned[0].days,
        )


def _stopped(item: Item, view: RegistryView) -> tuple[Reason, str] | None:
    """Why nobody of this registry is told anything like this today."""
    if view.memory.held:
        return "held", view.memory.held
    if not view.days.is_working(view.today):
        return "not-a-working-day", ""
    if view.today < view.quiet_until and item.kind != "backlog":
        return "quiet-start", view.quiet_until.isoformat()
    return None


def _stopped_session(mail: SessionMail, view: RegistryView) -> tuple[Reason, str] | None:
    """Of a change it is told on any day where the next working day would be too late."""
    if not mail.is_change or view.memory.held:
        return _stopped(mail.item, view)
    if view.days.is_working(view.today):
        return None
    begins = min(filter(None, (mail.session.day, mail.session.was)), default=dt.date.max)
    next_one = view.days.on_or_after(view.today)
    return None if begins <= next_one else ("not-a-working-day", "")


def _merged(one: Item, other: Item) -> Item:
    """One item for a person who hears of the same thing in two roles."""
    first, second = sorted((one, other), key=lambda item: (item.copy, _ROLES.index(item.role)))
    people = tuple(sorted({*first.people, *second.people}))
    place = first.place or second.place
    whose = ", ".join(sorted({*filter(None, (first.whose, second.whose))}))
    person = first.person if first.person == second.person else ""
    return replace(first, people=people, place=place, whose=whose, person=person)


def _end_of_month(day: dt.date) -> dt.date:
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _sorted(left_out: Sequence[Unsent]) -> tuple[Unsent, ...]:
    """In an order that no sorting of the workbook changes, each once."""
    once = {
        (one.address, one.reason, one.detail, one.item.identity, one.item.stage, one.item.role): one
        for one in left_out
    }
    return tuple(once[key] for key in sorted(once))
