"""What the month after has in store: sessions, and steps that fall due."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Span
from sheets_sync.registry.months_and_years import add_months, month_last

WAITING = frozenset({"not_started", "in_progress"})


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One day of one community."""

    day: dt.date
    community: str
    name: str
    kind: Literal["session", "step"]
    step: int | None
    topic: str


def upcoming(month: Month) -> tuple[Upcoming, ...]:
    """The sessions and due dates of the month after, by day."""
    first = add_months(month.first, 1)
    span = Span(first, month_last(first))
    found = [*_steps(month, span), *_sessions(month, span)]
    return tuple(sorted(found, key=lambda one: (one.day, one.community, one.step or 0)))


def _steps(month: Month, span: Span) -> Iterator[Upcoming]:
    for step in month.now.progress.steps:
        if step.state in WAITING and step.due and span.first <= step.due <= span.last:
            yield Upcoming(step.due, step.community, month.name(step.row), "step", step.number, "")


def _sessions(month: Month, span: Span) -> Iterator[Upcoming]:
    rounds, table = month.now.rounds, month.context.table("sessions")
    sessions = rounds.sessions
    waiting = ~sessions.held & ~sessions.cancelled & rounds.is_in_effect[sessions.community]
    for row in np.flatnonzero(waiting & within(sessions.day, span)):
        community = int(sessions.community[row])
        yield Upcoming(
            sessions.day[row].astype(object),
            month.identifier(community),
            month.name(community),
            "session",
            None,
            month.without_names(table["topic"].at(int(row))),
        )
