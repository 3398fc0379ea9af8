"""What nobody could be told of in time: kept as an event that `status` shows until it is over.

It stops no mail. Of sessions the agency's contact is mailed, too: somebody can still tell those
who take part. Of steps no mail is made: it would be one more that does not come through.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from sheets_sync.delivery.day_plan import recall, views_of
from sheets_sync.delivery.holds import UNHEARD, end_events, open_hold
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.planning.reminders.items import Item, ReminderPlan
from sheets_sync.planning.reminders.unheard import is_too_late, unheard_steps, untrue_sessions
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult

STEPS, SESSIONS = "steps-unheard", "sessions-untrue"
_NAMED = 5
"""So many of them are named."""


def watch_unheard(checked: Sequence[CheckResult], ledger: Ledger, *, now: dt.datetime) -> None:
    """Open the events of overdue steps in these registries, and end those that are over."""
    # What went out today counts, too.
    memory = recall(checked, ledger, now=now + dt.timedelta(days=1))
    for view in views_of(checked, memory):
        _keep(STEPS, view.registry, [*unheard_steps(view, memory)], ledger, now)


def watch_sessions(
    checked: Sequence[CheckResult],
    ledger: Ledger,
    *,
    now: dt.datetime,
    planned: ReminderPlan,
    opening: dt.datetime,
) -> None:
    """Open the events of changes that people cannot be told of in time; end those that are over.

    That is what the plan left out, and what it has and has not gone: on the day itself it is too
    late to wait for another try. `opening` is when mail may leave again.
    """
    untrue = [one.item for one in untrue_sessions(planned.left_out, now.date())]
    changes = [mail for mail in planned.sessions if mail.item.stage != "coming"]
    found = ledger.letters.find([mail.key for mail in changes])
    untrue += [
        mail.item
        for mail in changes
        if ((letter := found.get(mail.key)) is None or letter.state not in SENT | DOUBTFUL)
        and is_too_late(mail.item, now, opening)
    ]
    for one in checked:
        sessions = [item for item in untrue if item.registry == one.registry.id]
        _keep(SESSIONS, one.registry.id, sessions, ledger, now)


def untold_sessions(ledger: Ledger, registries: Iterable[str]) -> list[Hold]:
    """The events of sessions in these registries of which people know what is not true."""
    wanted = frozenset(registries)
    return [
        hold
        for hold in ledger.holds.waiting(UNHEARD)
        if hold.kind == SESSIONS and hold.subject in wanted
    ]


def _keep(
    kind: str, registry: str, items: Sequence[Item], ledger: Ledger, now: dt.datetime
) -> None:
    if not items:
        end_events(ledger, UNHEARD, [(kind, registry)], now=now)
        return
    named = sorted({_named(item) for item in items})
    facts = {"count": len(named), "named": named[:_NAMED]}
    open_hold(ledger, UNHEARD, kind, registry, facts, now=now)


def _named(item: Item) -> str:
    """The thing as people know it, without anybody's name."""
    day = item.due.isoformat() if item.due else ""
    what = item.identity.split("/", 2)[2].rpartition("/")[0] if item.kind != "session" else ""
    return " ".join(filter(None, (item.title, what, day)))
