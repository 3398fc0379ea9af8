"""A speaker is staff but neither an expert nor a member of the community.

What it does
    Asks about a speaker of a plan or a session who is on the staff list and in neither list of the
    community. It stays silent while one of the lists names nobody we know, or no expert is listed.

Why
    Step 4: experts come as main resource persons, and experts and members exchange what they
    know. Perhaps that person belongs in the list of experts.

Example
    The session names 60011, who is in no list of the community.

How to mend
    Add the person to the experts, or correct the speaker. If it is right as it is, leave it.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import pairs, people_named
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.equal_numbers import among


@rule(Severity.INFO, step=4)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "staff", "members", "experts"):
        return
    rounds = context.rounds
    known = (rounds.count(rounds.experts) > 0) & rounds.is_in_effect[:-1]
    for tab in ("members", "experts"):
        known &= ~rounds.unresolved(tab) & ~rounds.perhaps_meant(tab)
    judged = np.append(known, values=False)
    insiders = np.concatenate(
        [
            pairs(rounds.members.community, rounds.members.person),
            pairs(rounds.experts, context.table("experts")["person"].per_row()),
        ]
    )
    for tab in ("plans", "sessions"):
        table = context.table(tab)
        rows, people = people_named(table, "speakers")
        community = table["community"].per_row()[rows]
        stranger = judged[community] & ~among(pairs(community, people), insiders)
        if tab == "sessions":
            stranger &= ~rounds.sessions.cancelled[rows]
        for row, person in zip(rows[stranger].tolist(), people[stranger].tolist(), strict=True):
            number = context.staff_id(person) or ""
            reporter.cell(table, row, "speakers", detail=number, person=context.person_name(person))
