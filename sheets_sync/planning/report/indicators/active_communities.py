"""1: the communities that are active at the cut-off, and those that began or closed."""

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number
from sheets_sync.planning.report.indicators.view import View


def active_communities(view: View) -> Measured:
    """Rounds active at the cut-off; a cancelled one closed on the day it ended."""
    now, before = set(view.end.active.tolist()), set(view.start.active.tolist())
    rounds = view.end.rounds
    cancelled = rounds.rows[rounds.status[rounds.rows] == "cancelled"]
    cancelled = cancelled[within(view.end.ends_on[cancelled], view.span)]
    status = rounds.status[rounds.rows]
    nameless = sum(one is None for one in status)
    return count(
        len(now),
        parts={
            "new": number(len(now - before)),
            "closed": number(len(before - now) + len(cancelled)),
        },
        exclusions={"no_key": rounds.size - len(rounds.rows), "no_status": nameless},
    )
