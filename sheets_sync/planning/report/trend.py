"""How the figures of the first page went over the last year: as sent, else from the workbook."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.indicators.coverage import APPLICATION, LEARNING
from sheets_sync.planning.report.indicators.values import Figure, number, ratio
from sheets_sync.planning.report.memory import period_name
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Span
from sheets_sync.registry.months_and_years import add_months, month_last

MONTHS = 12


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """One month of the year up to the report's, which is the last."""

    month: dt.date
    """Its first day."""
    figures: Mapping[int, Figure]
    """By number of the indicator; none of them tells how few people did."""
    is_sent: bool
    """Whether they are those of the report as it was sent."""


def trend(month: Month) -> tuple[TrendMonth, ...]:
    """Twelve months, oldest first; none from before the first round began."""
    starts = month.now.starts_on[month.now.counted]
    first = starts.min().astype(object) if len(starts) else None
    months = [add_months(month.first, -back) for back in range(MONTHS - 1, -1, -1)]
    return tuple(_month(month, one) for one in months if first and month_last(one) >= first)


def _month(month: Month, first: dt.date) -> TrendMonth:
    kept = month.memory.frozen.get((period_name(first, 1), month.copy))
    if kept is not None and first != month.first and _OF.keys() <= kept.indicators.keys():
        figures = {one: kept.indicators[one].figure for one in _OF}
        return TrendMonth(first, figures, is_sent=True)
    span = Span(first, min(month_last(first), month.as_of))
    end = month.figures_at(span.last)
    return TrendMonth(first, {one: of(end, span) for one, of in _OF.items()}, is_sent=False)


def _active(end: Figures, _span: Span) -> Figure:
    return number(len(end.active))


def _attendance(end: Figures, span: Span) -> Figure:
    came = turnout(end, end.held_in(span)).ratio
    return ratio(came.n, came.of)


def _held(end: Figures, span: Span) -> Figure:
    held = end.held_of_planned(span)
    return ratio(held.n, held.of)


def _coverage(step: int) -> Callable[[Figures, Span], Figure]:
    def figure(end: Figures, _span: Span) -> Figure:
        due = end.counted[end.fell_due(step)[end.counted]]
        members = end.rounds.members
        done = members.evaluated if step == LEARNING else members.followed_up
        mine = end.known_members & end.of_rounds(due)
        return ratio(int(np.sum(mine & done)), int(np.sum(mine)))

    return figure


_OF: Mapping[int, Callable[[Figures, Span], Figure]] = {
    1: _active,
    11: _attendance,
    12: _held,
    17: _coverage(LEARNING),
    20: _coverage(APPLICATION),
}
"""By number of the indicator."""
