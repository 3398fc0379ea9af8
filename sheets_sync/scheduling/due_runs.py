"""What is due now: the slots of every calendar against the runs that the ledger has."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.reminder_run import unread_of
from sheets_sync.delivery.worker import LEASE
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import EVERY, Run, RunState
from sheets_sync.planning.run_slots import ScheduledJob, Slot, back_off, due_slots
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT_MAIL, scheduled_jobs
from sheets_sync.planning.working_days import WorkingDays, agency_days
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

_CLOCK_WRONG = dt.timedelta(days=3)
"""So much earlier than its slot a run may have begun by the ledger, the clock having been put."""
_HOLIDAYS_KNOWN = dt.timedelta(days=45)


@dataclass(frozen=True, slots=True)
class DueRun:
    """One slot that is to be run for one registry, or for all of them."""

    registry: str
    job: ScheduledJob
    slot: Slot
    not_before: dt.datetime | None = None
    """Until then it rests, having failed; who is asked by a person need not wait."""
    number: int = 1
    """Which run of its slot it is: another follows one that was done before a person's yes."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What is unique of it: registry, job and slot."""
        return self.registry, self.job.name, self.slot.name

    @property
    def name(self) -> str:
        """What its run is called in the ledger, where it is of one registry."""
        return self.slot.name if self.number == 1 else f"{self.slot.name}#{self.number}"

    def is_ready(self, now: dt.datetime) -> bool:
        """Whether it is time to try."""
        return self.not_before is None or self.not_before <= now


def due_of_registry(
    settings: Settings,
    ledger: Ledger | None,
    registry: str,
    now: dt.datetime,
    own: Iterable[tuple[dt.date, bool]] | None = None,
) -> tuple[DueRun, ...]:
    """What is due for one registry, in the order of running.

    `own` are the agency's holidays where somebody has just read them; else what the last check
    saw of them counts. Reports that a hold kept back are mailed again once a person has said that
    they may go, also where that was done for the day.
    """
    jobs = [job for job in scheduled_jobs(settings) if not job.for_all]
    past = _PastRuns.of(ledger, registry, jobs, now)
    working = agency_days(now.date(), past.holidays if own is None else own)
    begun = None if ledger is None else begun_on(ledger, registry, now)
    found: list[DueRun] = []
    for job in jobs:
        runs = past.of_job(job)
        done = [run for run in runs if run.state is RunState.DONE]
        again = job.name == REPORT_MAIL and ledger is not None and _is_yes_since(ledger, done)
        slots = due_slots(job, now, working, () if again else _done(runs), begun)
        for slot in slots:
            if _free(slot, runs, now):
                before = sum(slot_of(run.slot) == slot.name for run in done) if again else 0
                left = [run for run in runs if run not in done] if again else runs
                due = _due(registry, job, slot, left, settings)
                found.append(replace(due, number=before + 1))
    return tuple(found)


def due_of_all(
    settings: Settings, ledger: Ledger | None, now: dt.datetime, *, applied: bool = False
) -> tuple[DueRun, ...]:
    """What is due over all registries at once; no reminders where no mail may leave.

    `applied` is a person's yes to real mail for this one call. Reminders that had to leave out a
    registry are tried again for it as what failed is, though they count as done.
    """
    may_mail = settings.mail.transport == "outbox" or settings.mail.live or applied
    working = agency_days(now.date(), ())
    jobs = [job for job in scheduled_jobs(settings) if job.for_all]
    past = _PastRuns.of(ledger, EVERY, jobs, now)
    found: list[DueRun] = []
    for job in jobs:
        if may_mail or job.name != REMIND:
            runs = past.of_job(job)
            again = job.name == REMIND and ledger is not None and _sent_again(ledger, runs, now)
            slots = due_slots(job, now, working, () if again else _done(runs), None)
            for slot in slots:
                tries = [run for run in runs if slot_of(run.slot) == slot.name]
                if not any(_is_alive(run, now) for run in tries):
                    found.append(_due(EVERY, job, slot, tries, settings, again=again))
    return tuple(found)


def is_all_done(ledger: Ledger, registry: str, job: ScheduledJob, now: dt.datetime) -> bool:
    """Whether no slot of a job is left in a registry, be it waiting or under way."""
    past = _PastRuns.of(ledger, registry, [job], now)
    runs, working = past.of_job(job), agency_days(now.date(), past.holidays)
    return not due_slots(job, now, working, _done(runs), begun_on(ledger, registry, now))


