"""What a reminder says: items, the digests they are gathered in, and what is left out."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.steps import Step
from sheets_sync.mail.delivery import Reason, Skip
from sheets_sync.mail.message import DigestKey, InvitationKey
from sheets_sync.planning.reminders.form_links import FormLink
from sheets_sync.registry.text import clean
from sheets_sync.settings.model import Language, Role

Kind: TypeAlias = Literal["escalation", "step", "missing", "record", "session", "data", "backlog"]
"""The rows of the table of reminders; `missing` is an evaluation or a follow-up."""

Stage: TypeAlias = Literal[
    "soon",
    "due",
    "overdue",
    "escalated",
    "pushed",
    "weekly",
    "coming",
    "moved",
    "cancelled",
    "released",
    "unclear",
    "summary",
]
"""Why today: where on its escalation an item is."""

STAGES: frozenset[Stage] = frozenset(get_args(Stage))


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """Where in the workbook something is to be done; only for people who edit it."""

    sheet: str
    row: int | None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A session as people are told of it."""

    key: str
    number: str
    topic: str
    day: dt.date | None
    """None where it was put off without a new day."""
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    cancelled: bool = False
    was: dt.date | None = None
    """The day people were told before, where that is another one."""
    was_from: dt.time | None = None
    """When they were told it begins, where it is on the same day at another time."""
    was_to: dt.time | None = None
    was_place: str = ""
    """Where they were told it is, where that is another place."""
    sequence: int = 0
    """How often it has changed since people were first told (iCalendar's `SEQUENCE`)."""
    length: dt.timedelta | None = None
    """How long it takes where it is not said when it ends."""
    held_on: dt.date | None = None
    """The day on which it was held, where people were told of a later one."""
    on_holiday: bool = False
    """Whether its day is none on which the agency works."""
    problem: Literal["", "day-unreadable", "day-past", "community-unknown"] = ""
    """Why nobody can tell from the workbook what has become of it."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What was overdue already when the service first looked."""

    steps: tuple[tuple[str, tuple[int, ...]], ...]
    """By community, as people know it, the numbers of its steps."""

    @property
    def count(self) -> int:
        """How many steps that are."""
        return sum(len(numbers) for _, numbers in self.steps)


About: TypeAlias = Finding | Step | Gathering | Backlog


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that one person is told, at one stage."""

    kind: Kind
    stage: Stage
    registry: str
    identity: str
    """The same from day to day, however rows are sorted."""
    community: str | None
    title: str
    """The community's name as typed."""
    about: About = field(compare=False)
    due: dt.date | None = None
    attempt: int = 0
    """Which reminder of an overdue thing this is, from 1; how many came through, for others."""
    earlier: int = 0
    """How many reminders whoever had to act before got."""
    version: str = ""
    """What of the thing was told: a session's day, hours and place."""
    people: tuple[str, ...] = ()
    """Names that this reader may see."""
    copy: bool = False
    """For information: somebody else has to act."""
    role: Role = "coordinator"
    """As what the reader is told."""
    instead_of: str = ""
    """Who should have got it and cannot; empty where that is the reader."""
    why_instead: Reason | None = None
    """Why they cannot."""
    person: str = ""
    """The staff number of whoever it is for; empty for the HR group and whoever stands in."""
    whose: str = ""
    """Whom of those who share the mailbox it is for; empty where it has one reader."""
    coordinator: str = ""
    forms: tuple[FormLink, ...] = ()
    """Where this reader answers, one for each person who is missing."""
    place: ItemPlace | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """One mailbox that may be written to."""

    address: str
    name: str = ""
    """As typed in the staff list, of several people joined; empty for the HR group."""
    editor: bool = False
    """Whether it gets places in the workbook."""
    language: Language | None = None
    """What the staff list says the person reads; None for the agency's language."""
    sharing: tuple[str, ...] = ()
    """The names of several people who share the mailbox, each as typed."""

    @classmethod
    def of_several(
        cls, address: str, names: Iterable[str], *, editor: bool = False, language: Language | None
    ) -> "Reader":
        """The mailbox of all these people, or of the only one."""
        people = tuple(names)
        sharing = people if len(people) > 1 else ()
        return cls(address, ", ".join(people), editor, language, sharing)


