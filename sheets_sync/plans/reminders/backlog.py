"""What was overdue when the service first looked: one summary to the HR group."""

from collections.abc import Iterator

from sheets_sync.plans.reminders.calls import Call
from sheets_sync.plans.reminders.items import Backlog
from sheets_sync.plans.reminders.memory import Memory
from sheets_sync.plans.reminders.steps import is_backlog
from sheets_sync.plans.reminders.watched import Watched

_SUBJECT = "backlog"


def backlog_of(watched: Watched) -> Backlog:
    """The steps that are overdue since before the service first looked."""
    found: dict[str, list[int]] = {}
    for step in watched.facts.progress.steps:
        if step.state == "overdue" and is_backlog(step, watched):
            found.setdefault(step.community, []).append(step.number)
    return Backlog(
        tuple(
            (_label(watched, community), tuple(sorted(numbers)))
            for community, numbers in sorted(found.items())
        )
    )


def _label(watched: Watched, community: str) -> str:
    title = watched.title(community)
    return title if title == community else f"{title} ({community})"


def backlog_calls(watched: Watched, memory: Memory) -> Iterator[Call]:
    """The summary, unless it has been sent."""
    if f"{watched.registry}/{_SUBJECT}" in memory.by_identity:
        return
    backlog = backlog_of(watched)
    if backlog.steps:
        item = watched.item("backlog", "summary", None, _SUBJECT, backlog)
        yield Call(item, "hr")
