"""Letters of a plan that must not go out: they leave it, with the reason."""

from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.planning.reminders.items import ReminderPlan, Unsent


def withhold(plan: ReminderPlan, held: Mapping[str, str], reason: Reason = "held") -> ReminderPlan:
    """The plan without the letters to these addresses; by address, what is said of it."""
    left_out = tuple(
        Unsent(item, reason, mail.reader.address, held[mail.reader.address])
        for mail in plan.mails
        if mail.reader.address in held
        for item in mail.items
    )
    if not left_out:
        return plan
    return replace(
        plan,
        digests=tuple(one for one in plan.digests if one.reader.address not in held),
        sessions=tuple(one for one in plan.sessions if one.reader.address not in held),
        left_out=(*plan.left_out, *left_out),
    )


def withhold_all(plan: ReminderPlan, detail: str, reason: Reason = "held") -> ReminderPlan:
    """The plan without any letter."""
    return withhold(plan, dict.fromkeys((one.reader.address for one in plan.mails), detail), reason)
