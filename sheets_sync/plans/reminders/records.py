"""Sessions that were held and whose results are not written down."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from sheets_sync.plans.reminders.calls import Call, calls_to
from sheets_sync.plans.reminders.items import Gathering
from sheets_sync.plans.reminders.ladder import Rung, rungs
from sheets_sync.plans.reminders.memory import Memory
from sheets_sync.plans.reminders.sessions import gathering
from sheets_sync.plans.reminders.steps import step_ladder
from sheets_sync.plans.reminders.watched import Watched


def record_calls(watched: Watched, memory: Memory) -> Iterator[Call]:
    """Every held session that still has no results some days after it."""
    sessions = watched.facts.rounds.sessions
    wait = np.timedelta64(watched.reminders.record.after_days, "D")
    ladder = step_ladder(watched, early=False)
    late = sessions.held & ~sessions.recorded & (sessions.held_on + wait <= watched.facts.today)
    late &= watched.facts.belongs_to_waited_for("sessions")
    for row in map(int, np.flatnonzero(late)):
        session = gathering(watched, row)
        due = (sessions.held_on[row] + wait).astype(object)
        told = memory.ladder_of(f"{watched.registry}/{_subject(session)}")
        for rung in rungs(due, told, watched.today, watched.days, ladder):
            yield from _calls(watched, row, session, due, rung)


def _calls(
    watched: Watched, row: int, session: Gathering, due: dt.date, rung: Rung
) -> Iterator[Call]:
    table = watched.facts.table("sessions")
    escalated = rung.stage == "escalated"
    item = watched.item(
        "escalation" if escalated else "record",
        rung.stage,
        watched.facts.community_of(table, row),
        _subject(session),
        session,
        due=due,
        attempt=rung.attempt,
        place=watched.place(table, row, "results"),
    )
    reminders = watched.reminders
    yield from calls_to(
        watched, item, reminders.escalation.to if escalated else reminders.record.to
    )


def _subject(session: Gathering) -> str:
    return f"record/{session.key}"
