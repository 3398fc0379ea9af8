"""What is kept with the run of a check: what was found, asked and not seen, and the holidays."""

from sheets_sync.checking.findings import Severity
from sheets_sync.errors import StewardError
from sheets_sync.planning.working_days import own_holidays
from sheets_sync.ports.check_result import CheckResult


def facts_of(found: CheckResult | StewardError) -> dict[str, object]:
    """The facts of one look; where nothing could be read, why."""
    if isinstance(found, StewardError):
        return {"error": found.name}
    counts = found.findings.counts
    asked = found.store.requests()
    blind = [name for name, table in found.snapshot.tables.items() if not table.usable]
    return {
        "rows": found.snapshot.height,
        **{severity.value: counts[severity] for severity in Severity},
        **({"asked": [asked.reads, asked.writes]} if asked.reads or asked.writes else {}),
        **({"blind": blind} if blind else {}),
        "holidays": [[day.isoformat(), worked] for day, worked in own_holidays(found.snapshot)],
    }
