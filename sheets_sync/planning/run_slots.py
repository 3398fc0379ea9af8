"""Slots: every job has a calendar, each moment of it is a slot, and each slot is done once.

Which slots are due follows from what was done, never from when somebody last looked: so a service
that was down, slept, or had its clock set makes up for what it missed, and repeats nothing.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.planning.run_calendar import RunCalendar
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.registry.months_and_years import add_months, month_first

CatchUp: TypeAlias = Literal["all", "latest", "coalesce"]
"""What is made up for: every slot · only the newest, older ones are past use · the newest, which
does the work of all that were missed."""
Naming: TypeAlias = Literal["moment", "day", "month"]
"""A slot is named by its moment, by its day, or by the month before it, which it is about."""


_BY_HAND = len("2026-11-20T14:03:27")
_PUT_BACK = dt.timedelta(days=2)
"""So far back a clock may be put without a run being repeated."""


@dataclass(frozen=True, slots=True)
class ScheduledJob:
    """One line of the job table: what runs, when, and what becomes of a slot that was missed."""

    name: str
    command: str
    """The command that does it."""
    calendar: RunCalendar
    naming: Naming
    catch_up: CatchUp
    lateness: dt.timedelta
    """So late a slot is still made up for."""
    for_all: bool = False
    """Whether it is one job over all registries."""
    rests: bool = False
    """Whether it has nothing to do on days off: which those are, only the workbooks tell."""
    options: tuple[tuple[str, object], ...] = ()
    """What the command is told besides its slot."""
    until: dt.time | None = None
    """The time of day after which a slot is past use."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One job at one moment of its calendar."""

    job: str
    name: str
    """Unique for the job and a registry."""
    at: dt.datetime
    """When it is due, in the agency's time zone."""
    month: dt.date | None = None
    """The first day of the month that it is about."""
    covers: int = 0
    """How many older slots it does the work of."""


def due_slots(
    job: ScheduledJob,
    now: dt.datetime,
    working: WorkingDays,
    done: Collection[str],
    begun: dt.date | None,
) -> tuple[Slot, ...]:
    """What should have run by `now` and has not, oldest first.

    `now` is in the agency's time zone; `done` are the names of the slots that were done; `begun`
    is the first day the registry was looked at: a month that was over by then is nobody's.
    """
    passed = _slots(job, now - job.lateness, now, working)
    wanted = [slot for slot in passed if _is_ours(slot, begun)]
    if job.catch_up != "all":
        wanted = _newest(job, wanted, done, now)
    return tuple(slot for slot in wanted if slot.name not in done and _is_of_use(job, slot, now))


def next_slot(
    job: ScheduledJob, now: dt.datetime, working: WorkingDays, begun: dt.date | None = None
) -> Slot | None:
    """The next slot after `now`; nothing for a job without a time, or past a calendar's reach.

    Where it is known when the registry was `begun`, a month that was over by then is nobody's.
    """
    ahead = (dt.timedelta(days=days) for days in (2, 15, 45, 100, 400))
    for reach in ahead:
        for slot in _slots(job, now, now + reach, working):
            is_ours = begun is None or _is_ours(slot, begun)
            if is_ours and (not job.rests or working.is_working(slot.at.date())):
                return slot
    return None


def lapsed_slots(
    job: ScheduledJob,
    now: dt.datetime,
    working: WorkingDays,
    done: Collection[str],
    begun: dt.date | None,
    look_back: dt.timedelta,
) -> tuple[Slot, ...]:
    """Slots that should all have run, and that nobody makes up for any more."""
    if job.catch_up != "all":
        return ()
    passed = _slots(job, now - look_back, now - job.lateness, working)
    return tuple(slot for slot in passed if _is_ours(slot, begun) and slot.name not in done)


def _newest(
    job: ScheduledJob, slots: list[Slot], done: Collection[str], now: dt.datetime
) -> list[Slot]:
    """The newest slot, which stands for those before it that were not done.

    Nothing where a later one was done: then the clock was put back. One far ahead counts for
    nothing: it was done while the clock was wrong.
    """
    if not slots:
        return []
    newest = slots[-1]
    far = f"{now + _PUT_BACK:%Y-%m-%dT%H:%M}"
    if any(newest.name < name <= far for name in done if len(name) != _BY_HAND):
        return []
    missed = 0
    for slot in reversed(slots[:-1]):
        if slot.name in done:
            break
        missed += 1
    covers = missed if job.catch_up == "coalesce" else 0
    return [Slot(newest.job, newest.name, newest.at, newest.month, covers)]


def _slots(
    job: ScheduledJob, after: dt.datetime, until: dt.datetime, working: WorkingDays
) -> list[Slot]:
    zone = until.tzinfo
    if zone is None:
        raise ValueError(f"a moment needs a time zone: {until!r}")
    after = _in_utc(after)  # a subtraction within a zone goes by its clocks
    moments = job.calendar.moments(after, until, zone, working)
    return [_slot(job, moment) for moment in moments]


def _in_utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _slot(job: ScheduledJob, at: dt.datetime) -> Slot:
    if job.naming == "month":
        month = add_months(month_first(at.date()), -1)
        return Slot(job.name, f"{month:%Y-%m}", at, month)
    if job.naming == "day":
        return Slot(job.name, at.date().isoformat(), at)
    return Slot(job.name, f"{at:%Y-%m-%dT%H:%M}", at)


def _is_ours(slot: Slot, begun: dt.date | None) -> bool:
    """Whether the registry was there in the month that the slot is about."""
    if slot.month is None:
        return True
    return begun is not None and month_first(begun) <= slot.month


def _is_of_use(job: ScheduledJob, slot: Slot, now: dt.datetime) -> bool:
    if job.until is None:
        return True
    end = dt.datetime.combine(slot.at.date(), job.until, now.tzinfo)
    return _in_utc(now) <= _in_utc(end)


MOST_BACK_OFF = dt.timedelta(hours=2)


def back_off(failures: int, first: dt.timedelta) -> dt.timedelta:
    """How long a slot waits after so many failures in a row: twice as long each time."""
    doublings: int = 2 ** min(max(failures, 1) - 1, 20)
    return min(first * doublings, MOST_BACK_OFF)


def by_hand(now: dt.datetime) -> str:
    """The name under which a call by hand is kept: no slot of a calendar is called so."""
    return f"{now:%Y-%m-%dT%H:%M:%S}"
