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

from sheets_sync.facts import Facts, Report, rule
from sheets_sync.findings import Severity
from sheets_sync.rounds import pairs


@rule(Severity.INFO, step=4)
def check(facts: Facts, report: Report) -> None:
    if not facts.usable("communities", "staff", "members", "experts"):
        return
    rounds = facts.rounds
    known = (rounds.count(rounds.experts) > 0) & rounds.is_watched[:-1]
    for tab in ("members", "experts"):
        known &= ~rounds.unresolved(tab) & ~rounds.perhaps_meant(tab)
    judged = np.append(known, values=False)
    insiders = np.concatenate(
        [
            pairs(rounds.members.community, rounds.members.person),
            pairs(rounds.experts, facts.table("experts")["person"].per_row()),
        ]
    )
    not_cancelled = ~rounds.sessions.cancelled
    for tab, counts in (("plans", None), ("sessions", not_cancelled)):
        table = facts.table(tab)
        community = table["community"].per_row()
        speakers = table["speakers"]
        wanted = judged[community] if counts is None else judged[community] & counts
        names = np.array([len(people or ()) for people in speakers.values], dtype=np.intp)
        rows = np.repeat(np.arange(len(table)), np.where(wanted, names[speakers.codes], 0))
        people = np.array(
            [person for row in np.unique(rows) for person in speakers.at(row)], dtype=np.int32
        )
        strangers = ~np.isin(pairs(community[rows], people), insiders)
        for row, person in zip(rows[strangers], people[strangers], strict=True):
            number = facts.staff_id(int(person)) or ""
            name = facts.person_name(int(person))
            report.cell(table, row, "speakers", detail=number, person=name)
