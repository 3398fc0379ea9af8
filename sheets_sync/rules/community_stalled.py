"""An active community in which nothing has happened for long and nothing is planned soon.

What it does
    Reports an active community with nothing dated in the last 60 days and nothing planned in the
    next 60. Dated means: starts, joined, attested, the plan's period starts, a session planned,
    postponed or held, evaluated, followed up; ends do not count. A community that only waits for
    its evaluations or follow-ups is not stalled, nor is one that has not started or is complete.
    It stays silent while one of these days cannot be read.

Why
    The handbook's principle: people of the unit meet informally to exchange what they know, and go
    on doing so. The report is to show a community that fell asleep. The 60 days are ours
    (`rules.stalled_days`).

Example
    The last session was held in July, today is 22 November, and none is planned.

How to mend
    Plan the next session; or set the status to completed.
"""

from collections.abc import Iterator

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import Days, Positions, happened, unreadable
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Mask

NEEDED_TABS = (
    "communities", "staff", "members", "experts", "plans", "sessions", "evaluations", "followups",
)  # fmt: skip
HAPPENED = (
    ("members", "joined_on"),
    ("evaluations", "evaluated_on"),
    ("followups", "followed_up_on"),
)
PLANNED = ("planned_on", "postponed_to")


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    if not context.usable(*NEEDED_TABS):
        return
    rounds, window = context.rounds, np.timedelta64(context.settings.rules.stalled_days, "D")
    alive = np.zeros(rounds.size + 1, dtype=np.bool_)
    for community, days, doubtful in _dated(context):
        near = (days >= context.today - window) & (days <= context.today + window)
        alive[community[near | doubtful]] = True
    started = context.table("communities")["starts_on"].per_row()
    asleep = ~alive[:-1] & (started <= context.today)
    for row in context.active_rounds[asleep[context.active_rounds]].tolist():
        states = {context.progress.by_round[row, number].state for number in range(1, 6)}
        if states != {"complete"}:
            reporter.row(
                context.table("communities"), row, days=context.settings.rules.stalled_days
            )


def _dated(context: RuleContext) -> Iterator[tuple[Positions, Days, Mask]]:
    """For the rows of each kind: their community, their day, and whether it cannot be read."""
    today = context.snapshot.today
    communities, sessions = context.table("communities"), context.table("sessions")
    own = np.arange(len(communities), dtype=np.int32)
    yield own, communities["starts_on"].per_row(), unreadable(communities, "starts_on")
    yield own, happened(communities, "attested_on", today), unreadable(communities, "attested_on")
    plans = context.table("plans")
    starts = context.progress.of_plan("period_start")
    yield own, starts, np.zeros(len(own), dtype=np.bool_)
    community = plans["community"].per_row()
    typed_badly = unreadable(plans, "period_start") | unreadable(plans, "period_end")
    yield community, plans["period_start"].per_row(), typed_badly
    for tab, column in HAPPENED:
        table = context.table(tab)
        days = happened(table, column, today)
        yield table["community"].per_row(), days, unreadable(table, column)
    cancelled = context.rounds.sessions.cancelled
    held_on = np.where(cancelled, np.datetime64("NaT", "D"), happened(sessions, "held_on", today))
    community = sessions["community"].per_row()
    yield community, held_on, unreadable(sessions, "held_on")
    for column in PLANNED:
        days = np.where(cancelled, np.datetime64("NaT", "D"), sessions[column].per_row())
        yield community, days, unreadable(sessions, column)
