"""23: the stories of what came of it at work."""

import numpy as np

from sheets_sync.checking.rounds import happened, pairs
from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.equal_numbers import among


def results_stories(view: View) -> Measured:
    """Follow-ups of the span in which a member tells an effect; one typed twice counts once."""
    told = ~view.context.table("followups")["effect"].blank_rows() & _of_span(view)
    strangers = int((told & ~_of_members(view)).sum())
    _, has_effect = followed_up_in_span(view)
    return count(int(has_effect.sum()), exclusions={"not_member": strangers})


def followed_up_in_span(view: View) -> tuple[Rows, Mask]:
    """The members' follow-ups of the span, one typed twice once; and which tell an effect."""
    table = view.context.table("followups")
    rows = np.flatnonzero(_of_span(view) & _of_members(view))
    pair = pairs(table["community"].per_row(), table["person"].per_row())[rows]
    days = table["followed_up_on"].per_row()[rows]
    has_effect = ~table["effect"].blank_rows()[rows]
    order = np.lexsort((~has_effect, days, pair))  # of those typed twice the one with an effect
    is_first = np.ones(len(order), dtype=np.bool_)
    is_first[1:] = (np.diff(pair[order]) != 0) | (days[order][1:] != days[order][:-1])
    kept = order[is_first]
    return rows[kept], has_effect[kept]


def _of_span(view: View) -> Mask:
    table = view.context.table("followups")
    days = happened(table, "followed_up_on", view.context.snapshot.today)
    found: Mask = within(days, view.span) & view.end.is_counted[table["community"].per_row()]
    return found


def _of_members(view: View) -> Mask:
    table, members = view.context.table("followups"), view.end.rounds.members
    listed = pairs(members.community, members.person)[members.not_exempt]
    pair = pairs(table["community"].per_row(), table["person"].per_row())
    found: Mask = (pair != -1) & among(pair, listed)
    return found
