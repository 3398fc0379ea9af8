"""What a check leaves in the ledger: findings, steps, sizes of tabs, and what stops mail."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.facts import Facts
from sheets_sync.findings import Finding
from sheets_sync.ports import Ledger
from sheets_sync.records import Seen

SHRUNK = "tab-shrunk"


def remember(
    facts: Facts, findings: Sequence[Finding], registry: str, ledger: Ledger, now: dt.datetime
) -> None:
    """Write down what was seen; open a hold for every tab that lost too many rows."""
    _hold_shrunk(facts, findings, registry, ledger, now)
    day = facts.snapshot.today
    tables = facts.snapshot.tables
    ledger.findings.observe(
        registry,
        [Seen(finding.identity(registry), finding.rule, finding.tab) for finding in findings],
        day=day,
        blind_tabs=[tab for tab, table in tables.items() if not table.usable],
    )
    ledger.steps.observe(
        registry,
        {(step.community, step.number): step.state for step in facts.progress.steps},
        day=day,
    )


def _hold_shrunk(
    facts: Facts, findings: Sequence[Finding], registry: str, ledger: Ledger, now: dt.datetime
) -> None:
    """Keep the last good size of a shrunk tab until a person has confirmed the new one."""
    for code in facts.history.confirmed:
        ledger.holds.confirm(code, by="settings", now=now)
    sizes = {
        tab: len(table) for tab, table in facts.snapshot.tables.items() if table.state == "read"
    }
    shrunk = {finding.tab for finding in findings if finding.rule == SHRUNK}
    for tab in facts.history.rows_read:
        if tab not in shrunk:
            ledger.holds.close(registry, SHRUNK, tab, now=now)
            continue
        numbers = {"before": facts.history.rows_read[tab], "after": sizes.get(tab, 0)}
        hold = ledger.holds.open(registry, SHRUNK, tab, numbers, now=now)
        if hold.confirmed_at is None:
            sizes.pop(tab, None)
    ledger.reads.record(registry, sizes, now=now)
