"""Many more letters than usual wait for a person, when they go and when they are shown.

Reads the ledger's letters of earlier days. Writes the hold of the day.
"""

import datetime as dt

from sheets_sync.delivery.holds import UNUSUAL_VOLUME, event_facts, named, open_hold
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import EVERY, Hold
from sheets_sync.planning.mail_baseline import usual_sizes
from sheets_sync.planning.mail_guards import Alarm, unusual_volume
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.suppress import withhold_all
from sheets_sync.ports import Ledger

_USUAL = dt.timedelta(days=60)
"""So far back it is looked how many letters are usual."""


def hold_unusual_volume(planned: ReminderPlan, ledger: Ledger, *, now: dt.datetime) -> ReminderPlan:
    """What may go of a whole day's plan: all, or nothing until a person has confirmed it."""
    alarm = _unusual(planned, ledger, now)
    if alarm is None:
        ledger.holds.close(EVERY, UNUSUAL_VOLUME, "", now=now)
        return planned
    return _judged(planned, alarm, ledger, now)


def preview_volume_guard(
    planned: ReminderPlan, ledger: Ledger, *, now: dt.datetime
) -> ReminderPlan:
    """What will go of the plan of one registry, as far as it alone can tell.

    What is too much in one registry is too much over all of them, so the day's is held here
    already, before the hour of sending; that it is not can only be told when all are planned.
    """
    alarm = _unusual(planned, ledger, now)
    if alarm is None:
        return planned
    if planned.day != now.date():
        return withhold_all(planned, UNUSUAL_VOLUME)
    return _judged(planned, alarm, ledger, now)


def _unusual(planned: ReminderPlan, ledger: Ledger, now: dt.datetime) -> Alarm | None:
    """The files of a trial count here: without them the first live days would have no measure."""
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=now - _USUAL)
    usual = usual_sizes(planned.day, letters, now.tzinfo or dt.UTC)
    return unusual_volume(planned.size, usual, day=planned.day)


def _judged(planned: ReminderPlan, alarm: Alarm, ledger: Ledger, now: dt.datetime) -> ReminderPlan:
    """All of it where a person has confirmed as many for this day."""
    enough = [one for one in _of_day(alarm, ledger) if _covers(one, planned.size)]
    if any(hold.confirmed_at for hold in enough):
        return planned
    hold = next(iter(enough), None)
    if hold is None:
        hold = open_hold(ledger, EVERY, UNUSUAL_VOLUME, "", alarm.facts, now=now)
    return withhold_all(planned, named(hold))


def _of_day(alarm: Alarm, ledger: Ledger) -> list[Hold]:
    day = alarm.facts["day"]
    holds = ledger.holds.standing(EVERY)
    return [
        hold for hold in holds if hold.kind == UNUSUAL_VOLUME and event_facts(hold)["day"] == day
    ]


def _covers(hold: Hold, letters: int) -> bool:
    """Whether the event was about at least so many letters."""
    return letters <= int(event_facts(hold)["up_to"])
