"""The ladder of an overdue thing: soon, due, overdue again and again, then somebody else."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sheets_sync.planning.reminders.items import Stage
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Ladder:
    """When something is said again."""

    before_days: int | None
    """How early it is announced; None where nothing is said before or on the day."""
    every: int
    """Working days between two reminders."""
    at_most: int
    escalate_after: int


@dataclass(frozen=True, slots=True)
class Rung:
    """One reminder of the ladder."""

    stage: Stage
    attempt: int = 0


def rungs(
    due: dt.date, told: Sequence[Told], today: dt.date, days: WorkingDays, ladder: Ladder
) -> tuple[Rung, ...]:
    """What is to be said today, given what was said before today.

    What was missed is not made up for: after an outage the one reminder that is current
    comes, and the count goes on from those that really went out.
    """
    if ladder.before_days is not None and today <= due:
        return _early(due, told, today, days, ladder.before_days)
    if today < due:
        return ()
    return _late(told, today, days, ladder)


def _early(
    due: dt.date, told: Sequence[Told], today: dt.date, days: WorkingDays, before: int
) -> tuple[Rung, ...]:
    stages = {one.stage for one in told}
    if today >= days.on_or_before(due):
        return () if "due" in stages else (Rung("due"),)
    if before and today >= due - dt.timedelta(days=before) and "soon" not in stages:
        return (Rung("soon"),)
    return ()


def _late(
    told: Sequence[Told], today: dt.date, days: WorkingDays, ladder: Ladder
) -> tuple[Rung, ...]:
    last = max((one.day for one in told if one.stage in {"due", "overdue"}), default=None)
    if last is not None and days.after(last, ladder.every) > today:
        return ()
    said = len({one.day for one in told if one.stage == "overdue"})
    found = []
    if said < ladder.at_most:
        found.append(Rung("overdue", said + 1))
    if said >= ladder.escalate_after and all(one.stage != "escalated" for one in told):
        found.append(Rung("escalated", said))
    return tuple(found)
