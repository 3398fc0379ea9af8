"""A session's status and its actual day contradict each other.

What it does
    Reports a session whose status says held while its actual day is blank, at the day; and one
    whose status says cancelled while an actual day is there, at the status.

Why
    Step 5: whether a session was held follows from the day it was held. The due dates of steps 6
    and 7 are counted from it.

Example
    "สถานะ" says จัดแล้ว, "วันที่จัดจริง" is blank.

How to mend
    Type the day it was held, or correct the status.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=5)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions = context.table("sessions")
    status = sessions["status"].per_row()
    undated = sessions["held_on"].blank_rows()
    in_effect = context.rounds.is_in_effect[context.rounds.sessions.community]
    for row in map(int, np.flatnonzero((status == "held") & undated & in_effect)):
        reporter.cell(sessions, row, "held_on", detail="undated", variant="undated")
    for row in map(int, np.flatnonzero((status == "cancelled") & ~undated & in_effect)):
        held_on = _day(context, row)
        reporter.cell(
            sessions, row, "status", detail="cancelled", variant="cancelled", held_on=held_on
        )


def _day(context: RuleContext, row: int) -> object:
    """The day as a date, or as it was typed where that cannot be read."""
    cells = context.table("sessions")["held_on"]
    day = cells.at(row)
    return cells.shown(row) if np.isnat(day) else day.astype(object)
