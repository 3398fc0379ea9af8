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

from collections.abc import Sequence

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Positions, pairs
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("staff", "communities", "members"):
        return
    members = _list(context, "members")
    for tab in ("evaluations", "followups"):
        table = context.table(tab)
        where = table["community"]
        rows = context.once(_strangers, tab, table["person"], where, *members)
        _report(reporter, table, rows, where.per_row())
    if context.usable("sessions", "experts"):
        table, sessions = context.table("attendance"), context.table("sessions")
        of_sessions = (table["session"], sessions["community"])
        lists = (*members, *_list(context, "experts"))
        rows = context.once(
            _strange_guests, table["person"], *of_sessions, sessions["speakers"], *lists
        )
        _report(reporter, table, rows, _community_of(*of_sessions))


def _list(context: RuleContext, tab: str) -> tuple[Cells, Cells]:
    """Who is listed there, and in which community."""
    table = context.table(tab)
    return table["person"], table["community"]


def _report(reporter: Reporter, table: Table, rows: list[int], community: Positions) -> None:
    context = reporter.context
    reporter.cells(
        table,
        rows,
        "person",
        person=lambda row: context.person_name(table["person"].at(row)),
        group=lambda row: context.rounds.identifier(community.item(row)),
    )


def _strangers(_tab: str, person: Cells, community: Cells, *lists: Cells) -> list[int]:
    """The rows whose person is known and is in none of these lists of the community."""
    strangers: list[int] = np.flatnonzero(_outside(person, community.per_row(), lists)).tolist()
    return strangers


def _strange_guests(
    person: Cells, session: Cells, community: Cells, speakers: Cells, *lists: Cells
) -> list[int]:
    """The same of attendances: whoever speaks in a session may be in it."""
    strange = _outside(person, _community_of(session, community), lists)
    return [
        row
        for row in np.flatnonzero(strange).tolist()
        if person.at(row) not in (speakers.at(session.at(row)) or ())
    ]


def _community_of(session: Cells, community: Cells) -> Positions:
    """For every attendance the community of its session."""
    return np.asarray(np.append(community.per_row(), [NOWHERE])[session.per_row()])


def _outside(person: Cells, community: Positions, lists: Sequence[Cells]) -> Mask:
    """The rows whose person is known and is in none of these lists of the community."""
    who = person.per_row()
    strange = (community != NOWHERE) & (who != NOBODY)
    for listed, of in zip(lists[::2], lists[1::2], strict=True):
        people, communities = listed.per_row(), of.per_row()
        strange &= ~among(pairs(community, who), pairs(communities, people))
        # Somebody in the list whose name or community cannot be read may be this very person.
        strange &= ~np.isin(community, communities[people == NOBODY])
        strange &= ~np.isin(who, people[communities == NOWHERE])
    return np.asarray(strange)
