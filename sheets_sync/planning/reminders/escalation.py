"""The ladder of an overdue thing: soon, due, overdue again and again, then somebody else."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sheets_sync.planning.reminders.items import Stage
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class EscalationSchedule:
    """When something is said again."""

    before_days: int | None
    """How early it is announced; None where nothing is said before or on the day."""
    every: int
    """Working days between two reminders."""
    at_most: int
    escalate_after: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder of the ladder."""

    stage: Stage
    attempt: int = 0


def reminders_due(
    due: dt.date,
    told: Sequence[Told],
    today: dt.date,
    days: WorkingDays,
    escalation: EscalationSchedule,
) -> tuple[Reminder, ...]:
    """What is to be said today, given what was said before today.

    What was missed is not made up for: after an outage the one reminder that is current
    comes, and the count goes on from those that really went out.
    """
    if escalation.before_days is not None and today <= due:
        return _early(due, told, today, days, escalation.before_days)
    if today < due:
        return ()
    return _late(told, today, days, escalation)


def _early(
    due: dt.date, told: Sequence[Told], today: dt.date, days: WorkingDays, before: int
) -> tuple[Reminder, ...]:
    stages = {one.stage for one in told}
    if today >= days.on_or_before(due):
        return () if "due" in stages else (Reminder("due"),)
    if before and today >= due - dt.timedelta(days=before) and "soon" not in stages:
        return (Reminder("soon"),)
    return ()


def _late(
    told: Sequence[Told], today: dt.date, days: WorkingDays, escalation: EscalationSchedule
) -> tuple[Reminder, ...]:
    last = max((one.day for one in told if one.stage in {"due", "overdue"}), default=None)
    if last is not None and days.after(last, escalation.every) > today:
        return ()
    said = len({one.day for one in told if one.stage == "overdue"})
    found = []
    if said < escalation.at_most:
        found.append(Reminder("overdue", said + 1))
    if said >= escalation.escalate_after and all(one.stage != "escalated" for one in told):
        found.append(Reminder("escalated", said))
    return tuple(found)
