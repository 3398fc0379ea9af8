"""Data to mend: errors only, once a week, to the coordinator."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.findings import Finding, Severity
from sheets_sync.plans.reminders.calls import Call, blind_tab, calls_to
from sheets_sync.plans.reminders.items import Item, Place
from sheets_sync.plans.reminders.memory import Memory
from sheets_sync.plans.reminders.watched import Watched
from sheets_sync.registry.people import NOBODY

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

_STRUCTURE = frozenset({"tab-missing", "header-missing", "header-duplicate", "tab-shrunk"})
"""These say themselves that a tab cannot be relied on, so that never silences them."""


def data_calls(watched: Watched, memory: Memory) -> Iterator[Call]:
    """The errors of this week's mail, each to those who can mend it."""
    start = watched.days.of_week(watched.today, watched.reminders.data.working_day)
    if start is None or watched.today < start:
        return
    for finding in watched.findings:
        if qualifies(finding) and _was_there(finding, start, watched, memory):
            yield from _calls(watched, finding)


def qualifies(finding: Finding) -> bool:
    """Whether a finding is mailed at all."""
    return finding.severity is Severity.ERROR and finding.rule not in SAID_ELSEWHERE


def said_this_week(memory: Memory, address: str, watched: Watched) -> bool:
    """Whether a person has had this week's mail about the data of this registry."""
    last = memory.data_days.get((address, watched.registry))
    return last is not None and last >= watched.today - dt.timedelta(days=watched.today.weekday())


def _was_there(finding: Finding, start: dt.date, watched: Watched, memory: Memory) -> bool:
    """Whether it belongs into this week's mail; what comes up later waits for the next week."""
    if watched.today == start or memory.last_run is None or memory.last_run < start:
        return True
    known = watched.memory.findings.get(finding.identity(watched.registry))
    return known is not None and known.since <= start


def _calls(watched: Watched, finding: Finding) -> Iterator[Call]:
    identity = finding.identity(watched.registry)
    item = watched.item(
        "data",
        "weekly",
        finding.community,
        f"finding/{identity}",
        finding,
        place=Place(finding.sheet, finding.row, finding.cell),
    )
    if watched.homes.is_hidden(finding):
        # Who coordinates a community need not see what is kept for the HR group alone.
        yield from calls_to(watched, item, ("hr",) if watched.reminders.data.to else ())
    elif finding.community is not None:
        yield from calls_to(watched, item, watched.reminders.data.to)
    elif watched.reminders.data.to:
        yield from _of_nobody(watched, item, finding)


def _of_nobody(watched: Watched, item: Item, finding: Finding) -> Iterator[Call]:
    """What belongs to no community goes to the agency's contact."""
    blind = None
    if finding.rule not in _STRUCTURE:
        blind = blind_tab(watched, ("communities",))
    if blind is not None:
        yield Call(item, "coordinator", reason="quarantined", detail=blind)
    else:
        yield Call(item, "coordinator", NOBODY)
