"""Everything that the reminders of one call are sent with, opened."""

from collections.abc import Callable

from jobs.cli.context import JobContext
from jobs.pipeline.letter_setup import letter_context
from jobs.pipeline.outbox_ticks import open_ticked_letters
from sheets_sync.delivery.reminder_sending import ReminderSending
from sheets_sync.errors import MailError
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring.mail import open_delivery, open_return_mailbox


def open_reminder_sending(
    context: JobContext, batch: BatchResult, ledger: Ledger, stopping: Callable[[], bool]
) -> ReminderSending:
    """`stopping` tells whether the process was asked to stop: the letter in hand is finished."""
    settings = context.settings

    def tell(error: MailError) -> None:
        context.console.failure(error, context.sentences)

    ticked = open_ticked_letters(context, batch.checked, ledger)
    return ReminderSending(
        settings,
        open_delivery(settings, ledger, context.clock, stopping),
        letter_context(context, batch),
        ticked,
        context.now,
        returns=open_return_mailbox(settings, ledger),
        tell=tell,
        looking=context.looking,
    )
