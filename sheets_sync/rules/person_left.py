"""Somebody who has left still has a part in a running community.

What it does
    Reports a coordinator, a member without a leaving date, or an expert of an active community
    whose row in the staff tab says that the person has left.

Why
    Members (step 2) and experts (step 3) must be the unit's own people. Somebody who has left
    cannot be evaluated or followed up, and reminders to a coordinator who is gone reach
    nobody.

Example
    The coordinator retired in September and the community goes on.

How to mend
    For a member, fill the leaving date. For a coordinator or expert, name a successor.
"""

import numpy as np

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.registry.cells import Mask
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.tables import Table
from sheets_sync.reporting import Report, rule


@rule(Severity.WARNING)
def check(facts: Facts, report: Report) -> None:
    left = np.append(facts.table("staff")["status"].per_row() == "left", [False])
    active = np.zeros(facts.rounds.size + 1, dtype=np.bool_)
    active[facts.active_rounds] = True
    communities, members, experts = map(facts.table, ("communities", "members", "experts"))
    _report(report, communities, "coordinator", active[:-1], left)
    staying = members["left_on"].blank_rows()
    _report(report, members, "person", active[members["community"].per_row()] & staying, left)
    _report(report, experts, "person", active[experts["community"].per_row()], left)


def _report(report: Report, table: Table, column: str, running: Mask, left: Mask) -> None:
    """At every cell of these rows that names somebody who has left."""
    person = table[column].per_row()
    for row in map(int, np.flatnonzero(running & (person != NOBODY) & left[person])):
        report.cell(
            table,
            row,
            column,
            variant=table.tab.name,
            person=report.facts.person_name(int(person[row])),
        )
