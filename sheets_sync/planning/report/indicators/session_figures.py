"""12, 13, 15: the sessions - held of planned, recorded of held, and what they left behind."""

import numpy as np

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.indicators.values import Measured, count, number, ratio, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.references import NOWHERE


def sessions_held(view: View) -> Measured:
    """Of the sessions first planned in the span, those held by its end."""
    end, sessions = view.end, view.end.rounds.sessions
    planned = end.planned_in(view.span)
    held, of = int((planned & sessions.held).sum()), int(planned.sum())
    no_day = np.isnat(end.first_planned)
    blank = view.context.table("sessions")["planned_on"].blank_rows()
    unplanned = end.held_in(view.span) & no_day & blank
    return share(
        held,
        of,
        parts={
            "unplanned": number(int(unplanned.sum())),
            "cancelled": ratio(int((planned & sessions.cancelled).sum()), of),
            "postponed": ratio(int((planned & sessions.postponed).sum()), of),
        },
        exclusions={
            "no_planned_day": int((no_day & end.of_counted & ~unplanned).sum()),
            "no_community": int((sessions.community == NOWHERE).sum()),
            "repeated": int((end.repeated & within(end.first_planned, view.span)).sum()),
        },
    )


def session_records(view: View) -> Measured:
    """Sessions held in the span with their results recorded, of those held."""
    held, sessions = view.end.held_in(view.span), view.end.rounds.sessions
    undated = sessions.held & np.isnat(sessions.held_on) & view.end.of_counted
    return share(
        int((held & sessions.recorded).sum()),
        int(held.sum()),
        exclusions={"no_held_day": int(undated.sum())},
    )


def evidence_links(view: View) -> Measured:
    """Links of evidence beside the sessions held in the span."""
    held = view.end.held_in(view.span)
    evidence = view.context.table("sessions")["evidence"]
    links = int((held & evidence.readable_rows()).sum())
    unusable = held & ~evidence.blank_rows() & ~evidence.readable_rows()
    return count(
        links,
        parts={"per_session": ratio(links, int(held.sum()))},
        exclusions={"no_link": int(unusable.sum())},
    )
