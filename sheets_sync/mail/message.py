"""A letter before it is written down as bytes: one recipient, two bodies, attachments."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Recipient:
    """One mailbox and the name its owner is greeted by."""

    address: str
    """Exactly one plain ASCII address, already normalised."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class DigestKey:
    """A person gets one digest a day at most, over all registries."""

    recipient: str
    day: dt.date

    kind: Literal["digest"] = field(default="digest", init=False)

    @property
    def slot(self) -> str:
        """What of this kind it is, without naming the recipient."""
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class InvitationKey:
    """A person hears of one version (iCalendar `SEQUENCE`) of a session once."""

    session: str
    """With its registry: two registries may number their sessions alike."""
    recipient: str
    sequence: int

    kind: Literal["invitation"] = field(default="invitation", init=False)

    @property
    def slot(self) -> str:
        """What of this kind it is, without naming the recipient."""
        return f"{self.session}#{self.sequence}"


@dataclass(frozen=True, slots=True)
class ReportKey:
    """A reader gets one copy of a month once; `recipient` is the entry of the list."""

    recipient: str
    month: str
    """`2026-10`, or the period a cumulative report is named by."""
    copy: str
    """Which rendering, with its registry."""

    kind: Literal["report"] = field(default="report", init=False)

    @property
    def slot(self) -> str:
        """What of this kind it is, without naming the recipient."""
        return f"{self.month}/{self.copy}"


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """A person is told of one event (an alarm, a dead man's switch) once."""

    recipient: str
    event: str

    kind: Literal["notice"] = field(default="notice", init=False)

    @property
    def slot(self) -> str:
        """What of this kind it is, without naming the recipient."""
        return self.event


LetterKey: TypeAlias = DigestKey | InvitationKey | ReportKey | NoticeKey
"""What is never sent twice. What is inside and the attempt are no part of it."""


def key_text(key: LetterKey) -> str:
    """Write a key as one line that no other key has and no release may change."""
    parts = (key.kind, key.recipient.casefold(), key.slot)
    return "/".join(_escaped(part) for part in parts)


def message_id(letter: str, domain: str) -> str:
    """The Message-ID of a letter, the same at every attempt; it names nobody."""
    return f"<{letter}.letter@{domain}>"


def _escaped(part: str) -> str:
    return part.replace("%", "%25").replace("/", "%2F")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the letter, or a picture shown inside it."""

    name: str
    """ASCII, never taken from a sheet."""
    media_type: str
    """With its parameters: `text/calendar; method=REQUEST; charset=utf-8`."""
    content: bytes
    cid: str = ""
    """The name under which the HTML shows it (`cid:…`); empty for a plain attachment."""


@dataclass(frozen=True, slots=True)
class Message:
    """One letter to one recipient, worded and ready to be sent."""

    key: LetterKey
    to: Recipient
    language: str
    subject: str
    plain: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    registries: tuple[str, ...] = ()
    """The registries it speaks of."""
    items: int = 0
    """How many things it asks for or tells."""
    expires_at: dt.datetime | None = None
    """After this moment it is no longer worth sending."""
    version: str = ""
    """Which state of a session it tells; empty for what its key tells in full."""
    lighter: "Message | None" = None
    """What goes in its place where the server says that it is too large."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the same on every letter of the agency."""

    sender: Recipient
    """Without an address where none is set: nothing can be written then."""
    domain: str
    """Right-hand side of every Message-ID."""
    reply_to: Recipient | None = None
    return_path: str = ""
    """Where bounces go; empty for the sender's own address."""
    zone: dt.tzinfo = dt.UTC
    """In which the mail is dated."""

    @property
    def envelope_sender(self) -> str:
        """The address of MAIL FROM."""
        return self.return_path or self.sender.address
