"""run: do what the schedule would do now - check, remind, report, each once for its slot.

Reads the ledger for what was done; writes what each job writes. Runs from cron, a timer, or the
scheduler, as often as one likes.
"""

import datetime as dt
import os
import socket
from argparse import Namespace
from importlib import import_module

from jobs.checking import look
from jobs.context import Arguments
from jobs.outcome import each_registry
from sheets_sync.plans.due import JOBS, Due, Job, due_jobs
from sheets_sync.plans.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.records import RunState
from sheets_sync.settings import Registry
from sheets_sync.wiring import open_ledger, peek_ledger

LEASE = dt.timedelta(minutes=30)
"""A run that nobody renewed for so long is taken over."""


def run(arguments: Arguments) -> int:
    """Do what is due for every registry; the first exit code that is not 0."""
    codes: list[int] = []

    def work(registry: Registry) -> None:
        codes.append(_run_registry(arguments, registry))

    return each_registry(arguments, work) or next((code for code in codes if code), 0)


def _run_registry(arguments: Arguments, registry: Registry) -> int:
    looking = arguments.dry_run or arguments.looking
    ledger = peek_ledger(arguments.settings) if looking else open_ledger(arguments.settings)
    if ledger is None:
        return _tell(arguments, registry, _due(arguments, registry, None))
    with ledger:
        due = _due(arguments, registry, ledger)
        if looking or not due:
            return _tell(arguments, registry, due)
        codes = [_do(arguments, registry, one, ledger) for one in due]
    return next((code for code in codes if code), 0)


def _due(arguments: Arguments, registry: Registry, ledger: Ledger | None) -> tuple[Due, ...]:
    done = {} if ledger is None else {job: _done(ledger, registry, job) for job in JOBS}
    now, schedule = arguments.now, arguments.settings.schedule
    due = due_jobs(now, schedule, agency_days(now.date(), ()), done)
    if any(one.job == "report" for one in due):
        # The day may still move: only the workbook knows the agency's own holidays.
        own = own_holidays(look(arguments, registry).snapshot)
        due = due_jobs(now, schedule, agency_days(now.date(), own), done)
    return due


def _done(ledger: Ledger, registry: Registry, job: Job) -> list[str]:
    slots = ledger.runs.slots(registry.id, job).items()
    return [slot for slot, run in slots if run.state is RunState.DONE]


def _tell(arguments: Arguments, registry: Registry, due: tuple[Due, ...]) -> int:
    sentences = arguments.sentences
    if arguments.json:
        arguments.console.json(
            {"registry": registry.id, "due": [{"job": one.job, "slot": one.slot} for one in due]}
        )
    for one in due:
        job = sentences(f"jobs.names.{one.job}")
        arguments.console.line(
            sentences("jobs.run.due", registry=registry.id, job=job, slot=one.slot)
        )
    if not due:
        arguments.console.line(sentences("jobs.run.nothing", registry=registry.id))
    return 0


def _do(arguments: Arguments, registry: Registry, due: Due, ledger: Ledger) -> int:
    """Run one job for its slot, unless another worker is at it."""
    claimed = ledger.runs.claim(
        registry.id, due.job, due.slot, worker=_worker(), lease=LEASE, now=arguments.now
    )
    if claimed is None:
        return 0
    finished = False
    try:
        code = int(import_module(f"jobs.{due.job}").run(_arguments(arguments, registry, due)))
        finished = code == 0
    finally:
        ledger.runs.finish(claimed, failed=not finished, summary="{}", now=_now(arguments))
    return code


def _arguments(arguments: Arguments, registry: Registry, due: Due) -> Arguments:
    """What the job would be given if it were typed for this registry alone."""
    options = Namespace(
        **{
            **vars(arguments.options),
            "command": due.job,
            "registry": registry.id,
            "fail_on": None,
            "preview": False,
            "month": due.month,
        }
    )
    return arguments.with_options(due.job, options)


def _now(arguments: Arguments) -> dt.datetime:
    return dt.datetime.now(arguments.settings.timezone)


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
