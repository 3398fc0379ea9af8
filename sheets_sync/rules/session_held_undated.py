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

from functools import partial

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells


@rule(Severity.WARNING, step=5)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions = context.table("sessions")
    status = sessions["status"].per_row()
    undated = sessions["held_on"].blank_rows()
    in_effect = context.rounds.is_in_effect[context.rounds.sessions.community]
    unsaid = (status == "held") & undated & in_effect
    reporter.cells(sessions, unsaid, "held_on", detail="undated", variant="undated")
    reporter.cells(
        sessions,
        (status == "cancelled") & ~undated & in_effect,
        "status",
        detail="cancelled",
        variant="cancelled",
        held_on=partial(_day, sessions["held_on"]),
    )


def _day(cells: Cells, row: int) -> object:
    """The day as a date, or as it was typed where that cannot be read."""
    day = cells.at(row)
    return cells.shown(row) if np.isnat(day) else day.astype(object)
