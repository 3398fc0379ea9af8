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

from sheets_sync.facts import Facts, Report, rule
from sheets_sync.findings import Severity
from sheets_sync.registry.cells import Mask
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.rounds import Positions, pairs


@rule(Severity.WARNING)
def check(facts: Facts, report: Report) -> None:
    if not facts.usable("staff", "communities", "members"):
        return
    for tab in ("evaluations", "followups"):
        table = facts.table(tab)
        _report(report, table, table["community"].per_row(), _nobody(table))
    if facts.usable("sessions", "experts"):
        attendance = facts.table("attendance")
        sessions = facts.table("sessions")["community"].per_row()
        community = np.append(sessions, [NOWHERE])[attendance["session"].per_row()]
        _report(report, attendance, community, _had_the_floor(facts, attendance, community))


def _report(report: Report, table: Table, community: Positions, welcome: Mask) -> None:
    """At every person that is known, is not welcome, and has no row in `members`."""
    facts = report.facts
    members = facts.table("members")
    person, listed = table["person"].per_row(), members["person"].per_row()
    of = members["community"].per_row()
    known = (community != NOWHERE) & (person != NOBODY)
    member = np.isin(pairs(community, person), pairs(of, listed))
    # A member whose name or community cannot be read may be this very person.
    undecided = np.isin(community, of[listed == NOBODY]) | np.isin(person, listed[of == NOWHERE])
    for row in map(int, np.flatnonzero(known & ~member & ~undecided & ~welcome)):
        report.cell(
            table,
            row,
            "person",
            person=facts.person_name(int(person[row])),
            group=facts.rounds.identifier(int(community[row])),
        )


def _nobody(table: Table) -> Mask:
    return np.zeros(len(table), dtype=np.bool_)


def _had_the_floor(facts: Facts, attendance: Table, community: Positions) -> Mask:
    """The rows of attendance of the community's experts and the session's speakers."""
    experts, sessions = facts.table("experts"), facts.table("sessions")
    person = attendance["person"].per_row()
    expert = np.isin(
        pairs(community, person), pairs(facts.rounds.experts, experts["person"].per_row())
    )
    speakers = sessions["speakers"].per_row()
    speaks = [
        session != NOWHERE and someone in (speakers[session] or ())
        for session, someone in zip(attendance["session"].per_row(), person, strict=True)
    ]
    return expert | np.array(speaks, dtype=np.bool_)
