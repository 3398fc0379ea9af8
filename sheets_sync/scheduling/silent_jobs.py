"""Jobs that have not succeeded for too long, and the event by which a person is told of each."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.holds import SILENT
from sheets_sync.delivery.one_look import one_look
from sheets_sync.mail.ledger_records import EVERY, RunState
from sheets_sync.planning.run_slots import due_slots, lapsed_slots
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, scheduled_jobs
from sheets_sync.planning.working_days import agency_days
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.due_runs import slot_of, working_days_of
from sheets_sync.settings import Settings

LOOK_BACK = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SilentJob:
    """One job that should have succeeded by now."""

    registry: str
    job: str
    since: dt.datetime
    """When it last succeeded; where it never has, when the ledger was made."""
    never: bool
    slot: str = ""
    """The month that nobody reported; of other jobs only the newest success matters."""
    lapsed: bool = False
    """Whether the scheduler makes up for it no more."""


def silent_jobs(
    settings: Settings, ledger: Ledger, registries: Iterable[str], now: dt.datetime
) -> tuple[SilentJob, ...]:
    """Every job that has been silent for longer than `schedule.alarm_hours`."""
    ledger = one_look(ledger)
    found = [*_reminders(settings, ledger, now)]
    for registry in registries:
        found += [*_checks(settings, ledger, registry, now)]
        found += _reports(settings, ledger, registry, now)
    return tuple(found)


def watch_silent_jobs(settings: Settings, ledger: Ledger, now: dt.datetime) -> int:
    """Open an event for each silent job, and end those that are over; how many there are.

    The contact is told by whoever sends next. It stops no mail and ends by itself.
    """
    names = [registry.id for registry in settings.registries]
    silent = {_subject(one): one for one in silent_jobs(settings, ledger, names, now)}
    standing = {hold.subject for hold in ledger.holds.standing(EVERY) if hold.kind == SILENT}
    for subject in silent.keys() - standing:
        one = silent[subject]
        facts = {"job": one.job, "of": one.registry, "newest": one.since.isoformat()}
        ledger.holds.open(EVERY, SILENT, subject, facts, now=now)
    for subject in standing - silent.keys():
        ledger.holds.close(EVERY, SILENT, subject, now=now)
    return len(silent)


def _subject(one: SilentJob) -> str:
    return "/".join(filter(None, (one.registry, one.job, one.slot)))


def _patience(settings: Settings) -> dt.timedelta:
    return dt.timedelta(hours=settings.schedule.alarm_hours)


def _checks(
    settings: Settings, ledger: Ledger, registry: str, now: dt.datetime
) -> Iterator[SilentJob]:
    """A check that succeeded counts, whoever called it.

    Before the first one reminders count, too: they look at the registry themselves.
    """
    last = ledger.runs.last_success(registry, CHECK) or ledger.runs.last_success(EVERY, REMIND)
    since = last or ledger.made_at()
    if settings.schedule.check_at and since is not None and since < now - _patience(settings):
        yield SilentJob(registry, CHECK, since, never=last is None)


def _reminders(settings: Settings, ledger: Ledger, now: dt.datetime) -> Iterator[SilentJob]:
    """The newest working day whose reminders should have gone by now."""
    if settings.mail.transport == "smtp" and not settings.mail.live:
        return
    made, last = ledger.made_at(), ledger.runs.last_success(EVERY, REMIND)
    over = now.astimezone(dt.UTC) - _patience(settings)
    day = agency_days(now.date(), ()).on_or_before(over.astimezone(now.tzinfo).date())
    at = dt.datetime.combine(day, settings.reminders_leave_at, now.tzinfo).astimezone(dt.UTC)
    begun = made is not None and made < at < over
    names = ledger.runs.slots(EVERY, REMIND, since=at - dt.timedelta(days=1))
    if begun and (last is None or last < at) and day.isoformat() not in map(slot_of, names):
        yield SilentJob(EVERY, REMIND, last or made or at, never=last is None)


def _reports(
    settings: Settings, ledger: Ledger, registry: str, now: dt.datetime
) -> Iterator[SilentJob]:
    """Months whose report should have been made by now, of those the registry was there in."""
    working, begun = working_days_of(ledger, registry, now), begun_on(ledger, registry, now)
    for job in scheduled_jobs(settings):
        if job.catch_up != "all":
            continue
        done = ledger.runs.done(registry, job.name, since=now - LOOK_BACK)
        made = _made_by_hand(ledger, registry, job.name, since=now - LOOK_BACK)
        then = (now.astimezone(dt.UTC) - _patience(settings)).astimezone(now.tzinfo)
        late = ((slot, False) for slot in due_slots(job, then, working, done, begun))
        lost = ((slot, True) for slot in lapsed_slots(job, now, working, done, begun, LOOK_BACK))
        for slot, lapsed in (*late, *lost):
            newest = made.get(slot.name)
            if newest is None or newest < slot.at:
                yield SilentJob(
                    registry, job.name, slot.at, never=False, slot=slot.name, lapsed=lapsed
                )


def _made_by_hand(
    ledger: Ledger, registry: str, job: str, *, since: dt.datetime
) -> dict[str, dt.datetime]:
    """When somebody last made the report of a month themselves, by the month."""
    made: dict[str, dt.datetime] = {}
    for run in ledger.runs.slots(registry, job, since=since).values():
        month = json.loads(run.summary or "{}").get("month")
        if run.state is RunState.DONE and month is not None:
            made[month] = max(run.started_at, made.get(month, run.started_at))
    return made
