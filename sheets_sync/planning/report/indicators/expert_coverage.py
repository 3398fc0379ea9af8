"""14: the communities with an expert of their own agency."""

import numpy as np

from sheets_sync.checking.rounds import pairs
from sheets_sync.planning.report.indicators.values import Measured, ratio, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.people import NOBODY


def expert_coverage(view: View) -> Measured:
    """Active rounds with an expert who is on the staff list; members for each such expert."""
    end, experts = view.end, view.context.table("experts")
    community, person = end.rounds.experts, experts["person"].per_row()
    mine = np.isin(community, end.active)
    known = mine & (person != NOBODY)
    guided = np.unique(community[known])
    different = np.unique(pairs(community[known], person[known]))
    members = len(end.memberships(end.active))
    return share(
        len(guided),
        len(end.active),
        parts={"members_per_expert": ratio(members, len(different))},
        exclusions={"no_person": int((mine & ~known).sum())},
    )
