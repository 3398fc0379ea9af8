"""What is different from the day before the month, or several, began, in a few sentences."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sheets_sync.checking.steps import Step
from sheets_sync.planning.report.indicators.active_communities import closed, opened
from sheets_sync.planning.report.indicators.membership import members
from sheets_sync.planning.report.month import Month

_TOLD_OF = ("communities", "members", "experts", "plans", "sessions", "evaluations", "followups")
NAMED = 3
"""So many communities are named in a sentence; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence of what changed: its name in `report.toml` and its facts."""

    name: str
    facts: Mapping[str, int | tuple[str, ...] | tuple[int, ...]]


def changes(month: Month) -> tuple[Change, ...]:
    """The sentences, what got better before what got worse; one says so if nothing changed."""
    completed, late = _moved(month)
    found = [
        *_about("new", month, opened(month.view)),
        *_about("closed", month, closed(month.view)),
        *_came_and_went(month),
        *_sessions(month),
        *_people(month),
    ]
    if completed:
        steps = tuple(sorted(Counter(step.number for step in completed)))
        found.append(Change("completed", {"count": len(completed), "steps": steps}))
    if late:
        rows = {step.row for step in late}
        facts = _about("late", month, rows)[0].facts
        found.append(Change("late", {**facts, "count": len(late), "communities": len(rows)}))
    return tuple(found) or (Change(_nothing(month), {}),)


def _nothing(month: Month) -> str:
    """Where a tab could not be read nobody knows that nothing changed."""
    if not month.context.usable(*_TOLD_OF):
        return "nothing_seen"
    return "nothing" if month.months == 1 else "nothing_in_period"


def _moved(month: Month) -> tuple[list[Step], list[Step]]:
    """The steps completed, and those that became overdue, since the month, or several, began."""
    was = {place: step.state for place, step in month.before.progress.by_round.items()}
    counted, known = set(month.now.counted.tolist()), set(month.before.counted.tolist())
    completed, late = [], []
    for place, step in month.now.progress.by_round.items():
        earlier = was.get(place) if step.row in known else None
        if step.row not in counted or step.state == earlier:
            continue
        if step.state == "complete":
            completed.append(step)
        elif step.state == "overdue":
            late.append(step)
    return completed, late


def _about(name: str, month: Month, rows: Iterable[int]) -> list[Change]:
    """A sentence about communities, where there are any."""
    ordered = sorted(rows)
    if not ordered:
        return []
    names = tuple(month.called(row) for row in ordered[:NAMED])
    more = len(ordered) - len(names)
    return [Change(name, {"count": len(ordered), "names": names, "more": more})]


def _came_and_went(month: Month) -> list[Change]:
    """Memberships that began or ended, as indicator 8 counts them."""
    if not month.context.usable("members"):
        return []
    parts = members(month.view).parts
    counts = {name: int(parts[name].n or 0) for name in ("joined", "left")}
    return [Change(name, {"count": count}) for name, count in counts.items() if count]


def _sessions(month: Month) -> list[Change]:
    held = month.now.held_in(month.span)
    communities = set(month.now.rounds.sessions.community[held].tolist())
    facts = {"count": int(held.sum()), "communities": len(communities)}
    return [Change("held", facts)] if held.any() else []


def _people(month: Month) -> list[Change]:
    """How many members have a record that had none before."""
    now, before = month.now.rounds.members, month.before.rounds.members
    counted = now.eligible & month.now.is_counted[now.community]
    evaluated = int((counted & now.evaluated & ~before.evaluated).sum())
    followed_up = int((counted & now.followed_up & ~before.followed_up).sum())
    counts = {"evaluated": evaluated, "followed_up": followed_up}
    return [Change(name, {"count": count}) for name, count in counts.items() if count]
