"""8, 9: the members of active rounds - how many, who came and went, who stayed."""

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import happened, pairs
from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.cells import Mask
from sheets_sync.registry.people import NOBODY


def members(view: View) -> Measured:
    """Memberships of active rounds; each person once in a round, also where typed twice."""
    end = view.end
    mine = end.memberships(end.active)
    table, of = view.facts.table("members"), end.rounds.members
    counted = of.not_exempt & end.is_counted[of.community]
    joined = happened(table, "joined_on", view.facts.snapshot.today)
    exempt = of.exempt & end.of_rounds(end.active) & (of.person != NOBODY)
    return count(
        len(mine),
        parts={
            "unique": number(len(end.people(mine))),
            "joined": number(_once(view, counted & within(joined, view.span))),
            "left": number(_once(view, counted & within(of.left_on, view.span))),
            "exempt": number(int(exempt.sum())),
        },
        exclusions={
            "no_person": int((end.unknown_members & end.of_rounds(end.active)).sum()),
        },
    )


def _once(view: View, mask: Mask) -> int:
    """How many different members the rows name."""
    of = view.end.rounds.members
    found = pairs(of.community[mask], of.person[mask])
    return len(np.unique(found[found != -1]))


def retention(view: View) -> Measured:
    """Members the day before the span who still were at its end.

    Of rounds active then; whoever was in a round that has closed since did not go by themselves.
    """
    start, end = view.start, view.end
    stayed_open = np.isin(start.active, end.active)
    there = start.member_pairs(start.active[stayed_open])
    closed = start.member_pairs(start.active[~stayed_open])
    still: NDArray[np.bool_] = np.isin(there, end.member_pairs(end.active))
    return share(
        int(still.sum()),
        len(there),
        exclusions={
            "no_person": int((start.unknown_members & start.of_rounds(start.active)).sum()),
            "round_closed": len(closed),
        },
    )
