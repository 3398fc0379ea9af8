"""A community is completed although its last steps are not.

What it does
    Reports a community whose status says completed while step 5, 6 or 7 is not complete, at the
    status. Its members stay in the report's denominators. A step that cannot be judged, since a
    record names nobody we know, does not count.

Why
    Steps 6 and 7: every participant must be evaluated and followed up. Closing the round does not
    do that work.

Example
    "สถานะ" says เสร็จสิ้น, and 3 of 12 members have not been followed up.

How to mend
    Finish and record what is missing; or set the status back to active until it is done.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext

LAST_STEPS = (5, 6, 7)
NOTHING_TO_SAY = frozenset({"complete", "unknown"})
CANNOT_BE_TOLD = frozenset({"evaluations_unresolved", "followups_unresolved"})


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    rounds = context.rounds
    for row in rounds.in_effect[rounds.status[rounds.in_effect] == "completed"].tolist():
        open_steps = tuple(
            number
            for number in LAST_STEPS
            if (step := context.progress.by_round[row, number]).state not in NOTHING_TO_SAY
            and step.reason.name not in CANNOT_BE_TOLD
        )
        if open_steps:
            reporter.cell(context.table("communities"), row, "status", steps=open_steps)
