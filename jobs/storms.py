"""storms: many more letters than usual wait for a person, when they go and when they are shown.

Reads the ledger's letters of earlier days. Writes the hold of the day. Used by the jobs that
send and that show what will be sent; it has no command of its own.
"""

import datetime as dt

from jobs.context import Arguments
from sheets_sync.effects.holding import EVERY, STORM, named, open_hold, told
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.plans.guard import Alarm, storm
from sheets_sync.plans.reminders.items import ReminderPlan
from sheets_sync.plans.reminders.withholding import withhold_all
from sheets_sync.plans.usual import usual_sizes
from sheets_sync.ports import Ledger
from sheets_sync.records import Hold

_USUAL = dt.timedelta(days=60)
"""So far back it is looked how many letters are usual."""


def unless_storm(arguments: Arguments, planned: ReminderPlan, ledger: Ledger) -> ReminderPlan:
    """What may go of a whole day's plan: all, or nothing until a person has confirmed it."""
    if arguments.looking:
        return planned
    alarm = _storm(arguments, planned, ledger)
    if alarm is None:
        ledger.holds.close(EVERY, STORM, "", now=arguments.now)
        return planned
    return _judged(arguments, planned, alarm, ledger)


def as_it_will_go(arguments: Arguments, planned: ReminderPlan, ledger: Ledger) -> ReminderPlan:
    """What will go of the plan of one registry, as far as it alone can tell.

    A storm in one registry is one over all of them, so the day's is held here already, before
    the hour of sending; that there is none can only be told when all are planned.
    """
    alarm = _storm(arguments, planned, ledger)
    if alarm is None:
        return planned
    if planned.day != arguments.today:
        return withhold_all(planned, STORM)
    return _judged(arguments, planned, alarm, ledger)


def _storm(arguments: Arguments, planned: ReminderPlan, ledger: Ledger) -> Alarm | None:
    since = arguments.now - _USUAL
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=since)
    return storm(len(planned.digests), usual_sizes(planned.day, letters), day=planned.day)


def _judged(
    arguments: Arguments, planned: ReminderPlan, alarm: Alarm, ledger: Ledger
) -> ReminderPlan:
    """All of it where a person has confirmed as many for this day."""
    enough = [one for one in _of_day(alarm, ledger) if _covers(one, len(planned.digests))]
    if any(hold.confirmed_at for hold in enough):
        return planned
    hold = next(iter(enough), None)
    if hold is None:
        hold = open_hold(ledger, EVERY, STORM, "", alarm.facts, now=arguments.now)
    return withhold_all(planned, named(hold))


def _of_day(alarm: Alarm, ledger: Ledger) -> list[Hold]:
    day = alarm.facts["day"]
    holds = ledger.holds.standing(EVERY)
    return [hold for hold in holds if hold.kind == STORM and told(hold)["day"] == day]


def _covers(hold: Hold, letters: int) -> bool:
    """Whether the event was about at least so many letters."""
    return letters <= int(told(hold)["up_to"])
