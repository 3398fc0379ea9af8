"""storms: many more letters than usual wait for a person, when they go and when they are shown.

Reads the ledger's letters of earlier days. Writes the hold of the day. Used by the jobs that
send and that show what will be sent; it has no command of its own.
"""

import datetime as dt

from jobs.cli.context import JobContext
from sheets_sync.delivery.holds import EVERY, STORM, event_facts, named, open_hold
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.planning.mail_baseline import usual_sizes
from sheets_sync.planning.mail_guards import Alarm, storm
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.suppress import withhold_all
from sheets_sync.ports import Ledger

_USUAL = dt.timedelta(days=60)
"""So far back it is looked how many letters are usual."""


def hold_unusual_volume(context: JobContext, planned: ReminderPlan, ledger: Ledger) -> ReminderPlan:
    """What may go of a whole day's plan: all, or nothing until a person has confirmed it."""
    if context.looking:
        return planned
    alarm = _storm(context, planned, ledger)
    if alarm is None:
        ledger.holds.close(EVERY, STORM, "", now=context.now)
        return planned
    return _judged(context, planned, alarm, ledger)


def preview_volume_guard(
    context: JobContext, planned: ReminderPlan, ledger: Ledger
) -> ReminderPlan:
    """What will go of the plan of one registry, as far as it alone can tell.

    A storm in one registry is one over all of them, so the day's is held here already, before
    the hour of sending; that there is none can only be told when all are planned.
    """
    alarm = _storm(context, planned, ledger)
    if alarm is None:
        return planned
    if planned.day != context.today:
        return withhold_all(planned, STORM)
    return _judged(context, planned, alarm, ledger)


def _storm(context: JobContext, planned: ReminderPlan, ledger: Ledger) -> Alarm | None:
    since = context.now - _USUAL
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=since)
    return storm(len(planned.digests), usual_sizes(planned.day, letters), day=planned.day)


def _judged(
    context: JobContext, planned: ReminderPlan, alarm: Alarm, ledger: Ledger
) -> ReminderPlan:
    """All of it where a person has confirmed as many for this day."""
    enough = [one for one in _of_day(alarm, ledger) if _covers(one, len(planned.digests))]
    if any(hold.confirmed_at for hold in enough):
        return planned
    hold = next(iter(enough), None)
    if hold is None:
        hold = open_hold(ledger, EVERY, STORM, "", alarm.facts, now=context.now)
    return withhold_all(planned, named(hold))


def _of_day(alarm: Alarm, ledger: Ledger) -> list[Hold]:
    day = alarm.facts["day"]
    holds = ledger.holds.standing(EVERY)
    return [hold for hold in holds if hold.kind == STORM and event_facts(hold)["day"] == day]


def _covers(hold: Hold, letters: int) -> bool:
    """Whether the event was about at least so many letters."""
    return letters <= int(event_facts(hold)["up_to"])
