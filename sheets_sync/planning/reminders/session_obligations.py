"""Every session that was announced is followed until it begins: who is to hear what of it.

For each session and each person who was told of it, the last thing told equals the workbook, or
somebody is told that it does not.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.ledger_records import RELEASED
from sheets_sync.mail.session_day import CANCELLED, day_of
from sheets_sync.planning.reminders.items import (
    Gathering,
    Item,
    Reader,
    SessionMail,
    Stage,
    Unsent,
)
from sheets_sync.planning.reminders.mail_history import MailHistory, Told
from sheets_sync.planning.reminders.recipients import Addressees, NoReader, find_reader, stand_in
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import TABS_OF_ROLE, blind_tab
from sheets_sync.planning.reminders.session_versions import (
    is_off,
    remembered_session,
    version_of,
)
from sheets_sync.planning.reminders.sessions import SessionRow, session_rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.text import clean
from sheets_sync.settings.model import Role

_UNCLEAR: tuple[Role, ...] = ("coordinator", "hr")
"""Who is asked where the workbook does not say what has become of an announced session."""
_TAKE_PART: tuple[Role, ...] = ("members", "experts", "coordinator")
"""Who is expected at a session, whoever of them is invited by mail."""


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """The mails about sessions, and what is left out of them."""

    mails: tuple[SessionMail, ...] = ()
    left_out: tuple[Unsent, ...] = ()


def session_plan(view: RegistryView, memory: MailHistory, at: dt.time | None) -> SessionPlan:
    """What is to be said of the sessions of one registry; `at` is the time of day, if known."""
    blind = blind_tab(view, ("sessions", "communities", "staff"))
    if blind is not None:
        return SessionPlan(left_out=tuple(_unseen(view, memory, blind)))
    planner = _Planner(view, memory, at)
    for place in session_rows(view, memory.sessions):
        planner.follow(place)
    return SessionPlan(tuple(planner.mails[key] for key in sorted(planner.mails)), planner.unsent)


def _unseen(view: RegistryView, memory: MailHistory, blind: str) -> Iterator[Unsent]:
    """Sessions that people wait for until the next working day, and nobody can tell of."""
    last = view.days.after(view.today, 1)
    for identity, versions in memory.sessions.items():
        day = day_of(versions[-1].version)
        if identity.startswith(f"{view.registry}/session/") and day and view.today <= day <= last:
            session = remembered_session(versions[-1])
            item = view.item("session", "unclear", None, "", session, due=day)
            yield Unsent(replace(item, identity=identity), "quarantined", detail=blind)


@dataclass(slots=True)
class _Planner:
    view: RegistryView
    memory: MailHistory
    at: dt.time | None
    mails: dict[tuple[str, str], SessionMail] = field(default_factory=dict)
    left_out: list[Unsent] = field(default_factory=list)

    @property
    def unsent(self) -> tuple[Unsent, ...]:
        return tuple(self.left_out)

    def follow(self, place: SessionRow) -> None:
        """Everybody who is to hear of one session."""
        told = self._last_told(place.identity)
        standing = {
            address: one
            for address, one in told.items()
            if day_of(one.version) is not None and not self._is_over(one)
        }
        session = place.session
        if session.problem:
            if standing:
                self._ask(place, standing)
            return
        if session.held_on is not None:
            self._held(place, session.held_on, standing)
            return
        expected = self._tell_expected(place, told) if place.row >= 0 else set()
        for address in standing:
            if address not in expected and not self._blind(place):
                self._tell_unexpected(place, address, told[address])

    def _last_told(self, identity: str) -> dict[str, Told]:
        """By address, what was told last of a session."""
        last: dict[str, Told] = {}
        for one in self.memory.by_identity.get(identity, ()):
            other = last.get(one.address)
            if other is None or (one.day, one.sequence) >= (other.day, other.sequence):
                last[one.address] = one
        last.pop("", None)  # whoever was forgotten
        return last

    def _is_over(self, told: Told) -> bool:
        """Whether what somebody was told of has begun."""
        day = day_of(told.version)
        if day is None or day > self.view.today:
            return False
        if day < self.view.today:
            return True
        starts_at = self._told_session(told).starts_at
        return self.at is not None and starts_at is not None and starts_at <= self.at

    def _told_session(self, told: Told) -> Gathering:
        versions = self.memory.sessions.get(told.identity, ())
        return next(
            (remembered_session(one) for one in versions if one.sequence == told.sequence),
            Gathering("", "", "", day_of(told.version)),
        )

    def _tell_expected(self, place: SessionRow, told: Mapping[str, Told]) -> set[str]:
        """Tell those who take part; every address under which one of them was told."""
        expected: set[str] = set()
        invited = self.view.reminders.session.to
        for role in (*invited, *(one for one in _TAKE_PART if one not in invited)):
            blind = blind_tab(self.view, TABS_OF_ROLE[role])
            if blind is not None:
                item = self._item(place, "coming", role)
                if role in invited and place.waited_for and self._is_coming(place.session):
                    self.left_out.append(Unsent(item, "quarantined", detail=blind))
                continue
            people = (NOBODY,) if role == "hr" else self.view.people(place.community, role)
            for person in people:
                own = self._addresses_of(person)
                # Whoever was told once is told on, though their role is not invited any more.
                if role in invited or not own.isdisjoint(told):
                    expected |= self._tell(place, role, person, told)
                else:
                    expected |= own
        return expected

    def _tell(
        self, place: SessionRow, role: Role, person: int, told: Mapping[str, Told]
    ) -> set[str]:
        """Tell one who takes part, or whoever stands in; the addresses that are theirs."""
        own = self._addresses_of(person)
        last = max(
            (told[one] for one in own if one in told),
            key=lambda one: (one.day, one.sequence),
            default=None,
        )
        found = find_reader(self.view, person, role, self.memory.unreachable)
        if isinstance(found, NoReader) and last is not None and not is_off(last.version):
            name = self.view.name(person)
            found = stand_in(self.view, name, found, self.memory.unreachable)
        theirs = own
        if isinstance(found, Addressees):
            theirs = own | {found.reader.address}
            last = self._last_of(place.identity, found, told, last)
        stage = self._stage(place, last)
        if stage is None:
            return theirs
        item = self._item(place, stage, role, last)
        if isinstance(found, NoReader):
            self.left_out.append(Unsent(item, found.reason, found.address, found.detail))
        else:
            self._add(item, found, last)
        return theirs

    def _addresses_of(self, person: int) -> set[str]:
        """The address of somebody now, and the one they were trusted under before."""
        if person == NOBODY:
            return set()
        staff = self.view.context.table("staff")
        known = self.view.memory.addresses.get(staff["staff_id"].shown(person).strip(), "")
        return {*filter(None, (one_address(staff["email"].shown(person)), known))}

    def _stage(self, place: SessionRow, last: Told | None) -> Stage | None:
        """What a reader who takes part is to be told, given what was told last."""
        session = place.session
        if last is None:
            return "coming" if place.waited_for and self._is_coming(session) else None
        if last.version == version_of(session) or not self.view.reminders.session.changes:
            return None
        if session.cancelled or session.day is None:
            if self._is_over(last) or (session.cancelled and is_off(last.version)):
                return None
            return "cancelled" if session.cancelled else "moved"
        if last.version == RELEASED:
            return "coming"
        return "moved"

    def _tell_unexpected(self, place: SessionRow, address: str, last: Told) -> None:
        """Tell one who was told and takes part no more, or of a session that is off."""
        if not self.view.reminders.session.changes:
            return
        stage: Stage = "cancelled" if place.session.cancelled else "released"
        item = self._item(place, stage, "members", last)
        found = self._whoever_has(address, last.name)
        if isinstance(found, NoReader):
            self.left_out.append(Unsent(item, found.reason, found.address, found.detail))
        elif found.reader.address == address or not self._heard(item, found, last):
            self._add(item, found, last)

    def _heard(self, item: Item, found: Addressees, last: Told) -> bool:
        """Whether the one who stands in was told the same after what was said to the other."""
        return any(
            one.address == found.reader.address
            and one.version == item.version
            and self._number_of(one) > self._number_of(last)
            for one in self.memory.by_identity.get(item.identity, ())
        )

    def _last_of(
        self, identity: str, found: Addressees, told: Mapping[str, Told], own: Told | None
    ) -> Told | None:
        """What was told last to a reader, or to whom they stand in for.

        That others of these are not expected any more says nothing of the session.
        """
        address = found.reader.address
        if not found.instead_of:
            return told.get(address, own)
        heard = [
            one
            for one in self.memory.by_identity.get(identity, ())
            if one.address == address and one.version != RELEASED
        ]
        some = heard if own is None else [*heard, own]
        return max(some, key=lambda one: (one.day, one.sequence), default=None)

    def _whoever_has(self, address: str, name: str) -> Addressees | NoReader:
        """The mailbox of whoever was told; the contact where the staff list has them no more."""
        contact = one_address(self.view.settings.agency.contact or "")
        if address == contact:
            return find_reader(self.view, NOBODY, "hr", self.memory.unreachable)
        row = self.view.staff_by_address.get(address)
        if row is not None:
            return find_reader(self.view, row, "members", self.memory.unreachable)
        gone = NoReader("left", address, name or address)
        return stand_in(self.view, name or address, gone, self.memory.unreachable)

    def _held(self, place: SessionRow, held_on: dt.date, standing: Mapping[str, Told]) -> None:
        """People who still wait for a session that was held already."""
        for address, last in standing.items():
            day = day_of(last.version)
            if day is None or day > held_on:
                off = replace(place, session=replace(place.session, cancelled=True))
                self._tell_unexpected(off, address, last)

    def _ask(self, place: SessionRow, standing: Mapping[str, Told]) -> None:
        """Ask whoever can mend it, once for each way in which it is unclear."""
        session = place.session
        identity = place.identity.replace("/session/", "/unclear/", 1)
        version = f"unclear/{session.problem}"
        day = max(filter(None, (day_of(one.version) for one in standing.values())), default=None)
        asked = self._last_told(identity)
        for role in _UNCLEAR:
            people = self.view.people(place.community, role) if role != "hr" else (NOBODY,)
            for person in people or (NOBODY,):
                found = find_reader(self.view, person, role, self.memory.unreachable)
                item = replace(
                    self._item(place, "unclear", role),
                    identity=identity,
                    version=version,
                    about=replace(session, was=day),
                )
                if isinstance(found, NoReader):
                    self.left_out.append(Unsent(item, found.reason, found.address, found.detail))
                    continue
                last = asked.get(found.reader.address)
                if last is None or last.version != version:
                    self._add(item, found, last)

    def _blind(self, place: SessionRow) -> bool:
        """Whether nobody can tell who takes part."""
        if place.session.cancelled:
            return False
        return any(blind_tab(self.view, TABS_OF_ROLE[role]) is not None for role in _TAKE_PART)

    def _is_coming(self, session: Gathering) -> bool:
        """Whether it is near enough to be announced."""
        if session.cancelled or session.day is None:
            return False
        ahead = self.view.reminders.session.before_working_days
        return session.day <= self.view.days.after(self.view.today, ahead)

    def _item(self, place: SessionRow, stage: Stage, role: Role, last: Told | None = None) -> Item:
        session = place.session
        was = day_of(last.version) if last is not None else None
        if stage in {"cancelled", "released"} and was is not None and session.day is None:
            session, was = replace(session, day=was), None
        version = {"cancelled": CANCELLED, "released": RELEASED}.get(stage, version_of(session))
        if stage == "moved" and last is not None:
            session = _beside(session, self._told_session(last))
        table = self.view.context.table("sessions")
        item = self.view.item(
            "session",
            stage,
            place.community,
            "",
            replace(session, was=None if was == session.day else was),
            due=session.day,
            version=version,
            place=self.view.place(table, place.row) if place.row >= 0 else None,
        )
        title = item.title or place.title
        return replace(item, identity=place.identity, title=title, role=role)

    def _add(self, item: Item, found: Addressees, last: Told | None) -> None:
        """One mail a session and reader, whatever roles the reader has in it."""
        reader = found.reader
        if found.away is not None:
            away = found.away
            self.left_out.append(Unsent(item, away.reason, away.address, away.detail))
        key = (item.identity, reader.address)
        told = replace(
            item,
            instead_of=found.instead_of,
            why_instead=found.why,
            place=item.place if reader.editor else None,
        )
        past = [
            self._number_of(one)
            for one in self.memory.by_identity.get(item.identity, ())
            if one.address == reader.address or one is last
        ]
        mail = SessionMail(reader, self.view.today, told, max(past, default=-1))
        before = self.mails.get(key)
        if before is not None:
            mail = _merged(before, mail)
        self.mails[key] = mail

    def _number_of(self, told: Told) -> int:
        """Under which number somebody was told; digests of earlier releases counted changes."""
        if told.sequence >= 0:
            return told.sequence
        versions = [one.version for one in self.memory.by_identity[told.identity]]
        return sum(one != other for one, other in itertools.pairwise(versions))


def _people(reader: Reader) -> tuple[str, ...]:
    return reader.sharing or tuple(filter(None, (reader.name,)))


def _beside(session: Gathering, told: Gathering) -> Gathering:
    """What is new of a session, beside what was told of the same before."""
    hours, before = (session.starts_at, session.ends_at), (told.starts_at, told.ends_at)
    if told.day == session.day and before != hours:
        session = replace(session, was_from=told.starts_at, was_to=told.ends_at)
    if clean(told.place) != clean(session.place):
        session = replace(session, was_place=told.place)
    return session


def _merged(one: SessionMail, other: SessionMail) -> SessionMail:
    """One mail for a reader who hears of a session for several people or in several roles."""
    first, second = one.item, other.item
    if first.instead_of and second.instead_of:
        names = dict.fromkeys((*first.instead_of.split(", "), *second.instead_of.split(", ")))
        away = ", ".join(names)
    else:
        away = ""
    why = first.why_instead if first.why_instead == second.why_instead else None
    merged = replace(first, instead_of=away, why_instead=why, place=first.place or second.place)
    known = one.reader
    people = dict.fromkeys(name for mail in (one, other) for name in _people(mail.reader))
    reader = Reader.of_several(known.address, people, editor=known.editor, language=known.language)
    return replace(one, reader=reader, item=merged, above=max(one.above, other.above))
