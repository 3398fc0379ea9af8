"""Steps that are due soon, due or overdue; evaluations and follow-ups with the names missing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets_sync.plans.reminders.calls import TABS_OF_ROLE, Call, blind_tab, calls_to
from sheets_sync.plans.reminders.items import Item, Kind, Place
from sheets_sync.plans.reminders.ladder import Ladder, Rung, rungs
from sheets_sync.plans.reminders.memory import Memory
from sheets_sync.plans.reminders.watched import Watched
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import Role
from sheets_sync.steps import Step

OPEN = frozenset({"not_started", "in_progress", "overdue", "unknown"})
"""States of a step that somebody still waits for."""
EVALUATION, FOLLOW_UP = 6, 7


def step_calls(watched: Watched, memory: Memory) -> Iterator[Call]:
    """Everything that is to be said today about the steps of all communities."""
    ladder = step_ladder(watched)
    for step in watched.facts.progress.steps:
        if step.due is None or step.state not in OPEN:
            continue
        identity = f"{watched.registry}/{_subject(step)}"
        told = memory.ladder_of(identity)
        for rung in rungs(step.due, told, watched.today, watched.days, ladder):
            if not (rung.stage == "escalated" and is_backlog(step, watched)):
                yield from _calls(watched, step, rung)
        if step.number not in watched.reminders.step.copy_steps:
            continue
        copied = memory.copies_of(identity)
        for rung in rungs(step.due, copied, watched.today, watched.days, ladder):
            if rung.stage != "escalated":
                yield from _judged(step, _copied(watched, _item(watched, step, rung)))


def is_said(item: Item, address: str, watched: Watched, memory: Memory) -> bool:
    """Whether one of several readers of copies has heard as much."""
    if item.due is None:
        return False
    copies = [told for told in memory.copies_of(item.identity) if told.address == address]
    ladder = step_ladder(watched)
    climbed = rungs(item.due, copies, watched.today, watched.days, ladder)
    return all(rung.stage != item.stage for rung in climbed)


def step_ladder(watched: Watched, *, early: bool = True) -> Ladder:
    """The ladder of the settings; for what has no due day of its own only its late part."""
    step = watched.reminders.step
    return Ladder(
        step.before_days if early else None,
        step.every_working_days,
        step.at_most,
        watched.reminders.escalation.after_reminders,
    )


def is_backlog(step: Step, watched: Watched) -> bool:
    """Whether a step was overdue already when the service first looked."""
    if step.due is None or step.due >= watched.backlog_before:
        return False
    known = watched.memory.steps.get((step.community, step.number))
    return known is None or known.since <= watched.backlog_before


def _calls(watched: Watched, step: Step, rung: Rung) -> Iterator[Call]:
    item = _item(watched, step, rung)
    made = _escalated(watched, item) if rung.stage == "escalated" else _told(watched, item, step)
    yield from _judged(step, made)


def _judged(step: Step, made: Iterator[Call]) -> Iterator[Call]:
    """The calls, left out where nobody can tell how far the step is."""
    if step.state != "unknown":
        yield from made
        return
    blind = str(step.reason.facts.get("tab", ""))
    for call in made:
        yield replace(call, reason="quarantined", detail=blind)


def _item(watched: Watched, step: Step, rung: Rung) -> Item:
    kind: Kind = "missing" if step.number in {EVALUATION, FOLLOW_UP} else "step"
    return watched.item(
        "escalation" if rung.stage == "escalated" else kind,
        rung.stage,
        step.community,
        _subject(step),
        step,
        due=step.due,
        attempt=rung.attempt,
        place=_place(watched, step),
    )


def _subject(step: Step) -> str:
    """A new due day begins a new ladder."""
    return f"step/{step.community}/{step.number}/{step.due}"


def _escalated(watched: Watched, item: Item) -> Iterator[Call]:
    told = replace(item, people=_names(watched, item))
    return calls_to(watched, told, watched.reminders.escalation.to)


def _told(watched: Watched, item: Item, step: Step) -> Iterator[Call]:
    reminders = watched.reminders
    if step.number == EVALUATION:
        yield from _of_people(watched, item, step, reminders.evaluation.to)
    elif step.number == FOLLOW_UP:
        yield from _of_people(watched, item, step, reminders.follow_up.to)
    else:
        yield from calls_to(watched, item, reminders.step.to)


def _copied(watched: Watched, item: Item) -> Iterator[Call]:
    """Copies climb a ladder of their own: one that was lost is told again, whoever else was."""
    step = watched.reminders.step
    copies = [role for role in step.copy if role not in step.to]
    yield from calls_to(watched, item, copies, copy=True)


def _of_people(watched: Watched, item: Item, step: Step, roles: Sequence[Role]) -> Iterator[Call]:
    """The names go to who has to act; a member or supervisor hears of their own only."""
    for role in roles:
        if role == "member":
            yield from _to_members(watched, item, step)
        elif role == "supervisor":
            yield from _to_supervisors(watched, item, step)
        elif role in {"coordinator", "hr"}:
            yield from calls_to(watched, replace(item, people=_names(watched, item)), [role])
        else:
            yield from calls_to(watched, item, [role])


def _names(watched: Watched, item: Item) -> tuple[str, ...]:
    """The names of who is missing, as the staff list has them; as typed where it has none."""
    step = item.about
    if not isinstance(step, Step) or step.number not in {EVALUATION, FOLLOW_UP}:
        return ()
    rows = ((missing, watched.staff_row(missing)) for missing in step.missing)
    return tuple(sorted(watched.name(row) if row != NOBODY else typed for typed, row in rows))


def _to_members(watched: Watched, item: Item, step: Step) -> Iterator[Call]:
    told = replace(item, role="member")
    blind = blind_tab(watched, TABS_OF_ROLE["member"])
    if blind is not None:
        yield Call(told, "member", reason="quarantined", detail=blind)
        return
    for missing in step.missing:
        row = watched.staff_row(missing)
        name = watched.name(row) or missing
        yield Call(replace(told, people=(name,)), "member", row)


def _to_supervisors(watched: Watched, item: Item, step: Step) -> Iterator[Call]:
    told = replace(item, role="supervisor")
    blind = blind_tab(watched, TABS_OF_ROLE["supervisor"])
    if blind is not None:
        yield Call(told, "supervisor", reason="quarantined", detail=blind)
        return
    theirs: dict[int, list[str]] = {}
    for missing in step.missing:
        row = watched.staff_row(missing)
        supervisor = watched.supervisor(row)
        if supervisor != NOBODY:
            theirs.setdefault(supervisor, []).append(watched.name(row))
    for supervisor, names in theirs.items():
        yield Call(replace(told, people=tuple(sorted(names))), "supervisor", supervisor)


_WHERE: dict[int, str] = {1: "communities", 4: "plans"}


def _place(watched: Watched, step: Step) -> Place | None:
    """Where the step is worked on: the round's own row, or its plan's where there is one."""
    communities = watched.facts.table("communities")
    if _WHERE.get(step.number) == "plans":
        plan = int(watched.facts.rounds.plan[step.row])
        if plan >= 0:
            return watched.place(watched.facts.table("plans"), plan)
    return watched.place(communities, step.row)
