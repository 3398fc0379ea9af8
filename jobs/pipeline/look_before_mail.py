"""One look at a registry that is to be mailed about: checked, and what stops mail written down."""

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.log_tab_evidence import compare_with_log_tab
from sheets_sync.delivery.record_check import record_check
from sheets_sync.errors import StewardError
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult
from sheets_sync.settings import RegistrySettings


def look_before_mail(
    context: JobContext,
    registry: RegistrySettings,
    ledger: Ledger,
    batch: BatchResult,
    *,
    between: bool = False,
) -> None:
    """Read and check one registry, and write down what was seen or why nothing was.

    `between` two checks nothing moves that they measure by.
    """
    try:
        found = check_registry(context, registry, ledger)
    except StewardError as error:
        batch.errors[registry.id] = error
        if not context.looking:
            hold_unread(ledger, registry.id, now=context.now)
        raise
    batch.checked.append(found)
    if not context.looking:
        batch.changes[registry.id] = record_check(
            found.context, found.findings, registry.id, ledger, context.now, between=between
        )
        compare_with_log_tab(found, ledger, context.every_language, now=context.now)
