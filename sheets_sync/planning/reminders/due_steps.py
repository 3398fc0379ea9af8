"""Steps that are due soon, due or overdue; evaluations and follow-ups with the names missing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets_sync.checking.steps import Step
from sheets_sync.planning.reminders.escalation import EscalationSchedule, Reminder, reminders_due
from sheets_sync.planning.reminders.items import Item, ItemPlace, Kind
from sheets_sync.planning.reminders.mail_history import MailHistory
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
EVALUATION, FOLLOW_UP = 6, 7


def step_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """Everything that is to be said today about the steps of all communities."""
    escalation = step_escalation(view)
    for step in view.context.progress.steps:
        if step.due is None or step.state not in OPEN:
            continue
        identity = f"{view.registry}/{_subject(step)}"
        told = memory.escalation_of(identity)
        for reminder in reminders_due(step.due, told, view.today, view.days, escalation):
            if not (reminder.stage == "escalated" and is_backlog(step, view)):
                yield from _requests(view, step, reminder)
        if step.number not in view.reminders.step.copy_steps:
            continue
        copied = memory.copies_of(identity)
        for reminder in reminders_due(step.due, copied, view.today, view.days, escalation):
            if reminder.stage != "escalated":
                yield from _judged(step, _copied(view, _item(view, step, reminder)))


def is_said(item: Item, address: str, view: RegistryView, memory: MailHistory) -> bool:
    """Whether one of several readers of copies has heard as much."""
    if item.due is None:
        return False
    copies = [told for told in memory.copies_of(item.identity) if told.address == address]
    escalation = step_escalation(view)
    climbed = reminders_due(item.due, copies, view.today, view.days, escalation)
    return all(reminder.stage != item.stage for reminder in climbed)


def step_escalation(view: RegistryView, *, early: bool = True) -> EscalationSchedule:
    """The ladder of the settings; for what has no due day of its own only its late part."""
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


def _requests(view: RegistryView, step: Step, reminder: Reminder) -> Iterator[ReminderRequest]:
    item = _item(view, step, reminder)
    made = _escalated(view, item) if reminder.stage == "escalated" else _to_act(view, item, step)
    yield from _judged(step, made)


def _judged(step: Step, made: Iterator[ReminderRequest]) -> Iterator[ReminderRequest]:
    """The calls, left out where nobody can tell how far the step is."""
    if step.state != "unknown":
        yield from made
        return
    blind = str(step.reason.facts.get("tab", ""))
    for request in made:
        yield replace(request, reason="quarantined", detail=blind)


def _item(view: RegistryView, step: Step, reminder: Reminder) -> Item:
    kind: Kind = "missing" if step.number in {EVALUATION, FOLLOW_UP} else "step"
    return view.item(
        "escalation" if reminder.stage == "escalated" else kind,
        reminder.stage,
        step.community,
        _subject(step),
        step,
        due=step.due,
        attempt=reminder.attempt,
        place=_place(view, step),
    )


def _subject(step: Step) -> str:
    """A new due day begins a new ladder."""
    return f"step/{step.community}/{step.number}/{step.due}"


def _escalated(view: RegistryView, item: Item) -> Iterator[ReminderRequest]:
    told = replace(item, people=_names(view, item))
    return requests_to(view, told, view.reminders.escalation.to)


def _to_act(view: RegistryView, item: Item, step: Step) -> Iterator[ReminderRequest]:
    reminders = view.reminders
    if step.number == EVALUATION:
        yield from _of_people(view, item, step, reminders.evaluation.to)
    elif step.number == FOLLOW_UP:
        yield from _of_people(view, item, step, reminders.follow_up.to)
    else:
        yield from requests_to(view, item, reminders.step.to)


def _copied(view: RegistryView, item: Item) -> Iterator[ReminderRequest]:
    """Copies climb a ladder of their own: one that was lost is told again, whoever else was."""
    step = view.reminders.step
    copies = [role for role in step.copy if role not in step.to]
    yield from requests_to(view, item, copies, copy=True)


def _of_people(
    view: RegistryView, item: Item, step: Step, roles: Sequence[Role]
) -> Iterator[ReminderRequest]:
    """The names go to who has to act; a member or supervisor hears of their own only."""
    for role in roles:
        if role == "member":
            yield from _to_members(view, item, step)
        elif role == "supervisor":
            yield from _to_supervisors(view, item, step)
        elif role in {"coordinator", "hr"}:
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


def _to_members(view: RegistryView, item: Item, step: Step) -> Iterator[ReminderRequest]:
    told = replace(item, role="member")
    blind = blind_tab(view, TABS_OF_ROLE["member"])
    if blind is not None:
        yield ReminderRequest(told, "member", reason="quarantined", detail=blind)
        return
    for missing in step.missing:
        row = view.staff_row(missing)
        name = view.name(row) or missing
        yield ReminderRequest(replace(told, people=(name,)), "member", row)


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
