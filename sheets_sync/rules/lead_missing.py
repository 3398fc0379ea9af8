"""A community has several experts and none is marked as the main resource person.

What it does
    Reports, once for a community, that none of its several experts is marked. The finding stands
    at the mark of the expert with the lowest number, but any of them may be marked. A single
    expert needs no mark, and several experts are always welcome.

Why
    Step 3: an expert can come as the main resource person. With several of them people should
    know who it is.

Example
    Three experts, "วิทยากรหลัก" blank beside all of them.

How to mend
    Type ใช่ beside the main resource person.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import pairs, unreadable
from sheets_sync.checking.rule_context import RuleContext


@rule(Severity.WARNING, step=3)
def check(context: RuleContext, reporter: Reporter) -> None:
    rounds, experts = context.rounds, context.table("experts")
    community = rounds.experts
    pair = pairs(community, experts["person"].per_row())
    counted = pair == -1  # somebody we do not know, or the first row of somebody we know
    counted[np.unique(pair, return_index=True)[1]] = True
    marked = experts["lead"].says_yes() | unreadable(experts, "lead")
    unmarked = (rounds.count(community, counted) > 1) & (rounds.count(community, marked) == 0)
    unmarked &= rounds.is_in_effect[:-1]
    rows_of: dict[int, list[int]] = {}
    for row in map(int, np.flatnonzero(np.append(unmarked, values=False)[community])):
        rows_of.setdefault(int(community[row]), []).append(int(row))
    for rows in rows_of.values():
        first = min(rows, key=lambda row: context.key(experts, row) or experts.content(row))
        reporter.cell(experts, first, "lead", count=len(rows))
