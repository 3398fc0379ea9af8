"""25: what reminders move, and what they ask of people's patience."""

import datetime as dt
from collections import Counter

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.report.indicators.values import (
    NOT_KNOWN,
    Figure,
    Measured,
    not_known,
    number,
    ratio,
    share,
)
from sheets_sync.planning.report.indicators.view import View

SOON = dt.timedelta(days=7)
ASKING = frozenset({"soon", "due", "overdue", "weekly", "escalated"})
"""The stages of reminders that ask for something that can be closed."""


def reminder_effect(view: View) -> Measured:
    """Reminders after which the item was closed within seven days, of all that were sent."""
    memory, span = view.memory, view.span
    if not memory.is_kept:
        return not_known("no_memory")
    sent = {
        (told.identity, told.day)
        for told in memory.told
        if span.first <= told.day <= span.last and told.stage in ASKING and not told.copy
    }
    closed = sum(
        (day := _closed_on(view, identity)) is not None and told_on <= day <= told_on + SOON
        for identity, told_on in sent
    )
    mean, most = _burden(view)
    return share(closed, len(sent), parts={"contacts_mean": mean, "contacts_max": most})


def _closed_on(view: View, identity: str) -> dt.date | None:
    """When the thing was mended or completed, as far as the ledger saw it."""
    registry, _, told = identity.partition("/")
    kind, _, subject = told.partition("/")
    memory = view.memory
    if kind == "step":
        community, step, _due = subject.rsplit("/", 2)
        known = memory.steps.get((community, int(step)))
        return None if known is None else known.completed_on
    if kind == "record":
        subject = _unrecorded(subject).identity(registry)
    days = memory.findings.get(subject)
    return None if days is None else days.mended_on


def _unrecorded(session: str) -> Finding:
    """What is found as long as a session that was held has no results."""
    return Finding(
        "session-unrecorded", Severity.ERROR, "sessions", "", column="results", key=session
    )


def _burden(view: View) -> tuple[Figure, Figure]:
    """Letters in the span to the members of active rounds: the mean, and the most to one of them.

    Each once, whatever else they are there.
    """
    end, span = view.end, view.span
    members = end.people(end.memberships(end.active))
    addresses = view.context.table("staff")["email"].per_row()[members]
    sent = Counter(
        address for address, day in view.memory.contacts if span.first <= day <= span.last
    )
    each = [sent[str(address)] for address in addresses]
    return ratio(sum(each), len(each)), number(max(each)) if each else NOT_KNOWN
