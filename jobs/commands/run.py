"""run: do what the schedule would do now - check, remind, report, each once for its slot.

Reads the ledger for what was done; writes what each job writes. Runs from cron or a timer, as
often as one likes; where no terminal is, it says nothing while nothing is due, and the same trouble
once a day.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext

from jobs.cli.context import JobContext
from jobs.cli.once_a_day import once_a_day
from jobs.pipeline.issue_query import issue_query
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.send_alerts import send_alerts
from jobs.pipeline.session_changes import tell_session_changes
from jobs.pipeline.webhook import tell_webhook
from jobs.serving.do_due import DoDue
from jobs.serving.pings import addresses, ping
from jobs.serving.watchers import tell_monitor
from jobs.terminal.next_reports import reports_in_words, reports_to_come
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.issues.collect_issues import held
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import REMIND
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.scheduling.due_runs import DueRun, due_of_all, due_of_registry
from sheets_sync.scheduling.lost_runs import end_lost_runs
from sheets_sync.scheduling.silent_jobs import watch_silent_jobs
from sheets_sync.scheduling.succeeded_jobs import succeeded_jobs
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import open_ledger, peek_ledger

ARGUMENTS = ("dry-run", "json", "registry", "apply")
LOGGED = TIMED = True


def run(context: JobContext) -> int:
    """Do what is due for every registry, then the reminders over all of them."""
    if context.dry_run or context.looking:
        return _look(context)
    if not context.console.is_terminal:
        context.console = once_a_day(context)
    context.looks = {}
    with open_ledger(context.settings) as ledger:
        # Before anything succeeds again: a person is to know that nothing ran for long.
        watch_silent_jobs(context.settings, ledger, context.now)
        end_lost_runs(ledger, [*(one.id for one in context.registries), EVERY], context.now)
        doing = DoDue(context, ledger)
        failure = _in_turn(
            lambda: doing.codes.append(each_registry(context, doing.of_registry)),
            doing.of_all,
            lambda: _tell_changes(context, ledger, doing),
            lambda: _tell_people(context, ledger),
            lambda: _tell_held(context, ledger),
            lambda: tell_monitor(context, ledger),
            lambda: tell_webhook(context, ledger),
        )
        jobs = succeeded_jobs(context.settings, ledger, {*doing.succeeded}, context.clock())
    _ping(context, jobs)  # last of all: no job waits for it
    if failure is not None:
        raise failure
    if not doing.done:
        _tell(context, EVERY, ())
    return next((code for code in doing.codes if code), 0)


def _in_turn(*steps: Callable[[], object]) -> StewardError | None:
    """Take every step, whatever became of those before it; the first failure."""
    failure: StewardError | None = None
    for step in steps:
        try:
            step()
        except StewardError as error:
            failure = failure or error
    return failure


def _tell_changes(context: JobContext, ledger: Ledger, doing: DoDue) -> None:
    """Sessions that were moved or cancelled; the day's reminders tell of them, too."""
    if REMIND not in doing.done:
        doing.codes.append(tell_session_changes(context, ledger))


def _tell_people(context: JobContext, ledger: Ledger) -> None:
    """What waits for a person, where no job has said so."""
    if ledger.holds.waiting(EVERY):
        send_alerts(context, BatchResult(), ledger)
        watch_silent_jobs(context.settings, ledger, context.clock())


def _tell_held(context: JobContext, ledger: Ledger) -> None:
    """What holds mail, why, and the way out, be it that no letter waits for it yet.

    On a terminal the job itself has shown which letters wait.
    """
    console = context.console
    for hold in held(issue_query(context), ledger):
        waiting = hold.facts["waiting"]
        form = "held" if waiting else "held_none"
        facts = {"count": waiting, "what": hold.what, "way_out": hold.way_out}
        told = context.sentences(f"jobs.run.{form}", **facts)
        console.urgent(told)
        if not waiting:
            console.line(told)


def _ping(context: JobContext, jobs: Iterable[str]) -> None:
    monitoring = context.settings.monitoring

    def failed(error: SetupError) -> None:
        context.console.failure(error, context.sentences)

    ping(addresses(jobs, monitoring), monitoring, failed)


def _look(context: JobContext) -> int:
    """Say what is due, and do nothing."""
    settings, now = context.settings, context.now
    with peek_ledger(settings) or nullcontext() as ledger:

        def tell(registry: RegistrySettings) -> None:
            _tell(context, registry.id, due_of_registry(settings, ledger, registry.id, now))
            coming = reports_to_come(context, ledger, registry.id)
            today = tuple(one for one in coming if one.day == context.today)
            for line in reports_in_words(context, registry.id, today):
                context.console.line(line)

        code = each_registry(context, tell)
        applied = context.options.apply
        _tell(context, EVERY, due_of_all(settings, ledger, now, applied=applied))
    return code


def _tell(context: JobContext, registry: str, due: tuple[DueRun, ...]) -> None:
    sentences = context.sentences
    if context.json:
        slots = [{"job": one.job.name, "slot": one.slot.name} for one in due]
        context.console.json({"registry": registry, "due": slots})
    named = sentences("jobs.run.every") if registry == EVERY else registry
    for one in due:
        job = sentences(f"jobs.names.{one.job.name}")
        slot = slot_in_words(one.slot.name, sentences)
        context.console.line(sentences("jobs.run.due", registry=named, job=job, slot=slot))
    if not due:
        context.console.line(sentences("jobs.run.nothing", registry=named))
