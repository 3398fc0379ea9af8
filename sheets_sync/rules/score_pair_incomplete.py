"""An evaluation has only one of the scores before and after.

What it does
    Reports an evaluation with a score before and none after, or the other way round, at the cell
    that is blank.

Why
    Step 6: what was learned shows in the difference. Half a pair counts in no average.

Example
    "คะแนนก่อน" is 8, "คะแนนหลัง" is blank.

How to mend
    Type the other score, or clear the one that is there.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=6)
def check(context: RuleContext, reporter: Reporter) -> None:
    evaluations = context.table("evaluations")
    in_effect = context.rounds.is_in_effect[evaluations["community"].per_row()]
    before, after = (evaluations[name].blank_rows() for name in ("pre_score", "post_score"))
    for row in map(int, np.flatnonzero((before ^ after) & in_effect)):
        blank, there = ("pre_score", "post_score") if before[row] else ("post_score", "pre_score")
        reporter.cell(evaluations, row, blank, other=evaluations[there].shown(row))
