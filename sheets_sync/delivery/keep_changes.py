"""Keeps what changed in the records since the check before."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.delivery.holds import SHRUNK
from sheets_sync.planning.record_contents import record_contents
from sheets_sync.ports import Ledger


def keep_changes(
    context: RuleContext,
    findings: Sequence[Finding],
    registry: str,
    ledger: Ledger,
    now: dt.datetime,
) -> int:
    """Compare every tab with what it held at the last check; how many changes.

    A tab that could not be read, or that lost too much to be believed, is looked at next time.
    Of people who were erased nothing is kept, though their rows still stand there.
    """
    shrunk = {finding.tab for finding in findings if finding.rule == SHRUNK}
    staff = context.snapshot.staff
    numbers = {
        number
        for address in ledger.erased([*staff.addresses])
        if (number := context.staff_id(staff.addresses[address])) is not None
    }
    return ledger.changes.observe(
        registry,
        record_contents(context, blind=shrunk, without=numbers),
        most=context.settings.retention.changes_most,
        now=now,
    )
