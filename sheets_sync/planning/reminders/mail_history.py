"""What the ledger remembers of reminders, as plain values: planning stays pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sheets_sync.mail.ledger_records import FindingDays, SessionVersion, StepDays
from sheets_sync.planning.reminders.items import Stage


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that one person was told in a letter that went out, or may have."""

    address: str
    day: dt.date
    identity: str
    stage: Stage
    version: str = ""
    copy: bool = False
    name: str = ""
    """As the reader was called."""
    sequence: int = -1
    """Of a session's version, the number under which it was told."""
    person: str = ""
    """The staff number of whoever was told; empty where that is not known."""

    def was_to(self, address: str, person: str = "") -> bool:
        """Whether it reached this person: of several who share a mailbox this one, if known."""
        return self.address == address and (not person or self.person in {"", person})


@dataclass(frozen=True, slots=True)
class RegistryHistory:
    """What is remembered of one registry before this run."""

    first_day: dt.date | None = None
    """When it was first checked; None when that is today."""
    findings: Mapping[str, FindingDays] = field(default_factory=dict)
    """By identity of the finding."""
    steps: Mapping[tuple[str, int], StepDays] = field(default_factory=dict)
    """By community and step."""
    held: str = ""
    """What stops all its mail until a person confirms it; empty when nothing does."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """By staff number, the address that mail was last sent to with anybody's consent."""


@dataclass(frozen=True)
class MailHistory:
    """What is remembered across registries before the day of the plan.

    Of the digests, those of the day itself are left out, so that planning twice gives the same
    plan; the ledger never sends the same digest twice. What was said of sessions is all there.
    """

    told: tuple[Told, ...] = ()
    mails: Mapping[str, int] = field(default_factory=dict)
    """By address, the digests of this month before today."""
    last_run: dt.date | None = None
    """The last day before today on which reminders were sent or looked at."""
    unreachable: Mapping[str, str] = field(default_factory=dict)
    """By address to which no mail comes through, since when or why."""
    registries: Mapping[str, RegistryHistory] = field(default_factory=dict)
    sessions: Mapping[str, Sequence[SessionVersion]] = field(default_factory=dict)
    """By session, every version that anybody was told of, the newest last."""

    def of(self, registry: str) -> RegistryHistory:
        """What is remembered of one registry."""
        return self.registries.get(registry, RegistryHistory())

    @cached_property
    def by_identity(self) -> Mapping[str, tuple[Told, ...]]:
        """Everything told about one thing, oldest first."""
        found: dict[str, list[Told]] = {}
        for told in sorted(self.told, key=lambda one: one.day):
            found.setdefault(told.identity, []).append(told)
        return {identity: tuple(all_) for identity, all_ in found.items()}

    @cached_property
    def data_days(self) -> Mapping[tuple[str, str], dt.date]:
        """By address and registry, the last day it was told of data to mend there."""
        last: dict[tuple[str, str], dt.date] = {}
        for told in self.told:
            if told.stage == "weekly":
                place = told.address, told.identity.partition("/")[0]
                last[place] = max(last.get(place, told.day), told.day)
        return last

    @cached_property
    def by_step(self) -> Mapping[str, tuple[Told, ...]]:
        """Everything told about one step, whatever its due day was, by identity without the day."""
        found: dict[str, list[Told]] = {}
        for told in self.told:
            if "/step/" in told.identity:
                found.setdefault(told.identity.rpartition("/")[0], []).append(told)
        return {step: tuple(all_) for step, all_ in found.items()}

    def told_to(
        self, address: str, identity: str, *, copy: bool, person: str = ""
    ) -> tuple[Told, ...]:
        """What one reader was told about one thing, as a reminder or as a copy."""
        return tuple(
            told
            for told in self.by_identity.get(identity, ())
            if told.was_to(address, person) and told.copy is copy
        )


NOTHING_TOLD = MailHistory()
