"""A chain of supervisors comes back to its start.

What it does
    Follows the supervisors of the staff tab and reports every chain that never ends, once, at
    the person of the chain with the first staff number.

Why
    What nobody has done is told to the supervisor in the end (steps 5 to 7). In a circle
    there is nobody in the end.

Example
    60002 has the supervisor 60003, and 60003 has the supervisor 60002.

How to mend
    Correct the supervisor of one person of the chain; leave it blank for the head of the
    unit.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Positions
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.people import NOBODY


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    staff = context.table("staff")
    for loop in _loops(staff["supervisor"].per_row()):
        start = min(loop, key=lambda row: (context.staff_id(row) or "", row))
        place = loop.index(start)
        chain = [*loop[place:], *loop[:place], start]
        reporter.cell(
            staff,
            start,
            "supervisor",
            variant="message" if len(loop) > 1 else "own",
            person=context.person_name(start),
            chain=" → ".join(context.person_name(row) for row in chain),
        )


def _loops(supervisor: Positions) -> list[list[int]]:
    """The circles among rows each of which names one other row, or nobody."""
    endless = _without_end(supervisor)
    loops = []
    seen: set[int] = set()
    for start in endless.tolist():
        path: dict[int, None] = {}
        row = start
        while row not in seen:
            seen.add(row)
            path[row] = None
            row = int(supervisor[row])
        if row in path:
            chain = list(path)
            loops.append(chain[chain.index(row) :])
    return loops


def _without_end(supervisor: Positions) -> Rows:
    """The rows from which no walk upwards ends: each round doubles the steps walked."""
    above = np.append(supervisor, [NOBODY])  # from nobody one comes to nobody
    for _ in range(len(above).bit_length()):
        above = above[above]
    return np.flatnonzero(above[:-1] != NOBODY)
