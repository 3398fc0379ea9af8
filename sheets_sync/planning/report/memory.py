"""What the ledger remembers that a report tells of, as plain values: compiling stays pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheets_sync.mail.ledger_records import FindingDays, StepDays
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.report.frozen import FrozenMonth
from sheets_sync.planning.report.values import Copy


@dataclass(frozen=True, slots=True)
class ReportMemory:
    """What is remembered of one registry; all of it may be empty, where nothing happened."""

    since: dt.date | None = None
    """When the registry was first checked; None where no ledger knows it."""
    findings: Mapping[str, FindingDays] = field(default_factory=dict)
    """By identity."""
    edits: tuple[tuple[dt.date, int], ...] = ()
    """By day of a check that noticed any, how many records had been changed."""
    edits_since: dt.date | None = None
    """The day of the first check that kept what records hold."""
    steps: Mapping[tuple[str, int], StepDays] = field(default_factory=dict)
    """By community and step."""
    told: tuple[Told, ...] = ()
    """What reminders told whom."""
    contacts: tuple[tuple[str, dt.date], ...] = ()
    """Every letter that went out, or may have, but alarms: its address and day."""
    failed_runs: tuple[dt.date, ...] = ()
    """The days of runs that failed."""
    issued: Mapping[str, dt.date] = field(default_factory=dict)
    """By period, the day its report was first sent."""
    frozen: Mapping[tuple[str, Copy], FrozenMonth] = field(default_factory=dict)
    """By period (`2026-10`, `2026-03/6m`) and copy, the reports as they were sent."""

    def sending(self, period: str, today: dt.date) -> "ReportMemory":
        """The same on the day its report is sent; the first such day stands."""
        return replace(self, issued={period: today, **self.issued})

    @property
    def is_kept(self) -> bool:
        """Whether anything has been remembered of the registry yet."""
        return self.since is not None


NOTHING_KEPT = ReportMemory()
