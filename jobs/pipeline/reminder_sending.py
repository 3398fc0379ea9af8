"""Everything that the reminders of one call are sent with, opened."""

from collections.abc import Callable
from functools import partial

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.pipeline.letter_setup import letter_context
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.delivery.reminder_sending import ReminderSending
from sheets_sync.errors import MailError
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.wiring import open_delivery, open_return_mailbox, open_ticked


def open_reminder_sending(
    context: JobContext, batch: BatchResult, ledger: Ledger, stopping: Callable[[], bool]
) -> ReminderSending:
    """`stopping` tells whether the process was asked to stop: the letter in hand is finished."""
    settings = context.settings

    def tell(error: MailError) -> None:
        context.console.note(error_screen(error, context.sentences))

    ticked = TickedLetters(
        {
            one.registry.id: partial(open_ticked, one.registry, one.settings)
            for one in batch.checked
        },
        sorted({say("flags.outbox.tab") for say in context.every_language}),
        ledger,
        context.clock,
    )
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
