"""How the service is doing, as a value: what `status` shows on a terminal and as JSON."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.data_protection.backup import KeptBackup
from sheets_sync.delivery.next_reports import NextReport
from sheets_sync.issues.issue import Issue
from sheets_sync.mail.ledger_records import Run
from sheets_sync.scheduling.google_use import GoogleUse
from sheets_sync.scheduling.job_states import JobState, ServeState


@dataclass(frozen=True, slots=True)
class MailCounts:
    """How many letters went out, how many may have, and who got none."""

    today: int = 0
    month: int = 0
    in_doubt: int = 0
    """Of today, of which nobody knows."""
    backlog: int = 0
    """Letters that are still to go."""
    doubtful: int = 0
    """Letters of any day of which nobody knows whether they arrived."""
    skipped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of today, by reason: who got none."""
    details: Mapping[str, str] = field(default_factory=dict)
    """By reason, what more is known of it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the service is doing."""

    jobs: tuple[JobState, ...]
    mail: MailCounts
    runs: tuple[Run, ...] = ()
    issues: tuple[Issue, ...] = ()
    begun: bool = False
    waiting: int = 0
    """Letters that another run of today may send."""
    reports: Mapping[str, tuple[NextReport, ...]] = field(default_factory=dict)
    """By registry, the reports that go out next."""
    serve: ServeState | None = None
    live: Mapping[str, Any] | None = None
    """What the process that keeps the flags live says of itself."""
    google: GoogleUse | None = None
    """What checks have asked of Google today; nothing where no workbook is there."""

    backup: KeptBackup | None = None
    """The newest one in `backup.folder`."""

    @property
    def upcoming(self) -> Mapping[str, dt.datetime | None]:
        """By job, its next moment in any registry."""
        found: dict[str, dt.datetime | None] = {one.job: None for one in self.jobs}
        for one in self.jobs:
            earlier = found[one.job]
            if one.next is not None and (earlier is None or one.next < earlier):
                found[one.job] = one.next
        return {job: found[job] for job in found}

    @property
    def healthy(self) -> bool:
        """Whether nothing waits for a person."""
        return not any(issue.unhealthy for issue in self.issues)
