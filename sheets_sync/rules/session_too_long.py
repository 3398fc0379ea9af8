"""A session took, or is to take, longer than the agency wants.

What it does
    Reports a session longer than 3 hours, by its hours or, where those are blank, by its times of
    beginning and end.

Why
    The handbook's principle: activities are informal and do not take long. It gives no number; the
    3 hours are ours (`rules.max_session_hours`).

Example
    "ระยะเวลา (ชั่วโมง)" is 6.

How to mend
    Consider several shorter sessions. If it is right as it is, leave it.
"""

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells


@rule(Severity.INFO)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    hours = sessions["hours"]
    by_clock = hours.blank_rows()
    spent = _hour_of_day(sessions["ends_at"]) - _hour_of_day(sessions["starts_at"])
    length = np.where(by_clock, spent, hours.per_row())
    most = context.settings.rules.max_session_hours
    counted = ~when.cancelled & context.rounds.is_in_effect[when.community]
    reporter.cells(
        sessions,
        (length > most) & counted,
        np.where(by_clock, "ends_at", "hours"),
        hours=lambda row: round(length.item(row), 1),
        most=most,
    )


def _hour_of_day(cells: Cells) -> NDArray[np.float64]:
    """For every row, the time as hours since midnight; NaN where there is none."""
    hours = [np.nan if time is None else time.hour + time.minute / 60 for time in cells.values]
    return np.array(hours, dtype=np.float64)[cells.codes]
