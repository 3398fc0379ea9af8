"""What the agency's webhook is to hear of: kept in the ledger by jobs, told when they are done."""

from typing import TYPE_CHECKING

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from sheets_sync.checking.findings import Severity
from sheets_sync.errors import SetupError
from sheets_sync.notices.hook_events import check_done, persons_needed, report_out
from sheets_sync.notices.webhook import tell_hook
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.settings import Settings
from sheets_sync.wiring.ledger import peek_ledger

if TYPE_CHECKING:
    from sheets_sync.planning.report.model import MonthlyReport


def keep_check_done(
    context: JobContext, checked: CheckResult, ledger: Ledger, *, written: bool
) -> None:
    """A check has ended, and what it found is remembered."""
    if context.settings.hooks.url is not None:
        found = checked.findings.counts
        counts = {"rows": checked.snapshot.height} | {one.value: found[one] for one in Severity}
        event = check_done(checked.registry.id, counts, written=written, now=context.clock())
        ledger.hooks.add(event)


def keep_report_out(context: JobContext, report: "MonthlyReport", registry: str) -> None:
    """A month's report has gone to its readers."""
    ledger = None if context.settings.hooks.url is None else peek_ledger(context.settings)
    if ledger is not None:
        with ledger:
            event = report_out(registry, f"{report.month:%Y-%m}", now=context.clock())
            ledger.hooks.add(event)


def keep_persons_needed(settings: Settings, ledger: Ledger, context: JobContext) -> None:
    """Whatever waits for a person, each once."""
    if settings.hooks.url is not None:
        for event in persons_needed(ledger.holds.waiting(), now=context.clock()):
            ledger.hooks.add(event)


def tell_webhook(context: JobContext, ledger: Ledger) -> None:
    """Tell what waits; what hinders it is said, and stops nothing."""
    settings = context.settings
    keep_persons_needed(settings, ledger, context)
    try:
        tell_hook(settings.hooks, ledger, context.clock)
    except SetupError as error:
        context.console.note(error_screen(error, context.sentences))
