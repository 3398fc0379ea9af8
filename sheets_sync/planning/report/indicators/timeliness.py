"""27: how soon after the month its report is issued, and which runs failed."""

from sheets_sync.planning.report.indicators.values import Figure, Measured, Why, number, ratio
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.months_and_years import add_months, month_first, month_last


def timeliness(view: View) -> Measured:
    """Days from the end of a month to the day its report was first sent; the mean of several."""
    memory, span = view.memory, view.span
    failed = sum(span.first <= day <= span.last for day in memory.failed_runs)
    runs = number(failed) if memory.is_kept else Figure()
    days = []
    month = month_first(span.first)
    while month <= span.last:
        issued = memory.issued.get(f"{month:%Y-%m}")
        if issued is not None:
            days.append((issued - month_last(month)).days)
        month = add_months(month, 1)
    parts = {"failed_runs": runs}
    if not days:
        return Measured(Figure(), Why("not_issued" if memory.is_kept else "no_memory"), parts)
    return Measured(ratio(sum(days), len(days)), None, parts)
