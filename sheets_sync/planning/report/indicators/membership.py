"""8, 9: the members of active rounds - how many, who came and went, who stayed."""

import numpy as np

from sheets_sync.checking.rounds import Days, happened, pairs
from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.people import NOBODY


def members(view: View) -> Measured:
    """Memberships of active rounds; each person once in a round, also where typed twice."""
    end = view.end
    mine = end.memberships(end.active)
    table, of = view.context.table("members"), end.rounds.members
    joined = happened(table, "joined_on", view.context.snapshot.today)
    exempt = of.exempt & end.of_rounds(end.active) & (of.person != NOBODY)
    return count(
        len(mine),
        parts={
            "unique": number(len(end.people(mine))),
            "joined": number(_in_months(view, joined)),
            "left": number(_in_months(view, of.left_on)),
            "exempt": number(int(exempt.sum())),
        },
        exclusions={
            "no_person": int((end.unknown_members & end.of_rounds(end.active)).sum()),
        },
    )


def _in_months(view: View, days: Days) -> int:
    """Members who came, or went, in the span: the sum of what each of its months counts.

    A month counts a member once, of the rounds that had begun by its end.
    """
    end, of = view.end, view.end.rounds.members
    pair = pairs(of.community, of.person)
    mask = of.not_exempt & end.is_counted[of.community] & (pair != -1) & within(days, view.span)
    months = days[mask].astype("datetime64[M]")
    starts = end.starts_on[of.community[mask]].astype("datetime64[M]")
    begun = ~(starts > months)
    found = np.stack((pair[mask][begun], months[begun].astype(np.int64)))
    return int(np.unique(found, axis=1).shape[1])


def retention(view: View) -> Measured:
    """Members the day before the span who still were at its end.

    Of rounds active then; whoever was in a round that has closed since did not go by themselves.
    """
    start, end = view.start, view.end
    stayed_open = np.isin(start.active, end.active)
    there = start.member_pairs(start.active[stayed_open])
    closed = start.member_pairs(start.active[~stayed_open])
    still = among(there, end.member_pairs(end.active))
    return share(
        int(still.sum()),
        len(there),
        exclusions={
            "no_person": int((start.unknown_members & start.of_rounds(start.active)).sum()),
            "round_closed": len(closed),
        },
    )
