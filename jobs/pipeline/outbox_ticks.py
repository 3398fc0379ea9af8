"""What staff tick in the outbox tabs of some registries, ready to be asked."""

from collections.abc import Sequence
from functools import partial

from jobs.cli.context import JobContext
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.wiring.stores import open_ticked


def open_ticked_letters(
    context: JobContext, checked: Sequence[CheckResult], ledger: Ledger
) -> TickedLetters:
    """Nothing is read yet; the tab may have been written in any language."""
    return TickedLetters(
        {one.registry.id: partial(open_ticked, one.registry, one.settings) for one in checked},
        titles_of("outbox", context.every_language),
        ledger,
        context.clock,
    )
