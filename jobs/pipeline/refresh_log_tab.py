"""Shows what is mailed for real in the log tabs at once, and not at the next check only.

Until then nothing but the state folder would know of it. Writes the service's tabs. Used by the
jobs that send; it has no command of its own.
"""

from collections.abc import Iterable, Iterator, Sequence

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.pipeline.publish_results import write_and_tell
from sheets_sync.delivery.reminder_sending import ReminderResult
from sheets_sync.delivery.write_tabs import write_tabs
from sheets_sync.errors import StewardError
from sheets_sync.mail.message import Message
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult, CheckResult


def show_sent(
    context: JobContext, batch: BatchResult, ledger: Ledger, result: ReminderResult
) -> None:
    """Write the tabs of every registry that was mailed about.

    A workbook that cannot be written now is written at the next check.
    """
    receipt = result.receipt
    if context.settings.mail.transport != "smtp" or receipt is None:
        return
    gone = frozenset(receipt.sent)
    for checked in _mailed_about(batch, [one for one in result.messages if one.key in gone]):
        try:
            write_and_tell(context, checked, ledger)
        except StewardError as error:
            context.console.note(error_screen(error, context.sentences))


def show_departing(
    context: JobContext, batch: BatchResult, ledger: Ledger, messages: Sequence[Message]
) -> None:
    """Write the letters that are about to go into the log tabs, before any of them does.

    However the run ends, and whatever becomes of the state folder, somebody knows of them.
    """
    if context.settings.mail.transport != "smtp":
        return
    for checked in _mailed_about(batch, messages):
        sentences = context.sentences_in(checked.settings.language)
        try:
            write_tabs(checked, ledger, sentences, now=context.now)
        except StewardError as error:
            context.console.note(error_screen(error, context.sentences))


def _mailed_about(batch: BatchResult, messages: Iterable[Message]) -> Iterator[CheckResult]:
    registries = {each for one in messages for each in one.registries}
    return (checked for checked in batch.checked if checked.registry.id in registries)
