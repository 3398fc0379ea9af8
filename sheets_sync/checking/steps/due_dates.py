"""When each step of each round is due: the plan's own days, else days after the start or end."""

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import Days, Positions, Rounds, unreadable
from sheets_sync.checking.steps.values import STEPS
from sheets_sync.registry.cells import Mask
from sheets_sync.registry.references import NOWHERE
from sheets_sync.settings.model import StepSettings as Deadlines

_NO_DAY = np.datetime64("NaT", "D")


def due_days(rounds: Rounds, deadlines: Deadlines) -> NDArray[np.datetime64]:
    """The due day of every step: row of `communities` by step 1 to 7, at index 0 to 6.

    Not a time where it depends on a day that is typed and cannot be read.
    """
    starts = rounds.snapshot["communities"]["starts_on"].per_row()
    ends = day_of_plan(rounds, "period_end")
    due = np.full((rounds.size, len(STEPS)), _NO_DAY)
    for column, days in enumerate(
        (
            deadlines.topic_days,
            deadlines.members_days,
            deadlines.experts_days,
            deadlines.plan_days,
        )
    ):
        due[:, column] = starts + np.timedelta64(days, "D")
    due[:, 4] = ends
    last_day = _last_day(rounds, ends)
    for column, name, wait in (
        (5, "evaluation_due", deadlines.evaluation_days),
        (6, "follow_up_due", deadlines.follow_up_days),
    ):
        cells = rounds.snapshot["plans"][name]
        planned = _at(cells.per_row(), rounds.plan)
        stated = _whether(~cells.blank_rows(), rounds.plan)
        due[:, column] = np.where(stated, planned, last_day + np.timedelta64(wait, "D"))
    return due


def day_of_plan(rounds: Rounds, column: str) -> Days:
    """For every round, a day of its plan; a range typed in one cell states both ends."""
    plans = rounds.snapshot["plans"]
    days = plans[column].per_row()
    other = {"period_start": "period_end", "period_end": "period_start"}.get(column)
    if other is not None and (ends := plans[other].ends) is not None:
        days = np.where(np.isnat(days), ends[plans[other].codes], days)
    return _at(days, rounds.plan)


def _last_day(rounds: Rounds, ends: Days) -> Days:
    """For every round, the later of the plan's end and the last session.

    Not a time where one of them is typed and cannot be read: the true day may be later.
    """
    sessions, plans = rounds.sessions, rounds.snapshot["plans"]
    doubtful = sessions.day_unreadable & ~sessions.cancelled
    unsure = rounds.count(sessions.community, doubtful) > 0
    typed_badly = unreadable(plans, "period_start") | unreadable(plans, "period_end")
    unsure |= np.isnat(ends) & _whether(typed_badly, rounds.plan)
    return np.where(unsure, _NO_DAY, np.fmax(ends, _last_session(rounds)))


def _last_session(rounds: Rounds) -> Days:
    """For every round, the last day a session was held or is to be held."""
    sessions = rounds.sessions
    day = np.where(np.isnat(sessions.held_on), sessions.day, sessions.held_on)
    counted = (sessions.community != NOWHERE) & ~sessions.cancelled & ~np.isnat(day)
    last = np.full(rounds.size, np.iinfo(np.int64).min)
    np.maximum.at(last, sessions.community[counted], day[counted].astype(np.int64))
    return last.astype("datetime64[D]")  # the least integer is not a time


def _at(values: Days, rows: Positions) -> Days:
    """The values at rows of another table, not a time where there is no row."""
    return np.asarray(np.append(values, _NO_DAY)[rows])


def _whether(mask: Mask, rows: Positions) -> Mask:
    """The mask at rows of another table, false where there is no row."""
    return np.asarray(np.append(mask, values=False)[rows])
