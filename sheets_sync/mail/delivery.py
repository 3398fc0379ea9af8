"""What can become of a letter: its states, what a mail server said, and the receipt."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from sheets_sync.mail.message import LetterKey


class LetterState(StrEnum):
    """Where a letter stands in the ledger."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    """One worker has it in hand; nothing irrevocable has happened."""
    HANDING = "handing"
    """The final dot may have been sent: only an oracle or a person knows."""
    ACCEPTED = "accepted"
    FLAGGED = "flagged"
    """Accepted, and written down where staff see it."""
    DEFERRED = "deferred"
    """Proven not sent; tried again after a while."""
    REFUSED = "refused"
    """Proven not sent and not worth trying again."""
    UNCERTAIN = "uncertain"
    """Nobody could tell whether it was sent: never sent again by itself."""
    SUPPRESSED = "suppressed"
    """A person stopped it."""
    SUPERSEDED = "superseded"
    """Its time passed before it could be sent."""
    BOUNCED = "bounced"
    """Sent, and returned as undeliverable."""


OPEN = frozenset({LetterState.PLANNED, LetterState.CLAIMED, LetterState.DEFERRED})
"""Not sent yet, and may still be."""
SENT = frozenset({LetterState.ACCEPTED, LetterState.FLAGGED, LetterState.BOUNCED})
DOUBTFUL = frozenset({LetterState.HANDING, LetterState.UNCERTAIN})


CHANNEL = "channel"
"""How a letter was not sent for no fault of its own, nor of its reader's."""


FILES = "outbox"
"""The server's name of letters that were made as files: nobody has got them."""


class Verdict(StrEnum):
    """What handing over one letter came to."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The final dot went out and no reply came back."""
    CHANNEL = "channel"
    """Nothing is wrong with the letter: the whole channel must pause."""
    FENCED = "fenced"
    """Another worker has taken the letter; the dot was not sent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and what the server said, with addresses left out."""

    verdict: Verdict
    phase: str
    """The step that was reached: connect, hello, tls, login, mail, rcpt, data, body, dot, reply."""
    code: int = 0
    enhanced: str = ""
    text: str = ""
    server: str = ""
    queue_id: str = ""
    pause: dt.timedelta = dt.timedelta(0)
    """How long the channel should rest; only with `CHANNEL`."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter that came back."""

    message_id: str
    code: str
    """The enhanced code: `5.1.1`."""
    text: str
    handle: str
    """How the mailbox calls the report."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter as bytes, and what SMTP needs around it."""

    sender: str
    recipient: str
    message_id: str
    date: dt.datetime
    """The same at every attempt."""
    content: bytes
    name: str
    """Unique and stable for the letter, fit for a file name; begins the Message-ID."""


Reason: TypeAlias = Literal[
    "address-bounces",
    "already-sent",
    "capped",
    "channel-paused",
    "claimed-elsewhere",
    "deferred",
    "goes-along",
    "held",
    "left",
    "no-address",
    "not-a-working-day",
    "not-live",
    "opted-out",
    "original-waits",
    "outside-domain",
    "outside-window",
    "quarantined",
    "quiet-start",
    "refused",
    "rests",
    "stopped",
    "superseded",
    "suppressed",
    "uncertain",
]
"""Why a letter was not sent in this run."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A letter that was not sent, and why."""

    key: LetterKey
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one delivery did: every letter given to it is in exactly one of these."""

    sent: tuple[LetterKey, ...] = ()
    deferred: tuple[LetterKey, ...] = ()
    refused: tuple[LetterKey, ...] = ()
    uncertain: tuple[LetterKey, ...] = ()
    skipped: tuple[Skip, ...] = ()
    reconciled: int = 0
    """Doubtful letters of earlier runs that the oracle settled before this one began."""
