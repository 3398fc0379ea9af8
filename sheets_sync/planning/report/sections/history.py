"""The last twelve months side by side: what was planned and held, and whom the results cover."""

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.trend import TrendMonth, trend

SESSIONS, LEARNING, FOLLOW_UP = 12, 17, 20
"""The indicators that are shown month by month."""


def history(month: Month) -> tuple[TrendMonth, ...]:
    """Up to this month, from the first in which there was anything to tell."""
    found = trend(month)
    begun = (place for place, one in enumerate(found) if _tells(one))
    return found[next(begun, -1) :]


def _tells(one: TrendMonth) -> bool:
    return any(one.figures[shown].value is not None for shown in (SESSIONS, LEARNING, FOLLOW_UP))
