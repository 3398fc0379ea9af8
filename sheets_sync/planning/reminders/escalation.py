"""The ladder of an overdue thing: soon, due, overdue again and again, then somebody else.

Every reader climbs a ladder of their own: what counts is what reached that reader.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.planning.reminders.items import Stage
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.working_days import WorkingDays

_GRACE = 3
"""So many working days more for a first reminder to come through, where mail may reach somebody."""


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
    """One reminder."""

    stage: Stage
    attempt: int = 0


def reminder_due(
    due: dt.date,
    told: Sequence[Told],
    today: dt.date,
    days: WorkingDays,
    escalation: EscalationSchedule,
) -> Reminder | None:
    """What one reader is to be told today, given what reached that reader before today.

    What was missed is not made up for: after an outage the one reminder that is current
    comes, and the count goes on from those that really went out.
    """
    if today > due or (today == due and escalation.before_days is None):
        return _late(told, today, days, escalation)
    if escalation.before_days is None:
        return None
    return _early(due, told, today, days, escalation)


def _early(
    due: dt.date,
    told: Sequence[Told],
    today: dt.date,
    days: WorkingDays,
    escalation: EscalationSchedule,
) -> Reminder | None:
    stages = {one.stage for one in told}
    if today >= days.on_or_before(due):
        return None if "due" in stages else Reminder("due")
    before = escalation.before_days or 0
    if before and today >= due - dt.timedelta(days=before) and "soon" not in stages:
        return Reminder("soon")
    return None


def _late(
    told: Sequence[Told], today: dt.date, days: WorkingDays, escalation: EscalationSchedule
) -> Reminder | None:
    last = max((one.day for one in told if one.stage in {"due", "overdue"}), default=None)
    if last is not None and days.after(last, escalation.every) > today:
        return None
    said = len({one.day for one in told if one.stage == "overdue"})
    return Reminder("overdue", said + 1) if said < escalation.at_most else None


def days_to_come(
    due: dt.date,
    told: Sequence[Told],
    span: tuple[dt.date, dt.date],
    days: WorkingDays,
    escalation: EscalationSchedule,
) -> Iterator[dt.date]:
    """The days after the first of a span, up to its end, on which a reader is to hear of it."""
    today, end = span
    day = days.on_or_before(due) if escalation.before_days is not None else days.on_or_after(due)
    said = len({one.day for one in told if one.stage == "overdue"})
    last = max((one.day for one in told if one.stage in {"due", "overdue"}), default=None)
    if day > today:
        if day <= end:
            yield day
    elif last is not None:
        day = last
    else:
        day = today
    while said < escalation.at_most:
        day = days.after(day, escalation.every)
        if day > end:
            return
        if day > today:
            yield day
        said += 1


@dataclass(frozen=True, slots=True)
class Helped:
    """How many reminders came through before somebody else is told."""

    to_present: int
    """To whoever has to act now."""
    to_others: int = 0
    """To whoever had to before."""


def escalates(
    told: Iterable[Told],
    present: frozenset[tuple[str, str]],
    others: frozenset[str],
    *,
    since: dt.date,
    today: dt.date,
    days: WorkingDays,
    escalation: EscalationSchedule,
) -> Helped | None:
    """Whether somebody else is to be told now, and how many reminders did not help.

    After the last reminder to those who have to act now; and when all reminders would have been
    sent and none of them came through, so that somebody hears of it whatever became of the mail.
    `present` are their addresses and staff numbers: who shares a mailbox got no one else's mail;
    `others` are those who are told instead, whose mails are no reminders; `since` is the day
    from which that time counts.
    """
    overdue = [one for one in told if one.stage == "overdue" and not one.copy]
    to_present = [any(one.was_to(*reader) for reader in present) for one in overdue]
    mine = {one.day for one, theirs in zip(overdue, to_present, strict=True) if theirs}
    before = {
        one.day
        for one, theirs in zip(overdue, to_present, strict=True)
        if not theirs and one.address not in others
    }
    heard = max((one.day for one in told if one.stage == "escalated"), default=None)
    helped = Helped(len(mine), len(before))
    if len(mine) >= escalation.escalate_after:
        last = max(mine)
        if days.after(last, escalation.every) <= today and (heard is None or heard < min(mine)):
            return helped
    if mine or heard is not None:
        return None
    end = days.after(since, escalation.every * (escalation.escalate_after + 1))
    return helped if today >= (days.after(end, _GRACE) if present else end) else None
