"""What a check leaves in the ledger: changes, findings, steps, sizes of tabs, what stops mail."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.delivery.address_guard import guard_addresses
from sheets_sync.delivery.holds import (
    ERASED,
    SHRUNK,
    UNREAD,
    confirm,
    end_events,
    event_facts,
    open_hold,
)
from sheets_sync.delivery.keep_changes import keep_changes
from sheets_sync.mail.ledger_records import AddressChange, Hold, Seen
from sheets_sync.ports import Ledger


def record_check(
    context: RuleContext,
    findings: Sequence[Finding],
    registry: str,
    ledger: Ledger,
    now: dt.datetime,
    *,
    between: bool = False,
) -> tuple[AddressChange, ...]:
    """Write down what was seen, and hold mail where it looks wrong.

    A look `between` two checks holds mail all the same, and moves nothing that they measure by:
    else a tab that is emptied little by little would never look wrong.

    Answers whose address has changed and waits for a person.
    """
    for code in context.history.confirmed:
        confirm(code, ledger, context.settings, by="settings", now=now)
    end_events(ledger, registry, [(UNREAD, "")], now=now)
    _hold_shrunk(context, findings, registry, ledger, now, between=between)
    changes = guard_addresses(context, registry, ledger, now=now)
    _watch_erased(context, registry, ledger, now)
    if between:
        return changes
    keep_changes(context, findings, registry, ledger, now)
    day = context.snapshot.today
    tables = context.snapshot.tables
    ledger.findings.observe(
        registry,
        [Seen(finding.identity(registry), finding.rule, finding.tab) for finding in findings],
        day=day,
        blind_tabs=[tab for tab, table in tables.items() if not table.usable],
    )
    ledger.steps.observe(
        registry,
        {(step.community, step.number): step.state for step in context.progress.steps},
        day=day,
        due={
            (step.community, step.number): step.due
            for step in context.progress.steps
            if step.due is not None
        },
    )
    return changes


def _watch_erased(context: RuleContext, registry: str, ledger: Ledger, now: dt.datetime) -> None:
    """Have the agency told as long as somebody who was erased stands in the staff tab."""
    if ledger.erased([*context.snapshot.staff.addresses]):
        ledger.holds.open(registry, ERASED, "", {}, now=now)
    else:
        end_events(ledger, registry, [(ERASED, "")], now=now)


def _hold_shrunk(
    context: RuleContext,
    findings: Sequence[Finding],
    registry: str,
    ledger: Ledger,
    now: dt.datetime,
    *,
    between: bool,
) -> None:
    """Keep the last good size of a shrunk tab until a person has confirmed the new one."""
    sizes = {
        tab: len(table) for tab, table in context.snapshot.tables.items() if table.state == "read"
    }
    found = {finding.tab for finding in findings if finding.rule == SHRUNK}
    good: list[str] = []
    for tab, read in ledger.reads.last_good(registry).items():
        left = sizes.get(tab, 0)
        # Somebody may have confirmed it since the findings were made.
        if tab in found and context.has_shrunk(tab, read.rows):
            _hold(ledger, registry, tab, read.rows, left, now)
            sizes.pop(tab, None)
        else:
            good.append(tab)
    end_events(ledger, registry, [(SHRUNK, tab) for tab in good], now=now)
    if not between:
        ledger.reads.record(registry, sizes, now=now)


def _hold(
    ledger: Ledger, registry: str, tab: str, before: int, left: int, now: dt.datetime
) -> Hold:
    """One event while the loss is about the same: a row typed meanwhile is no new one."""
    for hold in ledger.holds.waiting(registry):
        if (hold.kind, hold.subject) == (SHRUNK, tab):
            numbers = event_facts(hold)
            if _tenths(numbers["before"], numbers["after"]) == _tenths(before, left):
                return hold
    return open_hold(ledger, registry, SHRUNK, tab, {"before": before, "after": left}, now=now)


def _tenths(before: int, after: int) -> tuple[int, int]:
    return before, (before - after) * 10 // max(before, 1)
