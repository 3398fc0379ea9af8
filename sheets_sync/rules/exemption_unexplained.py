"""A member is exempt and no reason of the list is given.

What it does
    Reports a member whose exemption says yes while the reason is blank.

Why
    Steps 6 and 7: every participant must be evaluated and followed up. Who is left out of that
    needs a reason that the report can show.

Example
    "ยกเว้น" says ใช่, "เหตุผลที่ยกเว้น" is blank.

How to mend
    Choose the reason: moved, seconded, study leave, retired or other.
"""

import numpy as np

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, rule


@rule(Severity.ERROR, step=2)
def check(facts: Facts, report: Report) -> None:
    members = facts.table("members")
    exempt = members["exempt"].per_row() == True  # noqa: E712  objects, None where blank
    unexplained = exempt & members["exempt_reason"].blank_rows()
    for row in map(
        int, np.flatnonzero(unexplained & facts.rounds.is_watched[facts.rounds.members.community])
    ):
        report.cell(members, row, "exempt_reason")
