"""What is asked of the ledger: everything that must be remembered between two runs."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol, Self

from sheets_sync.mail.delivery import LetterState, Outcome, Skip
from sheets_sync.mail.ledger_records import (
    AddressChange,
    Answer,
    Claim,
    FindingDays,
    FrozenReport,
    Hold,
    Letter,
    LetterEvent,
    Mark,
    PastOutcome,
    PastSkip,
    Pause,
    Run,
    Seen,
    SentEvidence,
    SessionVersion,
    StepDays,
    TabRead,
)
from sheets_sync.mail.message import LetterKey, Message


class Letters(Protocol):
    """Every letter once: its state, its attempts, its events."""

    def identify(self, key: LetterKey) -> str:
        """Stand for a key without naming the recipient; the same in every run."""
        ...

    def plan(
        self, messages: Iterable[Message], *, domain: str, run: str, now: dt.datetime
    ) -> frozenset[LetterKey]:
        """Reserve the letters nobody reserved yet; the keys that are new."""
        ...

    def find(self, keys: Collection[LetterKey]) -> dict[LetterKey, Letter]:
        """What is known of these letters."""
        ...

    def known(self, starts: Collection[str]) -> frozenset[str]:
        """Which of these ids, or starts of ids, all equally long, the ledger has."""
        ...

    def adopt(self, evidence: Mapping[SentEvidence, LetterKey], *, now: dt.datetime) -> int:
        """Write letters down as sent that left without this ledger; how many were new."""
        ...

    def get(self, start_of_id: str) -> Letter | None:
        """Find the one letter whose id starts so; nothing where none or several do."""
        ...

    def standing(
        self,
        *,
        states: Collection[LetterState] = (),
        recipient: str | None = None,
        since: dt.datetime | None = None,
    ) -> list[Letter]:
        """Letters by state, reader and planning time, oldest first."""
        ...

    def claim(
        self,
        keys: Collection[LetterKey],
        *,
        worker: str,
        run: str,
        lease: dt.timedelta,
        now: dt.datetime,
    ) -> dict[LetterKey, Claim]:
        """Take the letters that are due; not those that are not, or that another has."""
        ...

    def hand(self, digests: Mapping[Claim, str], *, now: dt.datetime) -> frozenset[Claim]:
        """Write down that the dots go out next, with the SHA-256 of each letter.

        Answers those that may go: of the others another worker took over.
        """
        ...

    def accept(self, outcomes: Mapping[Claim, Outcome], *, now: dt.datetime) -> frozenset[Claim]:
        """Record that the server took them; those that were in these hands."""
        ...

    def handed(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these letters the ledger has handed over, or may have."""
        ...

    def defer(
        self, claim: Claim, outcome: Outcome, *, until: dt.datetime, now: dt.datetime
    ) -> bool:
        """Record that it was proven not sent and is to be tried again."""
        ...

    def refuse(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that it was proven not sent and is not to be tried again."""
        ...

    def doubt(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Record that nobody can tell whether it was sent."""
        ...

    def release(self, claim: Claim, outcome: Outcome, *, now: dt.datetime) -> bool:
        """Give it back, due again at once: the channel failed, not the letter."""
        ...

    def reconsider(self, ids: Collection[str], *, now: dt.datetime) -> frozenset[str]:
        """Reopen letters that were not sent because of the channel; those that it moved."""
        ...

    def send_files(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Take letters that were only made as files for planned: nobody has got them; how many."""
        ...

    def outcomes(self, *, limit: int) -> list[PastOutcome]:
        """What came of the letters that were handed over last, the newest last."""
        ...

    def doubtful(self, *, settled_before: dt.datetime, now: dt.datetime) -> list[Letter]:
        """Letters in doubt that were handed over before then and are due for a look."""
        ...

    def settle(self, letter: Letter, *, arrived: bool, now: dt.datetime) -> bool:
        """Believe the oracle: it arrived, or it did not and may be sent again."""
        ...

    def look_again(
        self, letter: Letter, *, at: dt.datetime | None, why: str, now: dt.datetime
    ) -> bool:
        """Leave it uncertain; look again then, or leave it to a person."""
        ...

    def resolve(
        self, start_of_id: str, answer: Answer, *, operator: str, reason: str, now: dt.datetime
    ) -> Letter | None:
        """Settle an uncertain letter by hand; nothing when there is no such one."""
        ...

    def suppress(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Stop a letter that is not on its way yet."""
        ...

    def supersede(self, key: LetterKey, *, reason: str, now: dt.datetime) -> bool:
        """Give up a letter that nobody needs any more and that is not on its way yet."""
        ...

    def expire(self, *, now: dt.datetime) -> int:
        """Give up open letters whose time has passed; how many."""
        ...

    def flag(self, ids: Collection[str], *, now: dt.datetime) -> int:
        """Mark accepted letters as written down in the sheet; how many were new."""
        ...

    def bounce(self, message_id: str, *, code: str, text: str, now: dt.datetime) -> Letter | None:
        """Record that a sent letter came back; nothing when it is not one of ours."""
        ...

    def troubled(self, *, since: dt.datetime) -> list[Letter]:
        """All letters to addresses where one was refused, put off or returned since then."""
        ...

    def count_sent(self, *, since: dt.datetime, recipient: str | None = None) -> int:
        """How many letters went out, or may have, since then."""
        ...

    def events(self, letter_id: str) -> Sequence[LetterEvent]:
        """The whole life of one letter."""
        ...


class Runs(Protocol):
    """Which job ran for which slot of its calendar, and what it left out."""

    def claim(
        self,
        registry: str,
        job: str,
        slot: str,
        *,
        worker: str,
        lease: dt.timedelta,
        now: dt.datetime,
    ) -> Run | None:
        """Start a run; nothing when it is done, or somebody is at it."""
        ...

    def renew(self, run: Run, *, lease: dt.timedelta, now: dt.datetime) -> bool:
        """Keep a long run; no means another worker took it over."""
        ...

    def note(self, run: Run, *, summary: str) -> bool:
        """Write down what a run is about to do; no means another worker took it over."""
        ...

    def finish(self, run: Run, *, failed: bool = False, summary: str, now: dt.datetime) -> bool:
        """End a run; no means another worker took it over."""
        ...

    def slots(self, registry: str, job: str, *, since: dt.datetime | None = None) -> dict[str, Run]:
        """Every run of a job by its slot, or only those that began since then."""
        ...

    def first(self, registry: str, job: str) -> dt.datetime | None:
        """When a job of a registry first began."""
        ...

    def going(self, *, since: dt.datetime) -> list[Run]:
        """Runs that began since then and of which nobody has written that they ended."""
        ...

    def done(self, registry: str, job: str, *, since: dt.datetime) -> list[str]:
        """The slots of a job that were done by runs that began since then."""
        ...

    def last_success(self, registry: str, job: str) -> dt.datetime | None:
        """When a run of a job last ended well."""
        ...

    def newest(self) -> list[Run]:
        """The newest finished run of every registry and job."""
        ...

    def skip(
        self, left_out: Iterable[Skip], *, run: str, registry: str = "", now: dt.datetime
    ) -> None:
        """Write down what was not sent and why."""
        ...

    def skips(self, *, run: str | None = None, since: dt.datetime | None = None) -> list[PastSkip]:
        """What was not sent, oldest first."""
        ...


class FindingHistory(Protocol):
    """When each finding was first seen, and when it was mended."""

    def observe(
        self,
        registry: str,
        seen: Iterable[Seen],
        *,
        day: dt.date,
        blind_tabs: Collection[str] = (),
    ) -> dict[str, FindingDays]:
        """Write down today's findings; the history of each, by identity.

        What is not seen any more is mended today, except in tabs that could not be read.
        """
        ...

    def known(self, registry: str) -> dict[str, FindingDays]:
        """Every finding ever seen, by identity."""
        ...

    def first_day(self, registry: str) -> dt.date | None:
        """When the registry was first checked with any finding."""
        ...


class StepHistory(Protocol):
    """Since when each step is in its state, and when it was first complete."""

    def observe(
        self,
        registry: str,
        states: Mapping[tuple[str, int], str],
        *,
        day: dt.date,
        due: Mapping[tuple[str, int], dt.date] | None = None,
    ) -> dict[tuple[str, int], StepDays]:
        """Write down today's states and due days by (community, step); the history of all."""
        ...

    def known(self, registry: str) -> dict[tuple[str, int], StepDays]:
        """The history of every step, by (community, step)."""
        ...


class SessionVersions(Protocol):
    """What people were told of sessions, each state under a number that never falls."""

    def number(
        self, session: str, version: str, facts: str, *, above: int, now: dt.datetime
    ) -> int:
        """The number under which a reader hears of a version; the same for every process.

        `above` is the number of what the reader was told last, -1 where that was nothing.
        """
        ...

    def known(self) -> Mapping[str, Sequence[SessionVersion]]:
        """By session, every version, the newest last."""
        ...

    def begin_above(self, now: dt.datetime) -> None:
        """Number higher than any ledger of this agency has before this moment."""
        ...


class TabReads(Protocol):
    """The size of every tab at its last good read."""

    def last_good(self, registry: str) -> dict[str, TabRead]: ...

    def record(self, registry: str, rows: Mapping[str, int], *, now: dt.datetime) -> None: ...


class Holds(Protocol):
    """Events that a person is to confirm; most of them stop mail until then."""

    def open(
        self,
        registry: str,
        kind: str,
        subject: str,
        facts: Mapping[str, object],
        *,
        now: dt.datetime,
    ) -> Hold:
        """Hold on this event; the same event gives the same hold, confirmed or not."""
        ...

    def confirm(self, code: str, *, by: str, now: dt.datetime) -> Hold | None:
        """Let mail go on after this event; nothing when no open hold has the code."""
        ...

    def close(self, registry: str, kind: str, subject: str, *, now: dt.datetime) -> None:
        """End holds whose cause is gone."""
        ...

    def waiting(self, registry: str | None = None) -> list[Hold]:
        """Open holds that nobody has confirmed, oldest first."""
        ...

    def standing(self, registry: str) -> list[Hold]:
        """Open holds of a registry, confirmed or not, oldest first."""
        ...

    def last_yes(self) -> dt.datetime | None:
        """When a person last confirmed any event."""
        ...


class People(Protocol):
    """The address mail was first sent to, for every person."""

    def observe(
        self, registry: str, addresses: Mapping[str, str], *, now: dt.datetime
    ) -> list[AddressChange]:
        """Learn new people; tell whose address differs from the trusted one."""
        ...

    def known(self, registry: str) -> dict[str, AddressChange]:
        """By person, the trusted address and the one last seen; the same where none waits."""
        ...

    def trust(self, registry: str, person: str, address: str, *, now: dt.datetime) -> None:
        """Make an address the trusted one."""
        ...


class FrozenReports(Protocol):
    """Months as they were sent."""

    def freeze(
        self, registry: str, month: str, copy: str, compiled: str, *, now: dt.datetime
    ) -> bool:
        """Keep a month; no when it is kept already."""
        ...

    def frozen(self, registry: str, month: str, copy: str) -> FrozenReport | None: ...

    def all_frozen(self, registry: str) -> dict[tuple[str, str], FrozenReport]:
        """Every month that is kept, by month and copy."""
        ...

    def sent(self, registry: str, month: str, copy: str, *, now: dt.datetime) -> None: ...


class Leases(Protocol):
    """One holder at a time; a newer token tells an old one that it lost."""

    def acquire(self, name: str, *, holder: str, ttl: dt.timedelta, now: dt.datetime) -> int | None:
        """Take it when it is free or run out; its token."""
        ...

    def renew(self, name: str, token: int, *, ttl: dt.timedelta, now: dt.datetime) -> bool: ...

    def holds(self, name: str, token: int, *, now: dt.datetime) -> bool:
        """Whether the token is still the newest and has not run out."""
        ...

    def release(self, name: str, token: int, *, now: dt.datetime) -> None: ...

    def holder(self, name: str) -> str | None:
        """Who had it last."""
        ...

    def until(self, name: str) -> dt.datetime | None:
        """When it runs out, or ran out."""
        ...

    def free(self, name: str, holder: str, *, now: dt.datetime) -> None:
        """Take it from a holder that is surely no more."""
        ...


class Channels(Protocol):
    """Mail channels at rest, for every process that would use them."""

    def pause(self, name: str, *, until: dt.datetime, why: str) -> Pause:
        """Let a channel rest, and count how often in a row it had to."""
        ...

    def last(self, name: str) -> Pause | None:
        """The newest pause since a letter last went through, over or not."""
        ...

    def works(self, name: str) -> None:
        """Forget earlier pauses: a letter went through."""
        ...

    def waiting(self, *, now: dt.datetime) -> dict[str, Pause]: ...


class Ledger(Protocol):
    """Everything that must be remembered between two runs."""

    @property
    def letters(self) -> Letters: ...
    @property
    def runs(self) -> Runs: ...
    @property
    def findings(self) -> FindingHistory: ...
    @property
    def steps(self) -> StepHistory: ...
    @property
    def sessions(self) -> SessionVersions: ...
    @property
    def reads(self) -> TabReads: ...
    @property
    def holds(self) -> Holds: ...
    @property
    def people(self) -> People: ...
    @property
    def reports(self) -> FrozenReports: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def channels(self) -> Channels: ...

    def mark(self) -> Mark:
        """How far it has come, to be kept outside it."""
        ...

    def made_at(self) -> dt.datetime | None:
        """When it was made; nothing for one that an earlier version made."""
        ...

    def identity(self) -> tuple[int, int] | None:
        """Which file it is on the disk; nothing where it is none, or was taken away."""
        ...

    def recall(self, name: str) -> str:
        """What was last kept under this name; empty where nothing was."""
        ...

    def remember(self, name: str, text: str) -> None:
        """Keep a text under this name, in place of what was kept."""
        ...

    def renew_epoch(self) -> Mark:
        """Start anew after a person accepted a restored ledger."""
        ...

    def pseudonym(self, text: str) -> str:
        """Stand for an address or a name; the same in every run, and for this ledger alone."""
        ...

    def erase(self, address: str, names: Collection[str] = (), *, now: dt.datetime) -> int:
        """Forget a person everywhere, keeping what stops a second sending; rows touched."""
        ...

    def erased(self, texts: Collection[str]) -> frozenset[str]:
        """Which of these addresses and names are of people who were erased."""
        ...

    def erasures(self) -> dict[str, dt.datetime]:
        """The pseudonyms of everybody who was erased, with the moment."""
        ...

    def people_named(self) -> Sequence[tuple[str, str]]:
        """Every address that is still kept, with the name beside it or nothing."""
        ...

    def export(self, address: str) -> dict[str, list[dict[str, Any]]]:
        """Everything that is kept under an address, by table."""
        ...

    def purge(self, *, mails_before: dt.datetime, findings_before: dt.date) -> int:
        """Forget readers of old settled letters, old skips and old findings; rows touched."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
