"""10, 11: who comes to the sessions."""

import datetime as dt

from sheets_sync.checking.rounds import pairs
from sheets_sync.planning.report.indicators.values import Measured, not_known, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Span
from sheets_sync.registry.equal_numbers import among

RECENT = dt.timedelta(days=90)
"""Whoever came to a session within so many days takes part."""


def active_members(view: View) -> Measured:
    """Members of active rounds who came to a session of theirs lately, of all of them."""
    if not len(view.context.table("attendance")):
        return not_known("not_recorded")
    end = view.end
    came = turnout(end, end.held_in(Span(view.as_of - RECENT, view.as_of)))
    community = end.rounds.sessions.community[came.session]
    there = pairs(community, came.person)[came.present]
    mine = end.member_pairs(end.active)
    unknown = end.unknown_members & end.of_rounds(end.active)
    return share(
        int(among(mine, there).sum()), len(mine), exclusions={"no_person": int(unknown.sum())}
    )


def attendance(view: View) -> Measured:
    """Members present of members expected, over the sessions held in the span."""
    held = view.end.held_in(view.span)
    if held.any() and not len(view.context.table("attendance")):
        return not_known("not_recorded")
    came = turnout(view.end, held)
    return share(came.ratio.n, came.ratio.of, exclusions={"unnoted": came.unnoted})
