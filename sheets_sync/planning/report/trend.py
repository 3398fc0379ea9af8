"""How the figures of the first page went over the last year: as sent, else from the workbook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.indicators.compile import measured
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.periods import period_name
from sheets_sync.registry.months_and_years import add_months, month_last

MONTHS = 12
SHOWN = frozenset({1, 11, 12, 17, 20})
"""By number of the indicator: none of them tells how few people did."""


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month of the year up to the report's, which is the last."""

    month: dt.date
    """Its first day."""
    figures: Mapping[int, Figure]
    """By number of the indicator."""
    is_sent: bool
    """Whether they are those of the report as it was sent."""


def trend(month: Month) -> tuple[TrendMonth, ...]:
    """Twelve months, oldest first; none from before the first round began."""
    starts = month.now.starts_on[month.now.counted]
    first = starts.min().astype(object) if len(starts) else None
    months = [add_months(month.first, -back) for back in range(MONTHS - 1, -1, -1)]
    return tuple(_month(month, one) for one in months if first and month_last(one) >= first)


def _month(month: Month, first: dt.date) -> TrendMonth:
    if first == month.first and month.months == 1:
        return TrendMonth(first, _measured(month.view), is_sent=False)
    kept = month.memory.frozen.get((period_name(first, 1), month.copy))
    if kept is not None and kept.indicators.keys() >= SHOWN:
        figures = {one: kept.indicators[one].figure for one in sorted(SHOWN)}
        return TrendMonth(first, figures, is_sent=True)
    return TrendMonth(first, _measured(month.view_of(first)), is_sent=False)


def _measured(view: View) -> Mapping[int, Figure]:
    return {one.number: measured(one, view).figure for one in INDICATORS if one.number in SHOWN}
