"""The headline indicators of the first page."""

import datetime as dt

import numpy as np

from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.scores import applied
from sheets_sync.planning.report.stalled_rounds import stalled_rounds
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Indicator, Ratio, Span


def headline(month: Month) -> tuple[Indicator, ...]:
    """The indicators in the order of the page."""
    return (
        active(month),
        sessions_held(month),
        attendance(month),
        coverage(month, "evaluated", 6),
        coverage(month, "followed_up", 7),
        application(month),
        stalled(month),
    )


def active(month: Month) -> Indicator:
    """Active communities; for the fiscal year, all that were active on some day of it."""
    now, before = month.now, month.before
    first = month.year.first
    ran = [row for row in map(int, now.counted) if not _ended_before(now, row, first)]
    new = set(now.active.tolist()) - set(before.active.tolist())
    closed = set(before.active.tolist()) - set(now.active.tolist())
    aside = {"new": len(new), "closed": len(closed)}
    return Indicator("active", len(now.active), len(before.active), len(ran), aside)


def sessions_held(month: Month) -> Indicator:
    """Sessions held of those planned."""
    now = month.now
    table = now.snapshot["sessions"]
    no_day = table["planned_on"].blank_rows() & table["postponed_to"].blank_rows()
    unplanned = now.held_in(month.span) & no_day
    return Indicator(
        "sessions_held",
        now.held_of_planned(month.span),
        month.before.held_of_planned(month.span_before),
        now.held_of_planned(month.year),
        {"unplanned": int(unplanned.sum())},
    )


def attendance(month: Month) -> Indicator:
    """Members present of members expected."""
    now = turnout(month.now, month.now.held_in(month.span))

    def ratio(figures: Figures, span: Span) -> Ratio:
        return turnout(figures, figures.held_in(span)).ratio

    return Indicator(
        "attendance",
        now.ratio,
        ratio(month.before, month.span_before),
        ratio(month.now, month.year),
        {"unnoted": now.unnoted},
    )


def coverage(month: Month, name: str, step: int) -> Indicator:
    """Eligible members with an evaluation or follow-up, where that is due."""
    now, before = month.now, month.before
    return Indicator(
        name,
        now.recorded(step, now.counted),
        before.recorded(step, before.counted),
        now.recorded(step, now.counted, since=month.year.first),
        {"exempt": now.exempt(step, now.counted)},
    )


def application(month: Month) -> Indicator:
    """Members who put it to use of those followed up."""
    shown = applied(month)
    return Indicator("applied", shown.now, shown.before, shown.year)


def stalled(month: Month) -> Indicator:
    """Active communities in which nothing happens; the year to date is no more than now."""
    now, before = month.now, month.before
    if month.facts.settings.rules.severity.get("community-stalled") == "off":
        return Indicator("stalled", Ratio(0, 0), Ratio(0, 0), Ratio(0, 0))
    return Indicator(
        "stalled",
        Ratio(len(stalled_rounds(month.facts, now)), len(now.active)),
        Ratio(len(stalled_rounds(month.facts, before)), len(before.active)),
        Ratio(0, 0),
    )


def _ended_before(figures: Figures, row: int, first: dt.date) -> bool:
    completed = figures.rounds.status[row] == "completed"
    return completed and bool(figures.ends_on[row] < np.datetime64(first))
