"""What nobody could be told of in time: kept as an event that `status` shows until it is over.

It stops no mail, and no mail is made of it: it is there for whoever looks because mail does not
come through.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from sheets_sync.delivery.day_plan import recall, views_of
from sheets_sync.delivery.holds import open_hold
from sheets_sync.planning.reminders.items import Item, Unsent
from sheets_sync.planning.reminders.unheard import unheard_steps, untrue_sessions
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult

UNHEARD = "@unheard"
"""In place of a registry; the subject is the registry."""
STEPS, SESSIONS = "steps-unheard", "sessions-untrue"
_NAMED = 5
"""So many of them are named."""


def watch_unheard(
    checked: Sequence[CheckResult],
    ledger: Ledger,
    *,
    now: dt.datetime,
    left_out: Iterable[Unsent] | None = None,
) -> None:
    """Open the events of these registries, and end those that are over.

    `left_out` is what a plan of the day could not tell; without one nothing is said of sessions.
    """
    # What went out today counts, too.
    memory = recall(checked, ledger, now=now + dt.timedelta(days=1))
    untrue = [*untrue_sessions(tuple(left_out or ()), now.date())]
    for view in views_of(checked, memory):
        steps = [*unheard_steps(view, memory)]
        sessions = [one.item for one in untrue if one.item.registry == view.registry]
        _keep(STEPS, view.registry, steps, ledger, now)
        if left_out is not None:
            _keep(SESSIONS, view.registry, sessions, ledger, now)


def _keep(
    kind: str, registry: str, items: Sequence[Item], ledger: Ledger, now: dt.datetime
) -> None:
    if not items:
        ledger.holds.close(UNHEARD, kind, registry, now=now)
        return
    named = sorted({_named(item) for item in items})
    facts = {"count": len(named), "named": named[:_NAMED]}
    open_hold(ledger, UNHEARD, kind, registry, facts, now=now)


def _named(item: Item) -> str:
    """The thing as people know it, without anybody's name."""
    day = item.due.isoformat() if item.due else ""
    what = item.identity.split("/", 2)[2].rpartition("/")[0] if item.kind != "session" else ""
    return " ".join(filter(None, (item.title, what, day)))
