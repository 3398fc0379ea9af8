"""The sessions of a registry as people may be told of them, each under a lasting identity."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheets_sync.mail.ledger_records import RELEASED, SessionVersion
from sheets_sync.mail.session_day import CANCELLED, day_of
from sheets_sync.planning.reminders.items import Gathering
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.session_versions import (
    remembered_session,
    short_digest,
    version_of,
)
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.text import clean

_CLOSED = frozenset({"draft", "cancelled"})
"""States of a round of which nothing is held."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session, whether or not it still has a row in the workbook."""

    identity: str
    """With its registry: the same whatever becomes of its ID, its number or its row."""
    community: str | None
    title: str
    """The community's name as typed."""
    session: Gathering
    row: int = -1
    """Its row of `sessions`; -1 where it has none any more."""
    waited_for: bool = True
    """Whether anybody new is invited to it."""


def session_rows(
    view: RegistryView, known: Mapping[str, Sequence[SessionVersion]]
) -> tuple[SessionRow, ...]:
    """Every session to come, and those that people wait for and that are there no more.

    A session whose ID was changed, or that has none, is known again by what people were told.
    """
    mine = {
        identity: last
        for identity, versions in known.items()
        if identity.startswith(f"{view.registry}/session/")
        and (last := _newest_state(versions)) is not None
    }
    awaited = {name for name in mine if _is_awaited(known[name], view.today)}
    there = _first_of_each(_typed_rows(view, awaited), mine)
    lost = [_remembered(mine[identity]) for identity in awaited - there.keys()]
    # One that somebody was told is off does not become another one.
    changed = [one for one in lost if mine[one.identity].version != CANCELLED]
    found = _matched(changed, [one for name, one in there.items() if name not in mine])
    again = {stranger.identity: gone.identity for gone, stranger in found}
    named = (replace(one, identity=again.get(name, name)) for name, one in there.items())
    matched = set(again.values())
    return (*named, *(one for one in lost if one.identity not in matched))


def _newest_state(versions: Sequence[SessionVersion]) -> SessionVersion | None:
    """What was said last of a session itself."""
    return next((one for one in reversed(versions) if one.version != RELEASED), None)


def _is_awaited(versions: Sequence[SessionVersion], today: dt.date) -> bool:
    """Whether anybody may still wait for it: not all have heard what was said last."""
    return any((day_of(one.version) or dt.date.min) >= today for one in versions)


def gathering(view: RegistryView, row: int) -> Gathering:
    """One session as the workbook has it now."""
    table = view.context.table("sessions")
    sessions = view.context.rounds.sessions
    day = sessions.held_on[row] if sessions.held[row] else sessions.day[row]
    date = None if np.isnat(day) else day.astype(object)
    hours = table["hours"].at(row)
    length = view.reminders.session.hours if hours is None or np.isnan(hours) else float(hours)
    return Gathering(
        key=_key(view, row),
        number=table["number"].shown(row).strip(),
        topic=str(table["topic"].at(row) or ""),
        day=date,
        starts_at=table["starts_at"].at(row),
        ends_at=table["ends_at"].at(row),
        place=table["place"].shown(row).strip(),
        cancelled=bool(sessions.cancelled[row]),
        length=dt.timedelta(hours=length),
        on_holiday=date in view.days.holidays,
    )


def _remembered(version: SessionVersion) -> SessionRow:
    """A session whose row is gone is cancelled."""
    facts = json.loads(version.facts or "{}")
    session = replace(remembered_session(version), cancelled=True)
    return SessionRow(version.session, facts.get("community"), facts.get("title", ""), session)


def _typed_rows(view: RegistryView, awaited: Collection[str]) -> Iterator[SessionRow]:
    """The rows that somebody may have to hear of: of days to come, or waited for by people."""
    sessions = view.context.rounds.sessions
    waited_for = view.context.belongs_to_waited_for("sessions")
    past = sessions.held | (~np.isnat(sessions.day) & (sessions.day < view.context.today))
    table = view.context.table("sessions")
    for row in range(len(table)):
        if past[row] and not (awaited and _identity(view, row) in awaited):
            continue
        community = view.context.community_of(table, row)
        yield SessionRow(
            identity=_identity(view, row),
            community=community,
            title=view.title(community),
            session=_as_it_stands(view, row, gathering(view, row)),
            row=row,
            waited_for=bool(waited_for[row]) and not past[row],
        )


def _identity(view: RegistryView, row: int) -> str:
    return f"{view.registry}/session/{_key(view, row)}"


def _key(view: RegistryView, row: int) -> str:
    """A session's ID, else its community and number, else its contents."""
    table = view.context.table("sessions")
    return view.context.key(table, row) or short_digest(table.content(row), 10)


def _as_it_stands(view: RegistryView, row: int, session: Gathering) -> Gathering:
    """With what the columns beside its day say of it."""
    sessions = view.context.rounds.sessions
    place = int(sessions.community[row])
    if session.cancelled:
        return session
    if sessions.held[row] and session.day is not None:
        return replace(session, held_on=session.day)
    if place == NOWHERE:
        return replace(session, problem="community-unknown")
    if view.context.rounds.status[place] in _CLOSED:
        return replace(session, cancelled=True)
    if sessions.day_unreadable[row]:
        return replace(session, problem="day-unreadable")
    if session.day is not None and session.day < view.today:
        return replace(session, problem="day-past")
    return session


def _first_of_each(
    rows: Iterable[SessionRow], mine: Mapping[str, SessionVersion]
) -> dict[str, SessionRow]:
    """Of rows under one ID, the one that people were told of, else the first."""
    found: dict[str, SessionRow] = {}
    for one in rows:
        other = found.setdefault(one.identity, one)
        told = mine.get(one.identity)
        if told and version_of(other.session) != told.version == version_of(one.session):
            found[one.identity] = one
    return found


def _matched(
    lost: Sequence[SessionRow], strangers: Sequence[SessionRow]
) -> list[tuple[SessionRow, SessionRow]]:
    """Sessions that lost their row, each with the row under a new ID that is most like it."""
    likely = sorted(
        (-likeness, gone.identity, stranger.identity)
        for gone in lost
        for stranger in strangers
        if gone.community == stranger.community
        and (likeness := _likeness(gone.session, stranger.session))
    )
    gone_by = {one.identity: one for one in lost}
    new_by = {one.identity: one for one in strangers}
    found = []
    for _, gone, stranger in likely:
        if gone in gone_by and stranger in new_by:
            found.append((gone_by.pop(gone), new_by.pop(stranger)))
    return found


def _likeness(gone: Gathering, stranger: Gathering) -> int:
    """How surely the two are one session; 0 where nothing says so.

    A topic may go on in another session: one of another number and day is another one. What lost
    its row is off then, and the other is announced in its turn.
    """
    topic = bool(clean(gone.topic)) and clean(gone.topic) == clean(stranger.topic)
    numbered = bool(gone.number and stranger.number)
    number = numbered and clean(gone.number) == clean(stranger.number)
    day = gone.day is not None and gone.day == stranger.day
    is_another = numbered and not number and not day
    if is_another or not (topic or (number and day)):
        return 0
    return 4 * topic + 2 * day + number
