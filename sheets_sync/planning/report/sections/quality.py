"""How good the data are that the figures are made of."""

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.periods import period_name
from sheets_sync.planning.report.quality import Quality, quality_found


def quality(month: Month) -> Quality:
    """As the check found them that the report was sent with; before it is sent, as of now.

    The workbook as it was at the month's end is not kept.
    """
    kept = month.memory.frozen.get((period_name(month.first, month.months), month.copy))
    if kept is not None and kept.quality is not None:
        return kept.quality
    return quality_found(month.context.snapshot, month.findings)
