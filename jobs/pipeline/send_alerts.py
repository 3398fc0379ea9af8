"""What every job that reads a registry does when mail must wait: it tells the contact, once."""

import signal
from collections.abc import Sequence

from jobs.cli.context import JobContext
from jobs.pipeline.chat_notices import tell_of_alarms
from jobs.pipeline.letter_setup import letter_context
from sheets_sync.delivery.alerts import compile_alerts
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.mail_permission import why_no_mail
from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.errors import StewardError
from sheets_sync.mail.message import Message
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring.mail import open_delivery


def send_alerts(context: JobContext, batch: BatchResult, ledger: Ledger) -> None:
    """Send the alarms that wait, where mail may leave; what hinders it is said and stops nothing.

    Alarms keep no hours: whoever reads them is asked to look before the reminders would go.
    Raises `SystemExit`, after the letter in hand, where the process was asked to stop meanwhile.
    """
    settings = context.settings
    if settings.agency.contact is None or not _may_send(context):
        return  # `status` says so
    try:
        letters, _ = compile_alerts(
            batch, ledger, letter_context(context, batch), settings, now=context.now
        )
        if letters:
            known = ledger.letters.find([one.key for one in letters])
            tell_of_alarms(context, sum(one.key not in known for one in letters))
            _send(letters, context, ledger)
    except StewardError as error:
        context.console.failure(error, context.sentences)


def _send(letters: Sequence[Message], context: JobContext, ledger: Ledger) -> None:
    with stopping_on_request() as asked:
        deliver(letters, open_delivery(context.settings, ledger, context.clock, asked))
    if asked():
        raise SystemExit(128 + signal.SIGTERM)


def _may_send(context: JobContext) -> bool:
    if context.dry_run or context.looking:
        return False
    applied = getattr(context.options, "apply", False)
    return why_no_mail(context.settings, looking=False, applied=applied) is None
