"""Which registries have sessions ahead that people were told of: only these need be watched."""

import datetime as dt

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import SessionVersion
from sheets_sync.mail.session_day import day_of, hour_of
from sheets_sync.ports import Ledger

_INVITATION = "invitation"
"""The kind of every mail about a session."""


def awaited_registries(
    ledger: Ledger, now: dt.datetime, opening: dt.datetime | None = None
) -> frozenset[str]:
    """The registries of which people wait for a session.

    With `opening`, the moment at which mail may leave again: only those of which a session begins
    before, so that nobody who waits for it can be mailed any more.
    """
    return frozenset(
        session.partition("/")[0]
        for session, versions in ledger.sessions.known().items()
        if any(_is_awaited(one, now, opening) for one in versions)
    )


def changes_to_retry(ledger: Ledger, now: dt.datetime) -> frozenset[str]:
    """The registries of which a mail about a session was put off and may be tried again now."""
    if ledger.channels.waiting(now=now):
        return frozenset()
    put_off = ledger.letters.standing(states={LetterState.DEFERRED})
    return frozenset(
        name
        for letter in put_off
        if letter.kind == _INVITATION and (letter.next_at is None or letter.next_at <= now)
        for name in letter.registries
    )


def _is_awaited(one: SessionVersion, now: dt.datetime, opening: dt.datetime | None) -> bool:
    day = day_of(one.version)
    if day is None or day < now.date():
        return False
    if opening is None or opening <= now:
        return True
    starts_at = hour_of(one)
    return starts_at is not None and dt.datetime.combine(day, starts_at, now.tzinfo) <= opening
