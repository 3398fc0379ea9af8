"""Sessions that were held and whose results are not written down."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from sheets_sync.planning.reminders.due_steps import step_escalation, unhelpful
from sheets_sync.planning.reminders.items import Gathering, Item
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest, requests_to
from sheets_sync.planning.reminders.sessions import gathering

_RULE = "session-unrecorded"
"""Finds the same; when it was first found is remembered."""


def record_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """Every held session that still has no results some days after it."""
    sessions = view.context.rounds.sessions
    wait = np.timedelta64(view.reminders.record.after_days, "D")
    escalation = step_escalation(view, early=False)
    late = sessions.held & ~sessions.recorded & (sessions.held_on + wait <= view.context.today)
    late &= view.context.belongs_to_waited_for("sessions")
    seen = _seen(view)
    for row in map(int, np.flatnonzero(late)):
        due = (sessions.held_on[row] + wait).astype(object)
        item = _item(view, row, due)
        yield from requests_to(view, item, view.reminders.record.to, escalation=escalation)
        since = max(due, seen.get(int(view.context.table("sessions").rows[row]), due))
        helped = unhelpful(view, memory, item, view.reminders.record.to, since, escalation)
        if helped is not None:
            told = replace(
                item,
                kind="escalation",
                stage="escalated",
                attempt=helped.to_present,
                earlier=helped.to_others,
            )
            yield from requests_to(view, told, view.reminders.escalation.to)


def _seen(view: RegistryView) -> Mapping[int, dt.date]:
    """By row of the sheet, since when it is known that a session is not recorded."""
    known = view.memory.findings
    found = (one for one in view.findings if one.rule == _RULE and one.row is not None)
    return {
        one.row or 0: known[identity].since
        if (identity := one.identity(view.registry)) in known
        else view.today
        for one in found
    }


def _item(view: RegistryView, row: int, due: dt.date) -> Item:
    table = view.context.table("sessions")
    session = gathering(view, row)
    return view.item(
        "record",
        "overdue",
        view.context.community_of(table, row),
        _subject(session),
        session,
        due=due,
        place=view.place(table, row, "results"),
    )


def _subject(session: Gathering) -> str:
    return f"record/{session.key}"
