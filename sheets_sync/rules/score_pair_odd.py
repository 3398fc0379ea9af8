"""An evaluation has scores and no full score.

What it does
    Reports an evaluation with a score before or after while the full score is blank.

Why
    Step 6: 16 means something else out of 20 than out of 100. Without the full score the report
    cannot compare.

Example
    "คะแนนก่อน" is 8, "คะแนนหลัง" is 16, "คะแนนเต็ม" is blank.

How to mend
    Type the full score.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=6)
def check(context: RuleContext, reporter: Reporter) -> None:
    evaluations = context.table("evaluations")
    in_effect = context.rounds.is_in_effect[evaluations["community"].per_row()]
    before, after, full = (
        evaluations[name].blank_rows() for name in ("pre_score", "post_score", "full_score")
    )
    reporter.cells(evaluations, ~(before & after) & full & in_effect, "full_score")
