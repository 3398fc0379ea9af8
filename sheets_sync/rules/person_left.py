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

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Mask
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.tables import Table


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    left = np.append(context.table("staff")["status"].says("left"), [False])
    active = np.zeros(context.rounds.size + 1, dtype=np.bool_)
    active[context.active_rounds] = True
    communities, members, experts = map(context.table, ("communities", "members", "experts"))
    _report(reporter, communities, "coordinator", active[:-1], left)
    staying = members["left_on"].blank_rows()
    _report(reporter, members, "person", active[members["community"].per_row()] & staying, left)
    _report(reporter, experts, "person", active[experts["community"].per_row()], left)


def _report(reporter: Reporter, table: Table, column: str, running: Mask, left: Mask) -> None:
    """At every cell of these rows that names somebody who has left."""
    person = table[column].per_row()
    reporter.cells(
        table,
        running & (person != NOBODY) & left[person],
        column,
        variant=table.tab.name,
        person=lambda row: reporter.context.person_name(person.item(row)),
    )