@dataclass(frozen=True, slots=True)
class Digest:
    """The one mail of one person on one day."""

    reader: Reader
    day: dt.date
    items: tuple[Item, ...]

    @property
    def key(self) -> DigestKey:
        """What is never sent twice."""
        return DigestKey(self.reader.address, self.day)

    @property
    def registries(self) -> tuple[str, ...]:
        """The registries it speaks of."""
        return tuple(sorted({item.registry for item in self.items}))


@dataclass(frozen=True, slots=True)
class SessionMail:
    """A mail of its own about one session: a calendar takes one event from one mail."""

    reader: Reader
    day: dt.date
    item: Item
    above: int = -1
    """The number of what the reader was told last; -1 where that was nothing."""

    @property
    def session(self) -> Gathering:
        """What the mail is about."""
        if not isinstance(self.item.about, Gathering):
            raise TypeError(f"no session: {self.item.identity}")
        return self.item.about

    @property
    def key(self) -> InvitationKey:
        """What is never sent twice."""
        return InvitationKey(self.item.identity, self.reader.address, self.session.sequence)

    @property
    def items(self) -> tuple[Item, ...]:
        """As of a digest."""
        return (self.item,)

    @property
    def registries(self) -> tuple[str, ...]:
        """The registry it speaks of."""
        return (self.item.registry,)

    @property
    def is_change(self) -> bool:
        """Whether it mends what was said before: it goes at once, whatever else went out."""
        return self.item.stage != "coming" or self.above >= 0

    def numbered(self, sequence: int) -> "SessionMail":
        """The same under the number that the ledger gave it."""
        return replace(
            self, item=replace(self.item, about=replace(self.session, sequence=sequence))
        )


ReminderMail: TypeAlias = Digest | SessionMail
"""Either of the two kinds of mail that a plan holds."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """An item that somebody is not told today, and why."""

    item: Item
    reason: Reason
    address: str = ""
    """Empty where nobody was found."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """All digests of one day, and everything that is not in one."""

    day: dt.date
    digests: tuple[Digest, ...] = ()
    left_out: tuple[Unsent, ...] = ()
    sessions: tuple[SessionMail, ...] = ()

    @property
    def mails(self) -> tuple[ReminderMail, ...]:
        """Every mail of the day; what may come too late goes first."""
        return (*self.sessions, *self.digests)

    @property
    def size(self) -> int:
        """How many mails that is; all that one person hears of sessions counts once."""
        return len(self.digests) + len({mail.reader.address for mail in self.sessions})

    @property
    def skips(self) -> tuple[Skip, ...]:
        """The mails that are not sent: one for each person and reason."""
        found: Mapping[tuple[str, Reason, str], None] = dict.fromkeys(
            (one.address, one.reason, clean(_dated(one))) for one in self.left_out
        )
        return tuple(
            Skip(DigestKey(address, self.day), reason, detail) for address, reason, detail in found
        )


def _dated(one: Unsent) -> str:
    """The detail; of what a cap kept back, with its day: somebody should know of that."""
    if one.reason != "capped" or one.item.due is None or one.item.copy:
        return one.detail
    return f"{one.detail} {one.item.due.isoformat()}"


_KINDS: tuple[Kind, ...] = (
    "escalation",
    "backlog",
    "step",
    "missing",
    "record",
    "data",
    "session",
)
_URGENCY: tuple[Stage, ...] = (
    "escalated",
    "pushed",
    "summary",
    "unclear",
    "cancelled",
    "released",
    "moved",
    "coming",
    "overdue",
    "due",
    "soon",
    "weekly",
)


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """By community, then by what is most urgent; the same however the workbook is sorted."""
    return tuple(
        sorted(
            items,
            key=lambda item: (
                item.registry,
                item.community or "",
                _KINDS.index(item.kind),
                _URGENCY.index(item.stage),
                item.due or dt.date.max,
                item.identity,
            ),
        )
    )
