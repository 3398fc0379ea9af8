"""A session as an iCalendar file (RFC 5545): same session, same bytes."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sheets_sync.mail.message import Recipient
from sheets_sync.planning.reminders.items import Gathering
from sheets_sync.unfit_characters import fit

_LENGTH = dt.timedelta(hours=1)
"""Of a session of which nobody remembers how long it was to be."""
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029]")
"""Whatever some program ends a line at: a line that was typed would say what nobody meant."""
_LINE = 75
"""Octets of a line; longer ones are folded."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited to what, by whom."""

    identity: str
    """Of the session, with its registry: its `UID` never changes."""
    session: Gathering
    summary: str
    organizer: Recipient
    attendee: Recipient
    domain: str
    zone: dt.tzinfo
    stamp: dt.datetime

    @property
    def method(self) -> str:
        """What a calendar is to do with it."""
        return "CANCEL" if self._is_off else "REQUEST"

    @property
    def _is_off(self) -> bool:
        return self.session.cancelled or self.session.day is None

    def content(self) -> bytes:
        """The file."""
        return "".join(f"{line}\r\n" for line in self._folded()).encode()

    def _folded(self) -> Iterator[str]:
        for line in self._lines():
            yield from _fold(line)

    def _lines(self) -> Iterator[str]:
        uid = blake2b(self.identity.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        yield "BEGIN:VCALENDAR"
        yield "VERSION:2.0"
        yield "PRODID:-//CoP Steward//EN"
        yield f"METHOD:{self.method}"
        yield "BEGIN:VEVENT"
        yield f"UID:{uid}@{self.domain}"
        yield f"SEQUENCE:{self.session.sequence}"
        yield f"DTSTAMP:{_utc(self.stamp)}"
        yield from self._times()
        yield f"SUMMARY:{_escaped(self.summary)}"
        if self.session.place:
            yield f"LOCATION:{_escaped(self.session.place)}"
        yield f"ORGANIZER{_name(self.organizer)}:mailto:{self.organizer.address}"
        yield (
            f"ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=FALSE{_name(self.attendee)}"
            f":mailto:{self.attendee.address}"
        )
        yield f"STATUS:{'CANCELLED' if self._is_off else 'CONFIRMED'}"
        yield "END:VEVENT"
        yield "END:VCALENDAR"

    def _times(self) -> Iterator[str]:
        """All day where no hour is given; in UTC else, so that no zone must be described."""
        session = self.session
        day = session.day or session.was
        if day is None:
            yield f"DTSTART;VALUE=DATE:{self.stamp:%Y%m%d}"
        elif session.starts_at is None:
            yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
            yield f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}"
        else:
            begins = dt.datetime.combine(day, session.starts_at, self.zone)
            yield f"DTSTART:{_utc(begins)}"
            yield f"DTEND:{_utc(self._end(begins))}"

    def _end(self, begins: dt.datetime) -> dt.datetime:
        """A calendar shows nothing of a meeting that takes no time."""
        ends_at = self.session.ends_at
        if ends_at is not None and ends_at > begins.time():
            return dt.datetime.combine(begins.date(), ends_at, self.zone)
        return begins + (self.session.length or _LENGTH)


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    text = fit(text)
    for letter in ("\\", ";", ","):
        text = text.replace(letter, f"\\{letter}")
    return _BREAK.sub(r"\\n", text)


def _name(who: Recipient) -> str:
    """A name as a parameter, which may hold neither quotes nor line breaks."""
    name = _BREAK.sub(" ", fit(who.name)).replace('"', "'").strip()
    return f';CN="{name}"' if name else ""


def _fold(line: str) -> Iterator[str]:
    """Lines of at most 75 octets that never cut a character; the later ones begin with a space."""
    if len(line.encode("utf-8", "surrogatepass")) <= _LINE:
        yield line
        return
    part, room = "", _LINE
    for letter in line:
        size = len(letter.encode("utf-8", "surrogatepass"))
        if size > room:
            yield part
            part, room = " ", _LINE - 1
        part += letter
        room -= size
    yield part