def working_days_of(ledger: Ledger | None, registry: str, now: dt.datetime) -> WorkingDays:
    """The working days of a registry, with the holidays its last good check has seen."""
    return agency_days(now.date(), () if ledger is None else holidays_seen(ledger, registry, now))


def holidays_seen(
    ledger: Ledger, registry: str, now: dt.datetime
) -> tuple[tuple[dt.date, bool], ...]:
    """The agency's own holidays as the last good check saw them."""
    if registry == EVERY:  # it is no workbook, and has none
        return ()
    checks = ledger.runs.slots(registry, CHECK, since=now - _HOLIDAYS_KNOWN).values()
    return _seen_in(checks)


def _seen_in(checks: Iterable[Run]) -> tuple[tuple[dt.date, bool], ...]:
    good = [run for run in checks if run.state is RunState.DONE and run.finished_at]
    newest = max(good, key=lambda run: run.started_at, default=None)
    if newest is None:
        return ()
    kept = json.loads(newest.summary or "{}").get("holidays", ())
    return tuple((dt.date.fromisoformat(day), bool(worked)) for day, worked in kept)


def slot_of(name: str) -> str:
    """The slot that a run belongs to: there may be several of one day."""
    return name.partition("#")[0]


@dataclass(frozen=True, slots=True)
class _PastRuns:
    """The runs of one registry as far back as anything asks for them, read at once."""

    runs: Sequence[Run]
    now: dt.datetime

    @classmethod
    def of(
        cls, ledger: Ledger | None, registry: str, jobs: Sequence[ScheduledJob], now: dt.datetime
    ) -> "_PastRuns":
        since = min([now - _HOLIDAYS_KNOWN, *(_since(job, now) for job in jobs)])
        # From a full hour on, so that one answer serves who asks a moment later.
        since = since.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
        return cls(() if ledger is None else ledger.runs.begun_since(registry, since), now)

    def of_job(self, job: ScheduledJob) -> list[Run]:
        since = _since(job, self.now)
        return [run for run in self.runs if run.job == job.name and run.started_at >= since]

    @property
    def holidays(self) -> tuple[tuple[dt.date, bool], ...]:
        """The agency's own holidays as the last good check saw them."""
        since = self.now - _HOLIDAYS_KNOWN
        return _seen_in(run for run in self.runs if run.job == CHECK and run.started_at >= since)


def _since(job: ScheduledJob, now: dt.datetime) -> dt.datetime:
    return now.astimezone(dt.UTC) - job.lateness - _CLOCK_WRONG


def _done(runs: Sequence[Run]) -> list[str]:
    return [slot_of(run.slot) for run in runs if _is_whole(run)]


def _is_whole(run: Run) -> bool:
    return run.state is RunState.DONE and not unread_of(run)


def _is_over(run: Run) -> bool:
    return run.state in {RunState.DONE, RunState.FAILED} and run.finished_at is not None


def _free(slot: Slot, runs: Sequence[Run], now: dt.datetime) -> bool:
    """Whether nobody is at it."""
    return not any(slot_of(run.slot) == slot.name and _is_alive(run, now) for run in runs)


def _is_alive(run: Run, now: dt.datetime) -> bool:
    until = run.lease_until
    return run.state is RunState.RUNNING and until is not None and now < until <= now + 2 * LEASE


def _due(
    registry: str,
    job: ScheduledJob,
    slot: Slot,
    runs: Sequence[Run],
    settings: Settings,
    *,
    again: bool = False,
) -> DueRun:
    tries = [run for run in runs if slot_of(run.slot) == slot.name]
    last = max(tries, key=lambda run: run.started_at, default=None)
    if last is None or last.finished_at is None or not _is_over(last) or again:
        return DueRun(registry, job, slot)
    failures = max(last.token, sum(_is_over(run) for run in tries))
    rest = back_off(failures, dt.timedelta(minutes=settings.schedule.retry_minutes))
    return DueRun(registry, job, slot, last.finished_at + rest)


def _sent_again(ledger: Ledger, runs: Sequence[Run], now: dt.datetime) -> bool:
    """Whether a person has said today that something is to go, so that the day is not over yet."""
    return _is_yes_since(ledger, runs) or any(
        letter.operator and letter.expires_at and letter.expires_at > now
        for letter in ledger.letters.standing(states={LetterState.PLANNED})
    )


def _is_yes_since(ledger: Ledger, runs: Sequence[Run]) -> bool:
    """Whether a person has let held mail go since the last of these runs began."""
    last = max((run.started_at for run in runs), default=None)
    yes = None if last is None else ledger.holds.last_yes()
    return last is not None and yes is not None and yes > last
