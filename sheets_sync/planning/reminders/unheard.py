"""Overdue things that nobody has heard of though the time of all reminders is over."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.due_steps import (
    answering,
    is_backlog,
    present,
    step_escalation,
    step_item,
)
from sheets_sync.planning.reminders.items import Gathering, Item, Unsent
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.registry_view import RegistryView

PATIENCE = 5
"""So many working days longer than all reminders take."""


def unheard_steps(view: RegistryView, memory: MailHistory) -> Iterator[Item]:
    """Overdue steps of which neither whoever has to act nor the HR group has accepted a mail."""
    contact = one_address(view.settings.agency.contact or "")
    escalation = step_escalation(view)
    length = escalation.every * (escalation.escalate_after + 1) + PATIENCE
    for step in view.context.progress.steps:
        if step.state != "overdue" or step.due is None:
            continue
        known = view.memory.steps.get((step.community, step.number))
        since = max(step.due, view.first_day, known.since if known else step.due)
        if view.today <= view.days.after(since, length):
            continue
        item = step_item(view, step)
        identities = [item.identity]
        if is_backlog(step, view):
            identities.append(f"{view.registry}/backlog")
        readers = present(view, memory, item.community, answering(view, step))
        readers |= {(contact or "", "")}
        told = (one for name in identities for one in memory.by_identity.get(name, ()))
        if not any(not one.copy and any(one.was_to(*reader) for reader in readers) for one in told):
            yield item


def untrue_sessions(left_out: tuple[Unsent, ...], today: dt.date) -> Iterator[Unsent]:
    """Changes of announced sessions of which those who wait for them could not be told."""
    for one in left_out:
        waited_for = one.item.about
        day = getattr(waited_for, "was", None) or one.item.due
        if one.item.kind == "session" and one.item.stage != "coming" and (day or today) >= today:
            yield one


def is_too_late(item: Item, now: dt.datetime, opening: dt.datetime) -> bool:
    """Whether the session that people wait for may begin before they can be told otherwise."""
    session = item.about
    if not isinstance(session, Gathering):
        return False
    day = session.was or session.day or now.date()
    if opening <= now or session.was is not None or session.starts_at is None:
        return day <= opening.date()
    return dt.datetime.combine(day, session.starts_at, now.tzinfo) <= opening
