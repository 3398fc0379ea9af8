"""Shows what was mailed for real in the log tabs at once, and not at the next check only.

Until then nothing but the ledger would know of it. Writes the service's tabs. Used by the jobs
that send; it has no command of its own.
"""

from jobs.cli.context import JobContext
from jobs.cli.error_screen import error_screen
from jobs.pipeline.publish_results import write_tabs
from jobs.terminal.reminders import Reminding
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import LANGUAGES
from sheets_sync.planning.workbook_tabs.read_outbox_tab import tabs_titled
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult


def show_sent(
    context: JobContext, looked: BatchResult, ledger: Ledger, reminding: Reminding
) -> None:
    """Write the tabs of every registry that was mailed about and has a log.

    A workbook that cannot be written now is written at the next check.
    """
    receipt = reminding.receipt
    if context.settings.mail.transport != "smtp" or receipt is None:
        return
    gone = frozenset(receipt.sent)
    told = {each for one in reminding.messages if one.key in gone for each in one.registries}
    titles = {context.sentences_in(language)("flags.log.tab") for language in LANGUAGES}
    for checked in looked.checked:
        if checked.registry.id not in told:
            continue
        if any(tabs_titled(checked.workbook, title) for title in titles):
            try:
                write_tabs(context, checked, ledger)
            except StewardError as error:
                context.console.note(error_screen(error, context.sentences))
