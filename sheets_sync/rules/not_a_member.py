"""A record is about somebody who is not a member of that community.

What it does
    Reports an evaluation, a follow-up or an attendance of a person without a row in the members
    tab for that community. Members who left or are exempt count as members; so do, for
    attendance, the community's experts and the session's speakers.

Why
    Steps 6 and 7 ask whether every member was evaluated and followed up. A record of somebody else
    counts for nobody, and often the wrong person or community was chosen.

Example
    An evaluation of Suda in C-003, where she is a member of C-002.

How to mend
    Correct the person or the community, or add the person to the members tab.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Positions, pairs
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("staff", "communities", "members"):
        return
    for tab in ("evaluations", "followups"):
        table = context.table(tab)
        community = table["community"].per_row()
        _report(reporter, table, _strangers(context, table, community, "members"), community)
    if context.usable("sessions", "experts"):
        attendance = context.table("attendance")
        session = attendance["session"].per_row()
        community = np.append(context.rounds.sessions.community, [NOWHERE])[session]
        speakers = context.table("sessions")["speakers"]
        strange = [
            row
            for row in _strangers(context, attendance, community, "members", "experts")
            if attendance["person"].at(row) not in (speakers.at(session[row]) or ())
        ]
        _report(reporter, attendance, strange, community)


def _report(reporter: Reporter, table: Table, rows: list[int], community: Positions) -> None:
    context = reporter.context
    reporter.cells(
        table,
        rows,
        "person",
        person=lambda row: context.person_name(table["person"].at(row)),
        group=lambda row: context.rounds.identifier(community.item(row)),
    )


def _strangers(context: RuleContext, table: Table, community: Positions, *lists: str) -> list[int]:
    """The rows whose person is known and is in none of these lists of the community."""
    person = table["person"].per_row()
    strange = (community != NOWHERE) & (person != NOBODY)
    for name in lists:
        listed, of = (
            context.table(name)["person"].per_row(),
            context.table(name)["community"].per_row(),
        )
        strange &= ~among(pairs(community, person), pairs(of, listed))
        # Somebody in the list whose name or community cannot be read may be this very person.
        strange &= ~np.isin(community, of[listed == NOBODY])
        strange &= ~np.isin(person, listed[of == NOWHERE])
    strangers: list[int] = np.flatnonzero(strange).tolist()
    return strangers
