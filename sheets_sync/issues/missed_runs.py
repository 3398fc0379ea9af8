"""A working day whose hours of mailing passed without a run: told until a later run came."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.issues.issue import Issue
from sheets_sync.issues.issue_query import IssueQuery
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import REMIND
from sheets_sync.planning.working_days import WorkingDays, agency_days
from sheets_sync.ports import Ledger


def missed(query: IssueQuery, ledger: Ledger | None) -> Iterator[Issue]:
    """The last working day, where people should have been mailed and no run was there to do it.

    Without a ledger only the day itself is told: nobody knows whether the service was set up
    before it.
    """
    settings = query.settings
    if query.looking or settings.mail.transport != "smtp" or not settings.mail.live:
        return
    calendar = agency_days(query.today, ())
    day = _last_over(query, calendar)
    if _was_there(query, ledger, day) and not _has_run_since(ledger, day, calendar):
        what = query.sentences("jobs.status.run_missed", day=day)
        way = query.sentences("jobs.ways.run_missed")
        facts: dict[str, object] = {"job": REMIND, "day": day.isoformat()}
        yield Issue("run_missed", what, way, unhealthy=True, facts=facts)


def _last_over(query: IssueQuery, calendar: WorkingDays) -> dt.date:
    """The last working day whose hours of mailing are over."""
    over = query.now.time() > query.settings.reminders.window_end
    return calendar.on_or_before(query.today - dt.timedelta(days=not over))


def _was_there(query: IssueQuery, ledger: Ledger | None, day: dt.date) -> bool:
    """Whether the service was at work on that day; on this very day it is."""
    if day == query.today:
        return True
    if ledger is None:
        return False
    first = [ledger.findings.first_day(registry.id) for registry in query.settings.registries]
    return any(seen <= day for seen in first if seen is not None)


def _has_run_since(ledger: Ledger | None, day: dt.date, calendar: WorkingDays) -> bool:
    """Whether the day had a run, or a later working day told what was left."""
    slots = {} if ledger is None else ledger.runs.slots(EVERY, REMIND)
    days = {dt.date.fromisoformat(slot.partition("#")[0]) for slot in slots}
    return any(one == day or (one > day and calendar.is_working(one)) for one in days)
