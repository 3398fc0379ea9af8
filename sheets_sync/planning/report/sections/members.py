"""The members: how many, who came and went, and how many take part."""

import datetime as dt

import numpy as np

from sheets_sync.checking.rounds import pairs
from sheets_sync.planning.report.figures import Figures, within
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import NOTHING, Indicator, Ratio, Span
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE

RECENT = dt.timedelta(days=90)
"""Whoever came to a session within so many days takes part."""


def members(month: Month) -> tuple[Indicator, ...]:
    """The health of the memberships of active rounds."""
    now, before = month.now, month.before
    mine, theirs = now.memberships(now.active), before.memberships(before.active)
    none = NOTHING  # these say how it stands, and add up to nothing over a year
    return (
        Indicator("memberships", len(mine), len(theirs), none, _movements(month)),
        Indicator("people", len(now.people(mine)), len(before.people(theirs)), none),
        Indicator("retention", _retention(month), none, none),
        Indicator("taking_part", _taking_part(now), _taking_part(before), none),
        Indicator("experts", _with_expert(now), _with_expert(before), none),
    )


def _movements(month: Month) -> dict[str, int]:
    """Who joined and who left in the month."""
    table, of = month.facts.table("members"), month.now.rounds.members
    counted = month.now.is_counted[of.community]
    joined = within(table["joined_on"].per_row(), month.span) & counted
    left = within(of.left_on, month.span) & counted
    return {"joined": int(joined.sum()), "left": int(left.sum())}


def _retention(month: Month) -> Ratio:
    """Members at the month's start who still were at its end, in rounds active at its start."""
    members = month.before.rounds.members
    start = month.before.memberships(month.before.active)
    start = start[members.person[start] != NOBODY]
    end = np.flatnonzero(month.now.rounds.members.eligible)
    stayed = np.isin(
        pairs(members.community[start], members.person[start]),
        pairs(members.community[end], members.person[end]),
    )
    return Ratio(int(stayed.sum()), len(start))


def _taking_part(figures: Figures) -> Ratio:
    """Members of active rounds who came to a session of theirs lately; none where none is noted."""
    if not len(figures.snapshot["attendance"]):
        return NOTHING
    mine = figures.memberships(figures.active)
    members = figures.rounds.members
    held = figures.held_in(Span(figures.as_of - RECENT, figures.as_of))
    came = turnout(figures, held)
    community = figures.rounds.sessions.community[came.session]
    there = pairs(community, came.person)[came.present]
    active = pairs(members.community[mine], members.person[mine])
    return Ratio(int(np.isin(active, there).sum()), len(mine))


def _with_expert(figures: Figures) -> Ratio:
    """Active rounds with an expert who is on the staff list."""
    known = figures.snapshot["experts"]["person"].per_row() != NOBODY
    communities = figures.rounds.experts[known]
    communities = communities[communities != NOWHERE]
    return Ratio(int(np.isin(figures.active, communities).sum()), len(figures.active))
