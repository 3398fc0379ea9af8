"""Where every job of every registry stands: its last run, called by hand or not, and the next."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.worker import is_gone
from sheets_sync.mail.ledger_records import EVERY, Run
from sheets_sync.planning.run_slots import next_slot
from sheets_sync.planning.scheduled_jobs import scheduled_jobs
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.due_runs import working_days_of
from sheets_sync.scheduling.leadership import LEASE_NAME
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class JobState:
    """One job of one registry, or of all of them."""

    registry: str
    job: str
    last: Run | None
    """The newest run that ended."""
    next: dt.datetime | None
    """When the calendar wants it next."""


@dataclass(frozen=True, slots=True)
class ServeState:
    """Whether a scheduler is at work."""

    holder: str
    """The process that leads, or led last."""
    until: dt.datetime
    """So long it leads without another sign of life."""

    def is_at_work(self, now: dt.datetime) -> bool:
        """Whether it gave a sign of life lately, and is still there as far as one can tell."""
        return self.until > now and not is_gone(self.holder)


def job_states(
    settings: Settings, ledger: Ledger | None, registries: Iterable[str], now: dt.datetime
) -> tuple[JobState, ...]:
    """Every job, in the order of the job table, for all registries asked for."""
    runs = () if ledger is None else ledger.runs.newest()
    newest = {(run.registry, run.job): run for run in runs}
    found = []
    for registry in (*registries, EVERY):
        working, begun = working_days_of(ledger, registry, now), None
        if registry != EVERY:
            first = None if ledger is None else begun_on(ledger, registry, now)
            begun = first or now.date()
        for job in scheduled_jobs(settings):
            if job.for_all == (registry == EVERY):
                slot = next_slot(job, now, working, begun)
                last = newest.get((registry, job.name))
                found.append(JobState(registry, job.name, last, None if slot is None else slot.at))
    return tuple(found)


def serve_state(ledger: Ledger) -> ServeState | None:
    """The scheduler of this ledger; nothing where there never was one."""
    holder, until = ledger.leases.holder(LEASE_NAME), ledger.leases.until(LEASE_NAME)
    return None if holder is None or until is None else ServeState(holder, until)
