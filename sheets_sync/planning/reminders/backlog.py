"""What was overdue when the service first looked: one summary to the HR group."""

from collections.abc import Iterator

from sheets_sync.planning.reminders.due_steps import is_backlog
from sheets_sync.planning.reminders.items import Backlog
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest

_SUBJECT = "backlog"


def backlog_of(view: RegistryView) -> Backlog:
    """The steps that are overdue since before the service first looked."""
    found: dict[str, list[int]] = {}
    for step in view.context.progress.steps:
        if step.state == "overdue" and is_backlog(step, view):
            found.setdefault(step.community, []).append(step.number)
    return Backlog(
        tuple(
            (_label(view, community), tuple(sorted(numbers)))
            for community, numbers in sorted(found.items())
        )
    )


def _label(view: RegistryView, community: str) -> str:
    title = view.title(community)
    return title if title == community else f"{title} ({community})"


def backlog_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """The summary, unless it has been sent."""
    if f"{view.registry}/{_SUBJECT}" in memory.by_identity:
        return
    backlog = backlog_of(view)
    if backlog.steps:
        item = view.item("backlog", "summary", None, _SUBJECT, backlog)
        yield ReminderRequest(item, "hr")
