"""What the ledger remembers beside letters: runs, findings, steps, sessions, holds, people."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.ledger_records import (
    AddressChange,
    FindingDays,
    FrozenReport,
    Hold,
    PastSkip,
    Pause,
    Run,
    Seen,
    SessionVersion,
    StepDays,
    TabRead,
)

if TYPE_CHECKING:  # whoever asks for one memory does not wait for what another keeps
    from sheets_sync.registry.record_changes import PastChange, RecordContent, TabRecords


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

    def begun_since(self, registry: str, since: dt.datetime) -> list[Run]:
        """Every run of every job of a registry that began since then."""
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


class ChangeHistory(Protocol):
    """What records held at the last look, and what changed from look to look."""

    def observe(
        self, registry: str, tabs: "Mapping[str, TabRecords]", *, most: int, now: dt.datetime
    ) -> int:
        """Write down what changed in these tabs since the last look; how many changes.

        The first look at a tab is no change. Of a registry the `most` newest are kept.
        """
        ...

    def of(self, registry: str, key: str) -> "list[PastChange]":
        """Every change of a record, and of those that belong to it, the oldest first."""
        ...

    def kept(self, registry: str, tab: str) -> "dict[str, RecordContent]":
        """Every record of a tab as it stood at the last look, by key."""
        ...

    def edits(self, registry: str) -> list[tuple[dt.datetime, int]]:
        """By look that noticed any, how many records had changed."""
        ...

    def since(self, registry: str) -> dt.datetime | None:
        """When the first tab was looked at; nothing before can be told."""
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

    def thaw(self, registry: str, month: str, copy: str) -> None:
        """Forget a month that went to nobody after all, so that it can be kept anew."""
        ...

    def frozen(self, registry: str, month: str, copy: str) -> FrozenReport | None: ...

    def all_frozen(self, registry: str) -> dict[tuple[str, str], FrozenReport]:
        """Every month that is kept, by month and copy."""
        ...

    def sent(self, registry: str, month: str, copy: str, *, now: dt.datetime) -> None: ...

    def rewrite(
        self, change: Callable[[str], str], *, frozen_before: dt.datetime | None = None
    ) -> int:
        """Keep what is kept, of every registry, as `change` makes it; how many months differ."""
        ...


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

    def begin_trial(
        self, name: str, *, holder: str, ttl: dt.timedelta, now: dt.datetime
    ) -> int | None:
        """Be the one that tries a channel after its rest; nothing while another does."""
        ...

    def end_trial(self, name: str, token: int, *, now: dt.datetime) -> None:
        """Let somebody else try, whatever came of it."""
        ...
