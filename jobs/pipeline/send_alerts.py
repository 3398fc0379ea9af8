"""What every job that reads a registry does when mail must wait: it tells the contact, once.

Reads what waits in the ledger. Writes alarms and the ledger. Used by the jobs that send no
reminders; it has no command of its own.
"""

import signal
from collections.abc import Sequence

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.pipeline.alerts import compile_alerts
from jobs.pipeline.delivery_setup import delivery_context, letter_context
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.errors import StewardError
from sheets_sync.mail.message import Message
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult


def send_alerts(context: JobContext, looked: BatchResult, ledger: Ledger) -> None:
    """Send the alarms that wait, where mail may leave; what hinders it is said and stops nothing.

    Alarms keep no hours: whoever reads them is asked to look before the reminders would go.
    Raises `SystemExit`, after the letter in hand, where the process was asked to stop meanwhile.
    """
    if context.settings.agency.contact is None or not _may_send(context):
        return  # `status` says so
    try:
        letters, _ = compile_alerts(context, looked, ledger, letter_context(context, looked))
        if letters:
            _send(letters, context, ledger)
    except StewardError as error:
        context.console.note(error_screen(error, context.sentences))


def _send(letters: Sequence[Message], context: JobContext, ledger: Ledger) -> None:
    with stopping_on_request() as asked:
        deliver(letters, delivery_context(context, ledger, asked))
    if asked():
        raise SystemExit(128 + signal.SIGTERM)


def _may_send(context: JobContext) -> bool:
    """Files in the outbox reach nobody; real mail leaves only where somebody switched it on."""
    settings = context.settings
    if context.dry_run or context.looking:
        return False
    applied = getattr(context.options, "apply", False)
    return settings.mail.transport == "outbox" or settings.mail.live or applied
