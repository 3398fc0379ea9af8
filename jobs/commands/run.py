"""run: do what the schedule would do now - check, remind, report, each once for its slot.

Reads the ledger for what was done; writes what each job writes. Runs from cron, a timer, or the
scheduler, as often as one likes.
"""

import datetime as dt
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.pipeline.per_registry import each_registry
from sheets_sync.delivery.worker import LEASE, worker_name
from sheets_sync.errors import StewardError
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import EVERY, RunState
from sheets_sync.planning.due_jobs import JOBS, REMIND, Due, Job, due_jobs
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring import open_ledger, peek_ledger


def run(context: JobContext) -> int:
    """Do what is due for every registry, then the reminders over all of them."""
    looking = context.dry_run or context.looking
    ledger = peek_ledger(context.settings) if looking else open_ledger(context.settings)
    codes: list[int] = []
    ended: list[Due] = []

    def work(registry: RegistrySettings) -> None:
        due = _due(context, registry, ledger)
        if looking or ledger is None:
            _tell(context, registry.id, due)
        else:
            codes.extend(_do(context, registry, one, ledger) for one in due)
            ended.extend(due)

    with ledger or nullcontext():
        codes.append(each_registry(context, work))
        reminders = _reminders_due(context, ledger)
    if looking or not (ended or reminders):
        _tell(context, EVERY, reminders)
    elif reminders:
        codes.append(_job(REMIND)(_arguments(context, REMIND)))
    return next((code for code in codes if code), 0)


def _due(context: JobContext, registry: RegistrySettings, ledger: Ledger | None) -> tuple[Due, ...]:
    """Checks and reports of one registry."""
    now, schedule = context.now, context.settings.schedule
    done = {} if ledger is None else {job: _done(ledger, registry.id, job) for job in JOBS}
    due = due_jobs(now, schedule, agency_days(now.date(), ()), done)
    if any(one.job == "report" for one in due):
        # The day may still move: only the workbook knows the agency's own holidays.
        own = _own_holidays(context, registry)
        due = due_jobs(now, schedule, agency_days(now.date(), own), done)
    return tuple(one for one in due if one.job != REMIND)


def _own_holidays(context: JobContext, registry: RegistrySettings) -> list[tuple[dt.date, bool]]:
    """The agency's own; none where the workbook cannot be read: the jobs themselves will say so."""
    try:
        return own_holidays(check_registry(context, registry).snapshot)
    except StewardError:
        return []


def _reminders_due(context: JobContext, ledger: Ledger | None) -> tuple[Due, ...]:
    """The day's reminders, which are one job over all registries."""
    runs = [] if ledger is None or _sent_again(context, ledger) else _done(ledger, EVERY, REMIND)
    done: dict[Job, list[str]] = {REMIND: [slot.partition("#")[0] for slot in runs]}
    due = due_jobs(context.now, context.settings.schedule, agency_days(context.today, ()), done)
    return tuple(one for one in due if one.job == REMIND)


def _sent_again(context: JobContext, ledger: Ledger) -> bool:
    """Whether a person has said today that something is to go, so that the day is not over yet."""
    runs = ledger.runs.slots(EVERY, REMIND).values()
    last = max((run.started_at for run in runs), default=None)
    yes = ledger.holds.last_yes()
    if last is not None and yes is not None and yes > last:
        return True
    return any(
        letter.operator and letter.expires_at and letter.expires_at > context.now
        for letter in ledger.letters.standing(states={LetterState.PLANNED})
    )


def _done(ledger: Ledger, registry: str, job: Job) -> list[str]:
    slots = ledger.runs.slots(registry, job).items()
    return [slot for slot, run in slots if run.state is RunState.DONE]


def _tell(context: JobContext, registry: str, due: tuple[Due, ...]) -> None:
    sentences = context.sentences
    if context.json:
        context.console.json(
            {"registry": registry, "due": [{"job": one.job, "slot": one.slot} for one in due]}
        )
    named = sentences("jobs.run.every") if registry == EVERY else registry
    for one in due:
        job = sentences(f"jobs.names.{one.job}")
        slot = slot_in_words(one.slot, sentences)
        context.console.line(sentences("jobs.run.due", registry=named, job=job, slot=slot))
    if not due:
        context.console.line(sentences("jobs.run.nothing", registry=named))


def _do(context: JobContext, registry: RegistrySettings, due: Due, ledger: Ledger) -> int:
    """Run one job for its slot, unless another worker is at it."""
    claimed = ledger.runs.claim(
        registry.id, due.job, due.slot, worker=worker_name(), lease=LEASE, now=context.now
    )
    if claimed is None:
        return 0
    code = None
    try:
        code = _job(due.job)(_arguments(context, due.job, registry.id, due.month))
    finally:
        ledger.runs.finish(claimed, failed=code != 0, summary="{}", now=context.clock())
    return code


def _job(name: Job) -> Callable[[JobContext], int]:
    job: Callable[[JobContext], int] = import_module(f"jobs.commands.{name}").run
    return job


def _arguments(
    context: JobContext, job: Job, registry: str | None = None, month: dt.date | None = None
) -> JobContext:
    """What the job would be given if it were typed by itself."""
    registry = registry or context.options.registry
    own = {"registry": registry, "fail_on": None, "preview": False, "month": month}
    return context.with_options(job, Namespace(**{**vars(context.options), **own}))
