"""The sessions of the month: held or not, recorded or not, and who came."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.turnout import Turnout, turnout
from sheets_sync.planning.report.values import Ratio

Outcome: TypeAlias = Literal["held", "unrecorded", "cancelled", "postponed", "open"]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session that was held, or was to be held, in the month."""

    day: dt.date
    community: str
    name: str
    topic: str
    outcome: Outcome
    hours: float | None
    attendance: Ratio
    """Members present of members expected; nothing where nobody was noted."""


@dataclass(frozen=True, slots=True)
class SessionsByDay:
    """All of them by day."""

    lines: tuple[SessionLine, ...]


def sessions(month: Month) -> SessionsByDay:
    """The sessions of the rounds that count."""
    now, all_sessions = month.now, month.now.rounds.sessions
    held = now.held_in(month.span)
    due = ~all_sessions.held & within(_original_day(month), month.span)
    came = turnout(now, held)
    rows = np.flatnonzero(held | (due & now.of_counted))
    lines = [_line(month, int(row), came) for row in rows]
    return SessionsByDay(tuple(sorted(lines, key=lambda line: (line.day, line.community))))


def _original_day(month: Month) -> np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]:
    """The day a session is to be held; the planned one where no new day is set."""
    planned = month.now.snapshot["sessions"]["planned_on"].per_row()
    day = month.now.rounds.sessions.day
    return np.where(np.isnat(day), planned, day)


def _line(month: Month, row: int, came: Turnout) -> SessionLine:
    sessions, table = month.now.rounds.sessions, month.context.table("sessions")
    community = int(sessions.community[row])
    day = sessions.held_on[row] if sessions.held[row] else _original_day(month)[row]
    hours = float(table["hours"].at(row))
    return SessionLine(
        day=day.astype(object),
        community=month.identifier(community),
        name=month.name(community),
        topic=month.without_names(table["topic"].at(row)),
        outcome=_outcome(month, row),
        hours=None if np.isnan(hours) else hours,
        attendance=came.of_session(row),
    )


def _outcome(month: Month, row: int) -> Outcome:
    sessions = month.now.rounds.sessions
    if sessions.cancelled[row]:
        return "cancelled"
    if sessions.held[row]:
        return "held" if sessions.recorded[row] else "unrecorded"
    return "postponed" if sessions.postponed[row] else "open"
