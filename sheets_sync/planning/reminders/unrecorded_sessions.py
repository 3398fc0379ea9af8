"""Sessions that were held and whose results are not written down."""

import datetime as dt
from collections.abc import Iterator

import numpy as np

from sheets_sync.planning.reminders.due_steps import step_escalation
from sheets_sync.planning.reminders.escalation import Reminder, reminders_due
from sheets_sync.planning.reminders.items import Gathering
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest, requests_to
from sheets_sync.planning.reminders.sessions import gathering


def record_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """Every held session that still has no results some days after it."""
    sessions = view.context.rounds.sessions
    wait = np.timedelta64(view.reminders.record.after_days, "D")
    escalation = step_escalation(view, early=False)
    late = sessions.held & ~sessions.recorded & (sessions.held_on + wait <= view.context.today)
    late &= view.context.belongs_to_waited_for("sessions")
    for row in map(int, np.flatnonzero(late)):
        session = gathering(view, row)
        due = (sessions.held_on[row] + wait).astype(object)
        told = memory.escalation_of(f"{view.registry}/{_subject(session)}")
        for reminder in reminders_due(due, told, view.today, view.days, escalation):
            yield from _requests(view, row, session, due, reminder)


def _requests(
    view: RegistryView, row: int, session: Gathering, due: dt.date, reminder: Reminder
) -> Iterator[ReminderRequest]:
    table = view.context.table("sessions")
    escalated = reminder.stage == "escalated"
    item = view.item(
        "escalation" if escalated else "record",
        reminder.stage,
        view.context.community_of(table, row),
        _subject(session),
        session,
        due=due,
        attempt=reminder.attempt,
        place=view.place(table, row, "results"),
    )
    reminders = view.reminders
    yield from requests_to(
        view, item, reminders.escalation.to if escalated else reminders.record.to
    )


def _subject(session: Gathering) -> str:
    return f"record/{session.key}"
