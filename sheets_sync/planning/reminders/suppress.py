"""Letters of a plan that must not go out: they leave it, with the reason."""

from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.mail.delivery import Reason
from sheets_sync.planning.reminders.items import ReminderPlan, Unsent


def withhold(plan: ReminderPlan, held: Mapping[str, str], reason: Reason = "held") -> ReminderPlan:
    """The plan without the letters to these addresses; by address, what is said of it."""
    kept = tuple(digest for digest in plan.digests if digest.reader.address not in held)
    if len(kept) == len(plan.digests):
        return plan
    left_out = (
        Unsent(item, reason, digest.reader.address, held[digest.reader.address])
        for digest in plan.digests
        if digest.reader.address in held
        for item in digest.items
    )
    return replace(plan, digests=kept, left_out=(*plan.left_out, *left_out))


def withhold_all(plan: ReminderPlan, detail: str, reason: Reason = "held") -> ReminderPlan:
    """The plan without any letter."""
    return withhold(
        plan, dict.fromkeys((one.reader.address for one in plan.digests), detail), reason
    )
