"""run: do what the schedule would do now - check, remind, report, each once for its slot.

Reads the ledger for what was done; writes what each job writes. Runs from cron, a timer, or the
scheduler, as often as one likes.
"""

import datetime as dt
import os
import socket
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module

from jobs.checking import look
from jobs.context import Arguments
from jobs.outcome import each_registry
from jobs.terminal.slots import slot_in_words
from sheets_sync.errors import StewardError
from sheets_sync.mail.delivery import LetterState
from sheets_sync.plans.due import JOBS, Due, Job, due_jobs
from sheets_sync.plans.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.records import RunState
from sheets_sync.settings import Registry
from sheets_sync.wiring import open_ledger, peek_ledger

EVERY = "*"
"""In place of a registry: what is done over all of them at once."""
LEASE = dt.timedelta(minutes=30)
"""A run that nobody renewed for so long is taken over."""


def run(arguments: Arguments) -> int:
    """Do what is due for every registry, then the reminders over all of them."""
    looking = arguments.dry_run or arguments.looking
    ledger = peek_ledger(arguments.settings) if looking else open_ledger(arguments.settings)
    codes: list[int] = []
    ended: list[Due] = []

    def work(registry: Registry) -> None:
        due = _due(arguments, registry, ledger)
        if looking or ledger is None:
            _tell(arguments, registry.id, due)
        else:
            codes.extend(_do(arguments, registry, one, ledger) for one in due)
            ended.extend(due)

    with ledger or nullcontext():
        codes.append(each_registry(arguments, work))
        reminders = _reminders_due(arguments, ledger)
    if looking or not (ended or reminders):
        _tell(arguments, EVERY, reminders)
    elif reminders:
        codes.append(_job("remind")(_arguments(arguments, "remind")))
    return next((code for code in codes if code), 0)


def _due(arguments: Arguments, registry: Registry, ledger: Ledger | None) -> tuple[Due, ...]:
    """Checks and reports of one registry."""
    now, schedule = arguments.now, arguments.settings.schedule
    done = {} if ledger is None else {job: _done(ledger, registry.id, job) for job in JOBS}
    due = due_jobs(now, schedule, agency_days(now.date(), ()), done)
    if any(one.job == "report" for one in due):
        # The day may still move: only the workbook knows the agency's own holidays.
        own = _own_holidays(arguments, registry)
        due = due_jobs(now, schedule, agency_days(now.date(), own), done)
    return tuple(one for one in due if one.job != "remind")


def _own_holidays(arguments: Arguments, registry: Registry) -> list[tuple[dt.date, bool]]:
    """The agency's own; none where the workbook cannot be read: the jobs themselves will say so."""
    try:
        return own_holidays(look(arguments, registry).snapshot)
    except StewardError:
        return []


def _reminders_due(arguments: Arguments, ledger: Ledger | None) -> tuple[Due, ...]:
    """The day's reminders, which are one job over all registries."""
    runs = (
        [] if ledger is None or _sent_again(arguments, ledger) else _done(ledger, EVERY, "remind")
    )
    done: dict[Job, list[str]] = {"remind": [slot.partition("#")[0] for slot in runs]}
    due = due_jobs(
        arguments.now, arguments.settings.schedule, agency_days(arguments.today, ()), done
    )
    return tuple(one for one in due if one.job == "remind")


def _sent_again(arguments: Arguments, ledger: Ledger) -> bool:
    """Whether a person has said today that something is to go, so that the day is not over yet."""
    runs = ledger.runs.slots(EVERY, "remind").values()
    last = max((run.started_at for run in runs), default=None)
    yes = ledger.holds.last_yes()
    if last is not None and yes is not None and yes > last:
        return True
    return any(
        letter.operator and letter.expires_at and letter.expires_at > arguments.now
        for letter in ledger.letters.standing(states={LetterState.PLANNED})
    )


def _done(ledger: Ledger, registry: str, job: Job) -> list[str]:
    slots = ledger.runs.slots(registry, job).items()
    return [slot for slot, run in slots if run.state is RunState.DONE]


def _tell(arguments: Arguments, registry: str, due: tuple[Due, ...]) -> None:
    sentences = arguments.sentences
    if arguments.json:
        arguments.console.json(
            {"registry": registry, "due": [{"job": one.job, "slot": one.slot} for one in due]}
        )
    named = sentences("jobs.run.every") if registry == EVERY else registry
    for one in due:
        job = sentences(f"jobs.names.{one.job}")
        slot = slot_in_words(one.slot, sentences)
        arguments.console.line(sentences("jobs.run.due", registry=named, job=job, slot=slot))
    if not due:
        arguments.console.line(sentences("jobs.run.nothing", registry=named))


def _do(arguments: Arguments, registry: Registry, due: Due, ledger: Ledger) -> int:
    """Run one job for its slot, unless another worker is at it."""
    claimed = ledger.runs.claim(
        registry.id, due.job, due.slot, worker=_worker(), lease=LEASE, now=arguments.now
    )
    if claimed is None:
        return 0
    code = None
    try:
        code = _job(due.job)(_arguments(arguments, due.job, registry.id, due.month))
    finally:
        ledger.runs.finish(claimed, failed=code != 0, summary="{}", now=arguments.clock())
    return code


def _job(name: Job) -> Callable[[Arguments], int]:
    job: Callable[[Arguments], int] = import_module(f"jobs.{name}").run
    return job


def _arguments(
    arguments: Arguments, job: Job, registry: str | None = None, month: dt.date | None = None
) -> Arguments:
    """What the job would be given if it were typed by itself."""
    registry = registry or arguments.options.registry
    own = {"registry": registry, "fail_on": None, "preview": False, "month": month}
    return arguments.with_options(job, Namespace(**{**vars(arguments.options), **own}))


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
