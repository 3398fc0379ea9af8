"""Data to mend: errors only, once a week, to the coordinator."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.reminders.items import Item, ItemPlace
from sheets_sync.planning.reminders.mail_history import MailHistory
from sheets_sync.planning.reminders.registry_view import RegistryView
from sheets_sync.planning.reminders.requests import ReminderRequest, blind_tab, requests_to
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.registry.people import NOBODY
from sheets_sync.settings.model import DataReminder

SAID_ELSEWHERE = frozenset(
    {
        "step-overdue",
        "members-missing",
        "attestation-missing",
        "experts-missing",
        "plan-missing",
        "plan-element-missing",
        "sessions-missing",
        "session-unrecorded",
        "evaluation-missing",
        "follow-up-missing",
    }
)
"""Work not done: the reminder of its step, or of its session, says so already."""

AT_MOST = 3
"""So often the same line goes to the same person; then the HR group hears of it, once."""

_STRUCTURE = frozenset(
    {"tab-missing", "header-broken", "header-missing", "header-duplicate", "tab-shrunk"}
)
"""These say themselves that a tab cannot be relied on, so that never silences them."""


def data_requests(view: RegistryView, memory: MailHistory) -> Iterator[ReminderRequest]:
    """The errors of this week's mail, each to those who can mend it."""
    start = data_mail_since(view.today, view.days, view.reminders.data)
    if start is None:
        return
    for finding in view.findings:
        if qualifies(finding) and _was_there(finding, start, view, memory):
            yield from _requests(view, finding)


def data_mail_since(day: dt.date, days: WorkingDays, data: DataReminder) -> dt.date | None:
    """The day since which the data mail of that day's week goes out; None where none goes yet."""
    start = days.of_week(day, data.working_day) if data.to else None
    return None if start is None or day < start else start


def qualifies(finding: Finding) -> bool:
    """Whether a finding is mailed at all."""
    return finding.severity is Severity.ERROR and finding.rule not in SAID_ELSEWHERE


def said_this_week(memory: MailHistory, address: str, view: RegistryView) -> bool:
    """Whether a person has had this week's mail about the data of this registry."""
    last = memory.data_days.get((address, view.registry))
    return last is not None and last >= view.today - dt.timedelta(days=view.today.weekday())


def rested(item: Item, address: str, memory: MailHistory) -> bool:
    """Whether a person has had the very same line so often that it is not said to them again."""
    return _times(item, address, memory) >= AT_MOST


def moved_up(item: Item) -> Item:
    """The line as the HR group hears of it after nobody has mended it."""
    return replace(item, role="hr", person="", attempt=AT_MOST)


def _times(item: Item, address: str, memory: MailHistory) -> int:
    told = memory.told_to(address, item.identity, copy=False, person=item.person)
    return len({one.day for one in told if one.version == item.version})


def _was_there(finding: Finding, start: dt.date, view: RegistryView, memory: MailHistory) -> bool:
    """Whether it belongs into this week's mail; what comes up later waits for the next week."""
    if view.today == start or memory.last_run is None or memory.last_run < start:
        return True
    known = view.memory.findings.get(finding.identity(view.registry))
    return known is not None and known.since <= start


def _version(finding: Finding) -> str:
    """What is typed there, as one word: another slip in the same place is a new line."""
    typed = str(finding.value or "").encode("utf-8", "surrogatepass")
    return blake2b(typed, digest_size=4).hexdigest()


def _requests(view: RegistryView, finding: Finding) -> Iterator[ReminderRequest]:
    identity = finding.identity(view.registry)
    item = view.item(
        "data",
        "weekly",
        finding.community,
        f"finding/{identity}",
        finding,
        version=_version(finding),
        place=ItemPlace(finding.sheet, finding.row, finding.cell),
    )
    if view.visibility.is_hidden(finding):
        # Who coordinates a community need not see what is kept for the HR group alone.
        yield from requests_to(view, item, ("hr",) if view.reminders.data.to else ())
    elif finding.community is not None:
        yield from requests_to(view, item, view.reminders.data.to)
    elif view.reminders.data.to:
        yield from _of_nobody(view, item, finding)


def _of_nobody(view: RegistryView, item: Item, finding: Finding) -> Iterator[ReminderRequest]:
    """What belongs to no community goes to the agency's contact."""
    blind = None
    if finding.rule not in _STRUCTURE:
        blind = blind_tab(view, ("communities",))
    if blind is not None:
        yield ReminderRequest(item, "coordinator", reason="quarantined", detail=blind)
    else:
        yield ReminderRequest(item, "coordinator", NOBODY)
