"""One look at one registry of a fleet: what is due for it is done, each slot once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from jobs.cli.context import JobContext
from jobs.pipeline.send_alerts import send_alerts
from jobs.pipeline.session_changes import tell_session_changes
from jobs.pipeline.webhook import tell_webhook
from jobs.serving.do_due import DoDue
from jobs.serving.due_children import quiet_until
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.shutdown import stopping_when
from sheets_sync.delivery.worker import worker_name
from sheets_sync.errors import StewardError
from sheets_sync.mail.delivery import DOUBTFUL
from sheets_sync.mail.ledger_records import EVERY, RunState
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.scheduling.due_runs import due_of_all, due_of_registry
from sheets_sync.scheduling.lost_runs import LOOK_BACK
from sheets_sync.scheduling.silent_jobs import watch_silent_jobs
from sheets_sync.wiring.ledger import open_ledger

LOOK_AGAIN = dt.timedelta(minutes=15)
"""The longest that a registry is not looked at: a person may have asked for something."""

SOON = dt.timedelta(minutes=1)
"""After it a registry is looked at again where something is due and this look did not do it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """How one look ended."""

    look_at: dt.datetime
    """When something may be due next."""
    trouble: str
    """The name of what went wrong; empty where all went well."""
    summary: dict[str, object]
    """For a monitor: numbers alone."""


def pass_registry(context: JobContext, may_go_on: Callable[[], bool]) -> Passed:
    """Do what is due for the one registry of these settings.

    `may_go_on` is asked before each job and between letters: whether the registry is still in the
    hands of this process, and nobody has asked it to end.
    """
    context.looks = {}
    registry = context.registries[0]
    failure: StewardError | None = None
    with open_ledger(context.settings) as ledger, stopping_when(lambda: not may_go_on()):
        _take_over(ledger, context.clock())
        doing = DoDue(context, ledger, patient=True, may_go_on=may_go_on)
        watch_silent_jobs(context.settings, doing.look, context.now)
        steps: tuple[Callable[[], None], ...] = (
            lambda: doing.of_registry(registry),
            doing.of_all,
            lambda: _tell(context, ledger, doing, may_go_on),
        )
        for step in steps:
            try:
                step()
            except StewardError as error:  # what comes after it is none of its fault
                failure = failure or error
        return Passed(
            _next_look(context, doing.look, registry.id) if may_go_on() else context.clock(),
            failure.name if failure else "job-failed" if doing.failed else "",
            _summary(context, doing.look, registry.id),
        )


def _take_over(ledger: Ledger, now: dt.datetime) -> None:
    """Let runs go on that another process began: whoever holds the fence is the only one left."""
    for run in ledger.runs.going(since=now - LOOK_BACK):
        if run.state is RunState.RUNNING and run.worker != worker_name():
            ledger.runs.renew(run, lease=dt.timedelta(0), now=now)


def _tell(context: JobContext, ledger: Ledger, doing: DoDue, may_go_on: Callable[[], bool]) -> None:
    """What has changed is told to people, and what waits to whoever settles it."""
    if may_go_on() and REMIND not in doing.done and doing.look.sessions.known():
        tell_session_changes(context, ledger, lambda: not may_go_on())
        doing.look_again()
    if may_go_on() and doing.look.holds.waiting(EVERY):
        send_alerts(context, BatchResult(), ledger)
        doing.look_again()
    if may_go_on():
        tell_webhook(context, ledger)


def _next_look(context: JobContext, ledger: Ledger, registry: str) -> dt.datetime:
    settings, now = context.settings, context.clock()
    due = due_of_registry(settings, ledger, registry, now)
    of_all = due_of_all(settings, ledger, now)
    return min(
        quiet_until(registry, due, settings, ledger, now, LOOK_AGAIN),
        quiet_until(EVERY, of_all, settings, ledger, now, LOOK_AGAIN),
        *(now + SOON for one in (*due, *of_all) if one.is_ready(now)),
    )


def _summary(context: JobContext, ledger: Ledger, registry: str) -> dict[str, object]:
    midnight = context.now.replace(hour=0, minute=0, second=0, microsecond=0)
    checked = ledger.runs.last_success(registry, CHECK)
    reminded = ledger.runs.last_success(EVERY, REMIND)
    return {
        "checked_at": None if checked is None else checked.timestamp(),
        "reminded_at": None if reminded is None else reminded.timestamp(),
        "sent_today": ledger.letters.count_sent(
            since=midnight, with_files=is_on_trial(context.settings)
        ),
        "in_doubt": len(ledger.letters.standing(states=DOUBTFUL)),
        "waiting": len(ledger.holds.waiting()),
    }
