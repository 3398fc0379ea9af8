"""Runs that did not end, ended badly, or never began, each with its way out."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.delivery.reminder_run import left_by
from sheets_sync.delivery.worker import is_gone
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.issues.missed_runs import missed
from sheets_sync.mail.delivery import OPEN
from sheets_sync.mail.ledger_records import EVERY, Run, RunState
from sheets_sync.mail.next_action import is_over
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND
from sheets_sync.ports import Ledger


def runs(query: IssueQuery, ledger: Ledger) -> Iterator[Issue]:
    """Every run that a person should know of."""
    slots = ledger.runs.slots(EVERY, REMIND)
    for run in slots.values():
        if run.state is RunState.RUNNING and not _is_made_up_for(run, slots):
            yield _unfinished(run, query, ledger)
    yield from missed(query, ledger)
    for run in newest_runs(query, ledger):
        if run.state is RunState.FAILED and (left := left_by(run)):
            # Another process may have sent them meanwhile, and their day may be over.
            left = min(left, still_open(ledger, now=query.now))
            if left and not ledger.channels.waiting(now=query.now):  # told with the channel
                yield _run(query, run, "run_unfinished", left=left, unhealthy=False)
        elif run.state is RunState.FAILED:
            yield _run(query, run, "run_failed", left=0, unhealthy=True)
        elif run.job == CHECK and _is_old(run, query):
            yield _run(query, run, "run_old", left=0, unhealthy=True)


def newest_runs(query: IssueQuery, ledger: Ledger) -> list[Run]:
    """The newest finished run of every job, of the registries asked for."""
    wanted = {EVERY, *(registry.id for registry in query.registries)}
    return [run for run in ledger.runs.newest() if run.registry in wanted]


def _unfinished(run: Run, query: IssueQuery, ledger: Ledger) -> Issue:
    """A run of which nobody has written that it ended: it goes on, or its process is no more."""
    over = run.lease_until is not None and run.lease_until < query.now
    lost = over or is_gone(run.worker)
    kind = "run_lost" if lost else "run_going"
    left = still_open(ledger, now=query.now)
    return _run(query, run, kind, left=left, unhealthy=lost)


def _is_made_up_for(run: Run, slots: dict[str, Run]) -> bool:
    """Whether a later run ended: it did whatever this one left, or tells of it itself."""
    return any(
        one.state is not RunState.RUNNING and one.started_at > run.started_at
        for one in slots.values()
    )


def still_open(ledger: Ledger, *, now: dt.datetime) -> int:
    """How many letters may still go."""
    letters = ledger.letters.standing(states=OPEN)
    return sum(not is_over(letter, now) for letter in letters)


def left_to_remind(ledger: Ledger, *, now: dt.datetime) -> int:
    """How many of them another run of the reminders may send: a report goes by a job of its own."""
    letters = ledger.letters.standing(states=OPEN)
    return sum(not letter.is_report and not is_over(letter, now) for letter in letters)


def _is_old(run: Run, query: IssueQuery) -> bool:
    limit = dt.timedelta(hours=query.settings.schedule.alarm_hours)
    return run.finished_at is not None and run.finished_at < query.now - limit


def _run(query: IssueQuery, run: Run, kind: str, *, left: int, unhealthy: bool) -> Issue:
    say = query.sentences
    since = run.started_at.astimezone(query.settings.timezone)
    of = "" if run.registry == EVERY else say("jobs.status.of_registry", registry=run.registry)
    what = say(
        f"jobs.status.{kind}",
        of=of,
        job=say(f"jobs.names.{run.job}"),
        slot=slot_in_words(run.slot, say),
        left=say("jobs.status.left", count=left) if left else "",
        since=since,
        hours=query.settings.schedule.alarm_hours,
    )
    facts: dict[str, object] = {
        "registry": run.registry,
        "job": run.job,
        "slot": run.slot,
        "since": since.isoformat(),
        "left": left,
    }
    return Issue(kind, what, say(f"jobs.ways.{kind}"), unhealthy=unhealthy, facts=facts)
