"""23: the stories of what came of it at work."""

import numpy as np

from sheets_sync.checking.rounds import happened, pairs
from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.equal_numbers import among


def results_stories(view: View) -> Measured:
    """Follow-ups of the span in which a member tells an effect; one typed twice counts once."""
    end, table = view.end, view.context.table("followups")
    community, person = table["community"].per_row(), table["person"].per_row()
    members = end.rounds.members
    listed = pairs(members.community, members.person)[members.not_exempt]
    pair = pairs(community, person)
    days = happened(table, "followed_up_on", view.context.snapshot.today)
    told = ~table["effect"].blank_rows() & within(days, view.span) & end.is_counted[community]
    of_members = (pair != -1) & among(pair, listed)
    stories = np.flatnonzero(told & of_members)
    different = set(zip(pair[stories].tolist(), days[stories].tolist(), strict=True))
    return count(len(different), exclusions={"not_member": int((told & ~of_members).sum())})
