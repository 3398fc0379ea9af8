"""A session's state as one word, and what is kept of it once its row is gone."""

import datetime as dt
import json
from collections.abc import Sequence
from hashlib import blake2b

from sheets_sync.mail.ledger_records import RELEASED, SessionVersion
from sheets_sync.mail.session_day import CANCELLED, NO_DAY
from sheets_sync.planning.reminders.items import Gathering, SessionMail
from sheets_sync.registry.text import clean

_OFF = frozenset({CANCELLED, RELEASED})


def version_of(session: Gathering) -> str:
    """What of a session people put into their calendars, as one word."""
    if session.cancelled:
        return CANCELLED
    times = f"{session.starts_at}\x1f{session.ends_at}\x1f{clean(session.place)}"
    if session.starts_at is not None and session.ends_at is None:
        times += f"\x1f{session.length}"
    return f"{session.day or NO_DAY}/{short_digest(times, 4)}"


def is_off(version: str) -> bool:
    """Whether nobody who was told so waits for the session."""
    return not version or version in _OFF


def facts_of(mail: SessionMail) -> str:
    """What a mail needs once the row is gone, as JSON; it names nobody."""
    session = mail.session
    return json.dumps(
        {
            "key": session.key,
            "community": mail.item.community,
            "title": mail.item.title,
            "number": session.number,
            "topic": session.topic,
            "day": session.day and session.day.isoformat(),
            "starts_at": session.starts_at and session.starts_at.isoformat(),
            "ends_at": session.ends_at and session.ends_at.isoformat(),
            "place": session.place,
            "minutes": session.length and session.length // dt.timedelta(minutes=1),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def remembered_session(version: SessionVersion) -> Gathering:
    """The session as people were told of it."""
    facts = json.loads(version.facts or "{}")
    day, starts_at, ends_at = (facts.get(name) for name in ("day", "starts_at", "ends_at"))
    minutes = facts.get("minutes")
    return Gathering(
        key=facts.get("key", ""),
        number=facts.get("number", ""),
        topic=facts.get("topic", ""),
        day=dt.date.fromisoformat(day) if day else None,
        starts_at=dt.time.fromisoformat(starts_at) if starts_at else None,
        ends_at=dt.time.fromisoformat(ends_at) if ends_at else None,
        place=facts.get("place", ""),
        length=dt.timedelta(minutes=minutes) if minutes else None,
    )


def likely_number(mail: SessionMail, known: Sequence[SessionVersion]) -> int:
    """The number under which the ledger will keep what a mail tells."""
    released = mail.item.version == RELEASED
    alike = [one for one in known if (one.version == RELEASED) is released]
    if alike and alike[-1].version == mail.item.version and alike[-1].sequence > mail.above:
        return alike[-1].sequence
    return max((*(one.sequence for one in known), mail.above)) + 1


def short_digest(text: str, size: int) -> str:
    """A few letters that stand for a text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
