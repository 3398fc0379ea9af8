"""The last twelve months side by side: what was planned and held, and whom the results cover."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.indicators.coverage import follow_up_coverage, learning_coverage
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.memory import period_name
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio, Span
from sheets_sync.registry.months_and_years import add_months, month_last

MONTHS = 12
LEARNING, FOLLOW_UP = 17, 20
"""The indicators that cover members."""


@dataclass(frozen=True, slots=True)
class HistoryMonth:
    """One month."""

    month: dt.date
    """Its first day."""
    sessions: Ratio
    """Held by its end, of those first planned in it."""
    evaluated: Figure | None
    """As its report was sent; of this month and the one before as they stand. None: not known."""
    followed_up: Figure | None


def history(month: Month) -> tuple[HistoryMonth, ...]:
    """Up to this month, from the first in which there was anything to tell."""
    firsts = [add_months(month.first, -back) for back in reversed(range(MONTHS))]
    found = [
        HistoryMonth(
            first,
            _sessions(month, first),
            _coverage(month, first, LEARNING),
            _coverage(month, first, FOLLOW_UP),
        )
        for first in firsts
    ]
    begun = next((place for place, one in enumerate(found) if _tells(one)), len(found) - 1)
    return tuple(found[begun:])


def _tells(one: HistoryMonth) -> bool:
    return bool(one.sessions.of or one.evaluated or one.followed_up)


def _sessions(month: Month, first: dt.date) -> Ratio:
    last = min(month_last(first), month.as_of)
    sessions = month.now.rounds.sessions
    planned = month.now.planned_in(Span(first, last))
    held = planned & sessions.held & ~(sessions.held_on > np.datetime64(last))
    return Ratio(int(held.sum()), int(planned.sum()))


def _coverage(month: Month, first: dt.date, number: int) -> Figure | None:
    if first == month.first:
        return _known(_measured(month.view, number))
    sent = month.memory.frozen.get((period_name(first, 1), month.copy))
    if sent and number in sent.indicators:
        return _known(sent.indicators[number].figure)
    if month.months == 1 and first == month.span_before.first:
        return _known(_measured(month.view_before, number))
    return None


def _measured(view: View, number: int) -> Figure:
    measure = learning_coverage if number == LEARNING else follow_up_coverage
    return measure(view).figure


def _known(figure: Figure) -> Figure | None:
    return figure if figure.value is not None else None
