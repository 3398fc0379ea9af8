"""What a look at the reminders of a day foresees: letters that the ledger would not let go now."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.delivery.letters_that_went import counts
from sheets_sync.delivery.plan_letters import SHOWN, why_not_now
from sheets_sync.mail.delivery import Skip
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


def foreseen(
    plan: ReminderPlan, ledger: Ledger, settings: Settings, *, now: dt.datetime
) -> Iterator[Skip]:
    """The mails of a plan that are gone already, or rest, each with the reason."""
    known = ledger.letters.find([mail.key for mail in plan.mails])
    for key, letter in known.items():
        reason = why_not_now(letter, now)
        if reason is not None and counts(letter, settings):
            yield Skip(key, reason, letter.id[:SHOWN])
