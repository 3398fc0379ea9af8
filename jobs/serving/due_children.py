"""Which children are to be started now: whom something is due for, fairly and not too many."""

import datetime as dt
from dataclasses import dataclass, field

from jobs.serving.children import Children, Ended
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.run_slots import back_off, next_slot
from sheets_sync.planning.scheduled_jobs import scheduled_jobs
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.due_runs import (
    DueRun,
    due_of_all,
    due_of_registry,
    working_days_of,
)
from sheets_sync.settings import Settings

HANGING = 60.0
"""Seconds after which a child is taken to hang: it keeps nobody else from starting."""
MOST = 4
"""How many times as many as wanted may run at once, those that hang included."""
LOOK_AGAIN = dt.timedelta(minutes=5)
"""The longest that what is due is not looked up: a person may have asked for something."""


@dataclass(slots=True)
class _Seen:
    """What was known of one registry when it was last looked at."""

    quiet_until: dt.datetime | None = None
    """Nothing is due before."""
    started_for: frozenset[tuple[str, str, str]] = frozenset()
    in_vain: int = 0
    """How often in a row a child ended and what it was for is still due."""


@dataclass(slots=True)
class DueChildren:
    """What is remembered between two looks."""

    _seen: dict[str, _Seen] = field(default_factory=dict)

    def to_start(
        self, settings: Settings, ledger: Ledger, now: dt.datetime, children: Children
    ) -> list[str]:
        """Whose child to start, in this order; a registry that keeps failing comes last."""
        names = [registry.id for registry in settings.registries]
        names.sort(key=lambda name: self._of(name).in_vain)
        young = [one for one in children if one.age < HANGING and one.name in {*names, EVERY}]
        free = min(
            settings.schedule.at_once - len(young),
            MOST * settings.schedule.at_once - len(children),
        )
        found: list[str] = []
        for name in (*names, EVERY):
            if name in children or len(found) >= free:
                continue
            if name == EVERY and (young or found):
                continue  # what was just checked is told: reminders wait for checks that go on
            if self._is_due(name, settings, ledger, now):
                found.append(name)
        return found

    def ended(self, child: Ended) -> None:
        """Look again at once what is due for it."""
        self._of(child.name).quiet_until = None

    def forget(self) -> None:
        """The clock or the settings changed: everything may be due."""
        for seen in self._seen.values():
            seen.quiet_until = None

    def _of(self, name: str) -> _Seen:
        return self._seen.setdefault(name, _Seen())

    def _is_due(self, name: str, settings: Settings, ledger: Ledger, now: dt.datetime) -> bool:
        seen = self._of(name)
        if seen.quiet_until is not None and now < seen.quiet_until <= now + LOOK_AGAIN:
            return False
        due = _due(name, settings, ledger, now)
        ready = frozenset(one.key for one in due if one.is_ready(now))
        if not ready:
            seen.in_vain, seen.started_for = 0, frozenset()
            seen.quiet_until = quiet_until(name, due, settings, ledger, now)
            return False
        if ready <= seen.started_for:  # a child was there for it, and left nothing in the ledger
            seen.in_vain += 1
            seen.started_for = frozenset()
            rest = back_off(seen.in_vain, dt.timedelta(minutes=settings.schedule.retry_minutes))
            seen.quiet_until = now + min(rest, LOOK_AGAIN)
            return False
        seen.started_for = ready
        return True


def _due(name: str, settings: Settings, ledger: Ledger, now: dt.datetime) -> tuple[DueRun, ...]:
    if name == EVERY:
        return due_of_all(settings, ledger, now)
    return due_of_registry(settings, ledger, name, now)


def quiet_until(
    name: str,
    due: tuple[DueRun, ...],
    settings: Settings,
    ledger: Ledger,
    now: dt.datetime,
    at_most: dt.timedelta = LOOK_AGAIN,
) -> dt.datetime:
    """When something may be due next."""
    working = working_days_of(ledger, name, now)
    coming = [
        slot.at
        for job in scheduled_jobs(settings)
        if job.for_all == (name == EVERY) and (slot := next_slot(job, now, working)) is not None
    ]
    resting = [one.not_before for one in due if one.not_before is not None]
    return min((*coming, *resting, now + at_most), key=lambda moment: moment.astimezone(dt.UTC))
