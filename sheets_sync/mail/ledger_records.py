"""What the ledger remembers, as values: letters, runs, findings, holds, addresses."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from sheets_sync.mail.delivery import FILES, SENT, LetterState

EVERY = "*"
"""In place of a registry: what is about all of them at once."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as the ledger knows it; its words are not kept."""

    id: str
    """Stands for its key; the first eight characters are enough to type."""
    kind: str
    slot: str
    recipient: str | None
    """Nothing once the person has been erased."""
    name: str | None
    subject: str | None
    registries: tuple[str, ...]
    items: int
    state: LetterState
    token: int
    attempt: int
    looks: int
    message_id: str
    planned_at: dt.datetime
    handing_at: dt.datetime | None
    accepted_at: dt.datetime | None
    next_at: dt.datetime | None
    expires_at: dt.datetime | None
    how: str
    phase: str
    code: int
    enhanced: str
    reply: str
    server: str
    queue_id: str
    run: str
    operator: str
    reason: str
    reader: str = ""
    """Stands for the recipient after the address was forgotten."""

    @property
    def is_report(self) -> bool:
        """Whether it carries a month's report, as its draft or to its readers."""
        return self.kind == "report"

    @property
    def is_file(self) -> bool:
        """Whether it was made as a file, which nobody has got."""
        return self.server == FILES and self.state in SENT


@dataclass(frozen=True, slots=True)
class SentEvidence:
    """A letter that left, as something outside the ledger shows it."""

    id: str
    """As a ledger called it, or how that begins."""
    address: str
    at: dt.datetime
    """When it left, in the agency's time zone."""
    name: str = ""
    subject: str = ""
    registries: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date:
        """The day on which it left."""
        return self.at.date()


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to send one letter, until another worker's token is newer."""

    id: str
    token: int
    attempt: int
    planned_at: dt.datetime
    run: str
    worker: str


@dataclass(frozen=True, slots=True)
class LetterEvent:
    """One step in the life of a letter; never changed afterwards."""

    id: int
    letter: str
    at: dt.datetime
    state: LetterState
    token: int
    run: str
    worker: str
    detail: str


@dataclass(frozen=True, slots=True)
class PastOutcome:
    """What came of handing one letter over."""

    letter: str
    recipient: str | None
    state: LetterState
    detail: str
    """The step, the codes and what the server said."""


Answer: TypeAlias = Literal["sent", "send-again", "drop"]
"""How a person settles an uncertain letter."""


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One job at one slot of its calendar; unique by (registry, job, slot)."""

    registry: str
    job: str
    slot: str
    state: RunState
    token: int
    worker: str
    lease_until: dt.datetime | None
    started_at: dt.datetime
    finished_at: dt.datetime | None
    summary: str
    """JSON, whatever the job has to tell."""

    @property
    def id(self) -> str:
        """The run as one text, as letters and skips refer to it."""
        return f"{self.registry}/{self.job}/{self.slot}"


@dataclass(frozen=True, slots=True)
class PastSkip:
    """A letter that a run did not send, and why."""

    run: str
    at: dt.datetime
    registry: str
    letter: str
    kind: str
    recipient: str | None
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding of today, as far as history cares."""

    identity: str
    rule: str
    tab: str


@dataclass(frozen=True, slots=True)
class FindingDays:
    """The history of one finding."""

    rule: str
    first_seen: dt.date
    since: dt.date
    """Start of the present spell: later than `first_seen` where it came back."""
    last_seen: dt.date
    mended_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StepDays:
    """The history of one step of one community."""

    state: str
    since: dt.date
    completed_on: dt.date | None
    """The first day it was complete; kept when a member leaves later."""
    due: dt.date | None = None
    """The day by which it was to be done when it was last looked at."""
    pushed: int = 0
    """How often that day was put off."""


RELEASED = "released"
"""The version of somebody who is not expected any more: the session itself stays as it is."""


@dataclass(frozen=True, slots=True)
class SessionVersion:
    """One state of a session that people were told of, or were about to be."""

    session: str
    """With its registry; stands for the session whatever becomes of its row."""
    sequence: int
    """iCalendar's `SEQUENCE`: never the same twice, and never lower than before."""
    version: str
    facts: str
    """JSON: what a mail needs to speak of the session once its row is gone."""


@dataclass(frozen=True, slots=True)
class TabRead:
    """How many rows a tab had when it was last read well."""

    rows: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that stops mail until a person has confirmed this very event."""

    code: str
    """Six letters and digits to type; the same event always has the same code."""
    registry: str
    kind: str
    subject: str
    facts: str
    """JSON: the numbers that tell this event from the next one."""
    opened_at: dt.datetime
    confirmed_at: dt.datetime | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class AddressChange:
    """A person whose address is no longer the one that mail was sent to before."""

    person: str
    before: str
    after: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """A month as it was sent."""

    compiled: str
    frozen_at: dt.datetime
    sent_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Pause:
    """A mail channel at rest."""

    until: dt.datetime
    why: str
    times: int
    """How often in a row it had to pause."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a ledger has come; kept outside too, so that a restored old one is noticed."""

    epoch: str
    events: int
    newest: dt.datetime | None
