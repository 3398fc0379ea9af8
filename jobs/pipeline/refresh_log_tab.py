"""Shows what was sent in log and outbox tabs at once, and not at the next check only.

Until then nothing but the ledger would know of it. Writes the service's tabs. Used by the jobs
that send; it has no command of its own.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from jobs.cli.context import JobContext
from jobs.pipeline.publish_results import write_and_tell
from sheets_sync.errors import StewardError
from sheets_sync.mail.delivery import Receipt
from sheets_sync.mail.message import Message
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.read_outbox_tab import tabs_titled
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult


class Sending(Protocol):
    """What was to be mailed, and what became of it."""

    @property
    def messages(self) -> Sequence[Message]: ...

    @property
    def receipt(self) -> Receipt | None: ...


def show_sent(
    context: JobContext, looked: Iterable[CheckResult], ledger: Ledger, result: Sending
) -> None:
    """Write the tabs of every registry that was mailed about and whose tabs a check has written.

    A workbook that cannot be written now is written at the next check.
    """
    receipt = result.receipt
    if context.looking or receipt is None:
        return
    gone = frozenset(receipt.sent)
    mailed_about = {each for one in result.messages if one.key in gone for each in one.registries}
    titles = titles_of("log", context.every_language)
    for checked in looked:
        registry = checked.registry.id
        if registry not in mailed_about:
            continue
        is_there = any(tabs_titled(checked.workbook, title) for title in titles)
        # The first check may just have made them: the workbook was read before.
        if is_there or ledger.runs.first(registry, CHECK) is not None:
            try:
                write_and_tell(context, checked, ledger)
            except StewardError as error:
                context.console.failure(error, context.sentences)
