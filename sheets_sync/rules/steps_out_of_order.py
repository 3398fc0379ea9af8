"""A later step is dated before an earlier one.

What it does
    Reports a session before the community's start, an evaluation before the first session, and a
    follow-up before the person's first evaluation. The place is the day of the later step.
    Where one of the earlier days cannot be read, nothing is said.

Why
    The handbook's steps build on each other: knowledge is exchanged (step 5), then learning is
    evaluated (6), then its use in the work (7).

Example
    Evaluated on 2 October, first session on 22 October.

How to mend
    Check both days and correct the wrong one.
"""

import datetime as dt

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Days, Positions, happened, pairs
from sheets_sync.checking.rule_context import RuleContext, days_at
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table

_NEVER = np.datetime64("NaT", "D")


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable("communities", "sessions"):
        return
    sessions, table = context.rounds.sessions, context.table("sessions")
    day = np.where(sessions.held, sessions.held_on, sessions.day)
    start = days_at(context.table("communities")["starts_on"].per_row(), sessions.community)
    waited = context.belongs_to_waited_for("sessions") & ~sessions.cancelled
    column = np.where(sessions.held, "held_on", sessions.day_in)
    early = waited & (day < start)
    reporter.cells(table, early, column, variant="session", day=day, since=start, step=5)
    first = days_at(
        _first_session(context, day), context.table("evaluations")["community"].per_row()
    )
    _late(reporter, "evaluations", "evaluated_on", first, step=6)
    records = context.table("evaluations"), context.table("followups")
    first = context.once(_first_evaluation, *records, context.snapshot.today)
    _late(reporter, "followups", "followed_up_on", first, step=7)


def _late(reporter: Reporter, tab: str, column: str, before: Days, *, step: int) -> None:
    """At every day of a tab that lies before what must come first."""
    table = reporter.context.table(tab)
    day = happened(table, column, reporter.context.snapshot.today)
    waited = reporter.context.belongs_to_waited_for(tab)
    early = waited & (day < before)
    reporter.cells(table, early, column, variant=tab, day=day, since=before, step=step)


def _first_session(context: RuleContext, day: Days) -> Days:
    """For every community, its first session; not a time where any day cannot be read."""
    sessions = context.rounds.sessions
    counted = ~sessions.cancelled & (sessions.community != NOWHERE)
    return _earliest(sessions.community[counted], day[counted], context.rounds.size)


def _first_evaluation(evaluations: Table, followups: Table, today: dt.date) -> Days:
    """For every follow-up, the first evaluation of that person in that community."""
    day = happened(evaluations, "evaluated_on", today)
    evaluated = pairs(evaluations["community"].per_row(), evaluations["person"].per_row())
    followed = pairs(followups["community"].per_row(), followups["person"].per_row())
    known = np.unique(evaluated[evaluated != -1])
    place = np.searchsorted(known, evaluated)
    counted = evaluated != -1
    first = _earliest(place[counted], day[counted], len(known))
    found = np.minimum(np.searchsorted(known, followed), max(len(known) - 1, 0))
    same = np.append(known, [-2])[found] == followed
    return np.where(same, np.append(first, _NEVER)[found], _NEVER)


def _earliest(group: Positions, day: Days, size: int) -> Days:
    """The first day of every group; not a time where the group has none or an unknown one."""
    first = np.full(size, np.iinfo(np.int64).max)
    np.minimum.at(first, group, day.astype(np.int64))  # the least integer is not a time
    return np.where(first == np.iinfo(np.int64).max, _NEVER, first.astype("datetime64[D]"))
