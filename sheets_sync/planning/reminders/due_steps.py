"""Steps that are due soon, due or overdue; evaluations and follow-ups with the names missing."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets_sync.checking.steps import Step
from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.escalation import EscalationSchedule, Helped, escalates
from sheets_sync.planning.reminders.form_links import EVALUATION, FOLLOW_UP, FormLink, form_link
from sheets_sync.planning.reminders.items import Item, ItemPlace, Kind
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.recipients import Addressees, find_reader
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import (
    TABS_OF_ROLE,
    ReminderRequest,
    blind_tab,
    requests_to,
)
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Role

OPEN = frozenset({"not_started", "in_progress", "overdue", "unknown"})
"""States of a step that somebody still waits for."""
_AHEAD = 31
"""So many days ahead it is looked what a reader will have to hear of this month."""
_PUSHES = 3
"""So often put off, a due day is told to whoever decides."""


def step_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """Everything that may have to be said today about the steps of all communities."""
    escalation = step_escalation(view)
    horizon = view.today + dt.timedelta(days=max(_AHEAD, view.reminders.step.before_days))
    for step in view.context.progress.steps:
        if step.due is None or step.due > horizon or step.state not in OPEN:
            continue
        item = step_item(view, step)
        yield from _judged(step, _told(view, item, step, escalation))
        if step.number in view.reminders.step.copy_steps:
            yield from _judged(step, _copied(view, item, escalation))
        if view.today > step.due and not is_backlog(step, view):
            yield from _judged(step, _escalated(view, memory, item, step, escalation))
        yield from _judged(step, _pushed(view, memory, item, step))


def step_escalation(view: RegistryView, *, early: bool = True) -> EscalationSchedule:
    """The escalation of the settings; for what has no due day of its own only its late part."""
    step = view.reminders.step
    return EscalationSchedule(
        step.before_days if early else None,
        step.every_working_days,
        step.at_most,
        view.reminders.escalation.after_reminders,
    )


def is_backlog(step: Step, view: RegistryView) -> bool:
    """Whether a step was overdue already when the service first looked."""
    if step.due is None or step.due >= view.backlog_before:
        return False
    known = view.memory.steps.get((step.community, step.number))
    return known is None or known.since <= view.backlog_before


def _judged(step: Step, made: Iterator[ReminderRequest]) -> Iterator[ReminderRequest]:
    """The calls, left out where nobody can tell how far the step is."""
    if step.state != "unknown":
        yield from made
        return
    blind = str(step.reason.facts.get("tab", ""))
    for request in made:
        yield replace(request, reason="quarantined", detail=blind)


def step_item(view: RegistryView, step: Step) -> Item:
    """The step as an item; on which rung it is depends on its reader."""
    kind: Kind = "missing" if step.number in {EVALUATION, FOLLOW_UP} else "step"
    return view.item(
        kind, "soon", step.community, _subject(step), step, due=step.due, place=_place(view, step)
    )


def _subject(step: Step) -> str:
    """A new due day begins a new escalation."""
    return f"step/{step.community}/{step.number}/{step.due}"


def _escalated(
    view: RegistryView, memory: MailHistory, item: Item, step: Step, escalation: EscalationSchedule
) -> Iterator[ReminderRequest]:
    roles = answering(view, step)
    known = view.memory.steps.get((step.community, step.number))
    # What is seen for the first time was overdue before anybody could be told of it.
    since = known.since if known is not None and known.state == "overdue" else view.today
    since = max(step.due or view.today, since)
    helped = unhelpful(view, memory, item, roles, since, escalation)
    if helped is not None:
        told = replace(
            item,
            kind="escalation",
            stage="escalated",
            attempt=helped.to_present,
            earlier=helped.to_others,
            people=_names(view, item),
        )
        yield from requests_to(view, told, view.reminders.escalation.to)


def unhelpful(
    view: RegistryView,
    memory: MailHistory,
    item: Item,
    roles: Sequence[Role],
    since: dt.date,
    escalation: EscalationSchedule,
) -> Helped | None:
    """The reminders that did not help, where it is time to tell somebody else."""
    contact = one_address(view.settings.agency.contact or "")
    return escalates(
        memory.by_identity.get(item.identity, ()),
        present(view, memory, item.community, roles),
        frozenset(filter(None, (contact,))),
        since=max(since, view.quiet_until),
        today=view.today,
        days=view.days,
        escalation=escalation,
    )


def present(
    view: RegistryView, memory: MailHistory, community: str | None, roles: Sequence[Role]
) -> frozenset[tuple[str, str]]:
    """Addresses and staff numbers of those who have to act now, as far as mail reaches them."""
    found = (
        find_reader(view, person, role, memory.unreachable)
        for role in roles
        for person in view.people(community, "members" if role == "member" else role)
    )
    return frozenset(
        (one.reader.address, one.number)
        for one in found
        if isinstance(one, Addressees) and not one.instead_of
    )


def answering(view: RegistryView, step: Step) -> tuple[Role, ...]:
    """Who has to act on a step."""
    reminders = view.reminders
    roles = {EVALUATION: reminders.evaluation.to, FOLLOW_UP: reminders.follow_up.to}
    return roles.get(step.number, reminders.step.to)


def _pushed(
    view: RegistryView, memory: MailHistory, item: Item, step: Step
) -> Iterator[ReminderRequest]:
    """A due day that is put off again and again is told to whoever decides, once each time."""
    known = view.memory.steps.get((step.community, step.number))
    if known is None or known.pushed < _PUSHES or known.pushed % _PUSHES:
        return
    identity = f"{view.registry}/pushed/{step.community}/{step.number}/{known.pushed}"
    if not memory.by_identity.get(identity):
        told = replace(
            item, kind="escalation", stage="pushed", identity=identity, attempt=known.pushed
        )
        yield from requests_to(view, told, view.reminders.escalation.to)


def _told(
    view: RegistryView, item: Item, step: Step, escalation: EscalationSchedule
) -> Iterator[ReminderRequest]:
    if step.number in {EVALUATION, FOLLOW_UP}:
        made = _of_people(view, item, step, answering(view, step))
        return (replace(request, escalation=escalation) for request in made)
    return requests_to(view, item, answering(view, step), escalation=escalation)


def _copied(
    view: RegistryView, item: Item, escalation: EscalationSchedule
) -> Iterator[ReminderRequest]:
    step = view.reminders.step
    copies = [role for role in step.copy if role not in step.to]
    yield from requests_to(view, item, copies, copy=True, escalation=escalation)


def _of_people(
    view: RegistryView, item: Item, step: Step, roles: Sequence[Role]
) -> Iterator[ReminderRequest]:
    """The names go to who has to act; a member or supervisor hears of their own only."""
    for role in roles:
        if role == "member":
            yield from _to_members(view, item, step)
        elif role == "supervisor":
            yield from _to_supervisors(view, item, step)
        elif role == "coordinator":
            named = replace(item, people=_names(view, item), forms=_forms(view, step))
            yield from requests_to(view, named, [role])
        elif role == "hr":
            yield from requests_to(view, replace(item, people=_names(view, item)), [role])
        else:
            yield from requests_to(view, item, [role])


def _names(view: RegistryView, item: Item) -> tuple[str, ...]:
    """The names of who is missing, as the staff list has them; as typed where it has none."""
    step = item.about
    if not isinstance(step, Step) or step.number not in {EVALUATION, FOLLOW_UP}:
        return ()
    rows = ((missing, view.staff_row(missing)) for missing in step.missing)
    return tuple(sorted(view.name(row) if row != NOBODY else typed for typed, row in rows))


def _forms(view: RegistryView, step: Step) -> tuple[FormLink, ...]:
    """A form for each of those who are missing; only for whom the staff list knows."""
    found = (
        form_link(view.settings.forms, step.number, step.community, missing, view.name(row))
        for missing in step.missing
        if (row := view.staff_row(missing)) != NOBODY
    )
    return tuple(sorted(filter(None, found), key=lambda one: (one.name, one.address)))


def _to_members(view: RegistryView, item: Item, step: Step) -> Iterator[ReminderRequest]:
    told = replace(item, role="member")
    blind = blind_tab(view, TABS_OF_ROLE["member"])
    if blind is not None:
        yield ReminderRequest(told, "member", reason="quarantined", detail=blind)
        return
    for missing in step.missing:
        row = view.staff_row(missing)
        name = view.name(row) or missing
        forms = _forms(view, replace(step, missing=(missing,)))
        yield ReminderRequest(replace(told, people=(name,), forms=forms), "member", row)


def _to_supervisors(view: RegistryView, item: Item, step: Step) -> Iterator[ReminderRequest]:
    told = replace(item, role="supervisor")
    blind = blind_tab(view, TABS_OF_ROLE["supervisor"])
    if blind is not None:
        yield ReminderRequest(told, "supervisor", reason="quarantined", detail=blind)
        return
    theirs: dict[int, list[str]] = {}
    for missing in step.missing:
        row = view.staff_row(missing)
        supervisor = view.supervisor(row)
        if supervisor != NOBODY:
            theirs.setdefault(supervisor, []).append(view.name(row))
    for supervisor, names in theirs.items():
        yield ReminderRequest(replace(told, people=tuple(sorted(names))), "supervisor", supervisor)


_WHERE: dict[int, str] = {1: "communities", 4: "plans"}


def _place(view: RegistryView, step: Step) -> ItemPlace | None:
    """Where the step is worked on: the round's own row, or its plan's where there is one."""
    communities = view.context.table("communities")
    if _WHERE.get(step.number) == "plans":
        plan = int(view.context.rounds.plan[step.row])
        if plan >= 0:
            return view.place(view.context.table("plans"), plan)
    return view.place(communities, step.row)
