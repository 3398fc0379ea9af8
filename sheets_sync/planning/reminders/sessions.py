"""Sessions coming up, moved or cancelled, for the people who take part."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from sheets_sync.planning.reminders.items import Gathering, Item, Stage
from sheets_sync.planning.reminders.mail_history import MailHistory, Told
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest, requests_to
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.text import clean

_NO_DAY = "-"
_CANCELLED = "cancelled"


def session_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """Every session that somebody may have to hear of today; `for_reader` says who does."""
    sessions = view.context.rounds.sessions
    waited_for = view.context.belongs_to_waited_for("sessions")
    past = ~np.isnat(sessions.day) & (sessions.day < view.context.today)
    rows = np.flatnonzero(~sessions.held & waited_for & ~past & (sessions.community != NOWHERE))
    for row in map(int, rows):
        session = gathering(view, row)
        told = memory.by_identity.get(f"{view.registry}/{_subject(session)}", ())
        if told or _is_coming(session, view):
            yield from _requests(view, row, session, told)


def for_reader(item: Item, address: str, view: RegistryView, memory: MailHistory) -> Item | None:
    """The item as this reader is to hear of it, or nothing where it is no news to them."""
    session = item.about
    if not isinstance(session, Gathering) or item.kind != "session":
        return item
    told = [one for one in memory.by_identity.get(item.identity, ()) if one.address == address]
    stage = _stage(session, told[-1].version if told else "", view)
    if stage is None:
        return None
    was = _day(told[-1].version) if told else None
    return replace(
        item, stage=stage, about=replace(session, was=None if was == session.day else was)
    )


def gathering(view: RegistryView, row: int) -> Gathering:
    """One session as the workbook has it now."""
    table = view.context.table("sessions")
    sessions = view.context.rounds.sessions
    day = sessions.held_on[row] if sessions.held[row] else sessions.day[row]
    return Gathering(
        key=view.context.key(table, row) or _digest(table.content(row), 10),
        number=table["number"].shown(row).strip(),
        topic=str(table["topic"].at(row) or ""),
        day=None if np.isnat(day) else day.astype(object),
        starts_at=table["starts_at"].at(row),
        ends_at=table["ends_at"].at(row),
        place=table["place"].shown(row).strip(),
        cancelled=bool(sessions.cancelled[row]),
    )


def version_of(session: Gathering) -> str:
    """What of a session people put into their calendars, as one word."""
    if session.cancelled:
        return _CANCELLED
    facts = f"{session.starts_at}\x1f{session.ends_at}\x1f{clean(session.place)}"
    return f"{session.day or _NO_DAY}/{_digest(facts, 4)}"


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _stage(session: Gathering, last: str, view: RegistryView) -> Stage | None:
    if not last:
        return "coming" if _is_coming(session, view) else None
    if last == version_of(session) or not view.reminders.session.changes:
        return None
    told_of = _day(last)
    over = told_of is not None and told_of < view.today
    if over and (session.cancelled or session.day is None):
        return None  # nobody waits for it any more; a new day is news however late it comes
    return "cancelled" if session.cancelled else "moved"


def _is_coming(session: Gathering, view: RegistryView) -> bool:
    """Whether it is near enough to be announced."""
    if session.cancelled or session.day is None:
        return False
    ahead = view.reminders.session.before_working_days
    return session.day <= view.days.after(view.today, ahead)


def _day(version: str) -> dt.date | None:
    """The day in a version, if it has one."""
    day = version.partition("/")[0]
    return None if day in {_NO_DAY, _CANCELLED} else dt.date.fromisoformat(day)


def _sequence(now: str, told: Sequence[Told]) -> int:
    """How often it had changed since people were first told, with this version counted."""
    versions: list[str] = []
    for version in [*(one.version for one in told), now]:
        if not versions or versions[-1] != version:
            versions.append(version)
    return len(versions) - 1


def _requests(
    view: RegistryView, row: int, session: Gathering, told: Sequence[Told]
) -> Iterator[ReminderRequest]:
    version = version_of(session)
    item = view.item(
        "session",
        "coming",
        view.context.community_of(view.context.table("sessions"), row),
        _subject(session),
        replace(session, sequence=_sequence(version, told)),
        due=session.day,
        version=version,
        place=view.place(view.context.table("sessions"), row),
    )
    yield from requests_to(view, item, view.reminders.session.to)


def _subject(session: Gathering) -> str:
    return f"session/{session.key}"
