"""1: the communities that are active at the cut-off, and those that began or closed."""

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number
from sheets_sync.planning.report.indicators.view import View


def active_communities(view: View) -> Measured:
    """Rounds active at the cut-off.

    They are those of the day before the span, and the new ones, without the closed ones. A
    cancelled round is in none of these: nobody notes the day on which it was called off.
    """
    rounds = view.end.rounds
    return count(
        len(view.end.active),
        parts={"new": number(len(opened(view))), "closed": number(len(closed(view)))},
        exclusions={
            "no_key": rounds.size - len(rounds.rows),
            "no_status": len(rounds.status_unknown),
        },
    )


def opened(view: View) -> frozenset[int]:
    """The rounds that became active in the span, also where they have closed again since."""
    now, before = _active(view)
    return now - before | _came_and_went(view)


def closed(view: View) -> frozenset[int]:
    """The rounds that were active and are so no longer, also where they began in the span."""
    now, before = _active(view)
    return before - now | _came_and_went(view)


def _active(view: View) -> tuple[frozenset[int], frozenset[int]]:
    return frozenset(view.end.active.tolist()), frozenset(view.start.active.tolist())


def _came_and_went(view: View) -> frozenset[int]:
    """The rounds that both began and were completed in the span."""
    rows, end = view.end.counted, view.end
    both = within(end.starts_on[rows], view.span) & within(end.ends_on[rows], view.span)
    return frozenset(rows[both & (end.rounds.status[rows] == "completed")].tolist())
