"""What is kept with the run of a check: how much was found, and the agency's own holidays."""

from collections import Counter

from sheets_sync.checking.findings import Severity
from sheets_sync.errors import StewardError
from sheets_sync.planning.working_days import own_holidays
from sheets_sync.ports.check_result import CheckResult


def facts_of(found: CheckResult | StewardError) -> dict[str, object]:
    """The facts of one look; where nothing could be read, why."""
    if isinstance(found, StewardError):
        return {"error": found.name}
    counts = Counter(finding.severity for finding in found.findings)
    return {
        "rows": found.snapshot.height,
        **{severity.value: counts[severity] for severity in Severity},
        "holidays": [[day.isoformat(), worked] for day, worked in own_holidays(found.snapshot)],
    }
