"""The rows of every tab that no data rule has an error for."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.report.values import Ratio
from sheets_sync.registry.snapshot import Snapshot


def sound_rows(snapshot: Snapshot, findings: Sequence[Finding]) -> Mapping[str, Ratio]:
    """By tab with rows: those sound, of all; work not done and lateness do not count."""
    wrong = Counter(
        tab
        for tab, _, _ in {
            (one.tab, one.sheet, one.row)
            for one in findings
            if one.severity is Severity.ERROR and not one.work and one.row is not None
        }
    )
    return {
        tab: Ratio(len(table) - min(wrong[tab], len(table)), len(table))
        for tab, table in snapshot.tables.items()
        if len(table)
    }
