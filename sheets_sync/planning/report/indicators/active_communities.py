"""1: the communities that are active at the cut-off, and those that began or closed."""

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.cells import Mask


def active_communities(view: View) -> Measured:
    """Rounds active at the cut-off; a cancelled one closed on the day it ended."""
    rounds = view.end.rounds
    status = rounds.status[rounds.rows]
    nameless = sum(one is None for one in status)
    return count(
        len(view.end.active),
        parts={"new": number(len(opened(view))), "closed": number(len(closed(view)))},
        exclusions={"no_key": rounds.size - len(rounds.rows), "no_status": nameless},
    )


def opened(view: View) -> frozenset[int]:
    """The rounds that became active in the span, also where they have closed again since."""
    now, before = _active(view)
    return now - before | _came_and_went(view)


def closed(view: View) -> frozenset[int]:
    """The rounds that ended in the span, completed or cancelled."""
    now, before = _active(view)
    rounds = view.end.rounds
    cancelled = rounds.rows[rounds.status[rounds.rows] == "cancelled"]
    ended = cancelled[_ended(view)[cancelled]]
    return before - now | _came_and_went(view) | frozenset(ended.tolist())


def _active(view: View) -> tuple[frozenset[int], frozenset[int]]:
    return frozenset(view.end.active.tolist()), frozenset(view.start.active.tolist())


def _came_and_went(view: View) -> frozenset[int]:
    """The rounds that both began and were completed in the span."""
    rows, end = view.end.counted, view.end
    began = within(end.starts_on[rows], view.span) & _ended(view)[rows]
    return frozenset(rows[began & (end.rounds.status[rows] == "completed")].tolist())


def _ended(view: View) -> Mask:
    """For every round, whether its last day lies in the span."""
    return within(view.end.ends_on, view.span)
