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

from sheets_sync.facts import Facts, Report, rule
from sheets_sync.findings import Severity
from sheets_sync.registry.people import NOBODY


@rule(Severity.WARNING)
def check(facts: Facts, report: Report) -> None:
    staff = facts.table("staff")
    for loop in _loops(staff["supervisor"].per_row().tolist()):
        start = min(loop, key=lambda row: (facts.staff_id(row) or "", row))
        place = loop.index(start)
        chain = [*loop[place:], *loop[:place], start]
        report.cell(
            staff,
            start,
            "supervisor",
            variant="message" if len(loop) > 1 else "own",
            chain=" → ".join(facts.person_name(row) for row in chain),
        )


def _loops(above: list[int]) -> list[list[int]]:
    """The circles among rows each of which points at one other row, or at nobody."""
    loops = []
    walk_of = [0] * len(above)
    for walk, start in enumerate(range(len(above)), start=1):
        path, row = [], start
        while row != NOBODY and not walk_of[row]:
            walk_of[row] = walk
            path.append(row)
            row = above[row]
        if row != NOBODY and walk_of[row] == walk:
            loops.append(path[path.index(row) :])
    return loops
