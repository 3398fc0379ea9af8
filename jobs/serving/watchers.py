"""Who watches from outside: the monitor's numbers and the webhook, when jobs are done."""

from jobs.cli.context import JobContext
from jobs.pipeline.webhook import tell_webhook
from jobs.serving.metrics import all_gauges, write_metrics
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.ports import Ledger
from sheets_sync.wiring.ledger import peek_ledger


def tell_monitor(context: JobContext, ledger: Ledger) -> None:
    """Write the numbers as they are now, where a file of them is wanted.

    Raises:
        SetupError: it cannot be written.
    """
    settings = context.settings
    if settings.monitoring.metrics_file is not None:
        now = context.clock()
        write_metrics(all_gauges(settings, ledger, now), settings)


def tell_watchers_by_hand(context: JobContext) -> None:
    """Tell both behind a command that a person typed; the schedule does it after all its jobs."""
    settings = context.settings
    watched = settings.hooks.url is not None or settings.monitoring.metrics_file is not None
    if not watched or context.scheduled or context.dry_run or context.looking:
        return
    try:
        ledger = peek_ledger(settings)
    except StewardError:  # the command itself has said so
        return
    if ledger is None:
        return
    with ledger:
        if settings.hooks.url is not None:
            tell_webhook(context, ledger)
        try:
            tell_monitor(context, ledger)
        except SetupError as error:
            context.console.failure(error, context.sentences)
