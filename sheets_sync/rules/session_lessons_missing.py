"""A session was held and recorded, and nothing is said about the next one.

What it does
    Reports a session that was held and has results, while the improvements are blank.

Why
    Step 5: results are recorded so that the next activity can be improved. A word on what to do
    differently is what makes the record useful.

Example
    "สรุปผลการจัดกิจกรรม" is filled in, "ข้อปรับปรุงครั้งต่อไป" is blank.

How to mend
    Write what to improve, or that the session was right as it was.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.INFO, step=5)
def check(context: RuleContext, reporter: Reporter) -> None:
    sessions, when = context.table("sessions"), context.rounds.sessions
    without = when.recorded & sessions["improvements"].blank_rows()
    in_effect = context.rounds.is_in_effect[when.community]
    reporter.cells(sessions, without & in_effect, "improvements")
