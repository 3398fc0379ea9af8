"""One year of a service that is looked after badly, and what must hold of it all the same."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sheets_sync.delivery.worker import LEASE
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.working_days import WorkingDays, agency_days
from sheets_sync.scheduling.due_runs import due_of_all, due_of_registry
from sheets_sync.settings.config_file import defaults
from tests.histories.book import Book

ZONES = (
    "Asia/Bangkok",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "America/St_Johns",
    "UTC",
)
BEGIN = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
BARE = defaults(Path("/nowhere"))


@dataclass
class Tally:
    """What was played, and what did not hold."""

    slots: int = 0
    looks: int = 0
    events: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other):
        return Tally(
            self.slots + other.slots,
            self.looks + other.looks,
            self.events + other.events,
            self.wrong + other.wrong,
        )


@dataclass
class Look:
    """One moment at which the service was there and did what was due."""

    at: dt.datetime
    """By the machine's clock, in the agency's zone."""
    right: bool
    """Whether that clock was right, and no day to come had been done while it was ahead."""


class History:
    """A service, its clock, and what happens to both."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311
        self.zone = ZoneInfo(self.dice.choice(ZONES))
        self.settings = self._settings()
        self.book = Book()
        self.true = BEGIN + dt.timedelta(hours=self.dice.uniform(0, 40 * 24))
        self.offset = dt.timedelta()
        self.begun = self.true.astimezone(self.zone).date()
        self.looks = []
        self.tally = Tally()

    def _settings(self):
        """Times at any hour, those of the nights that clocks are put in among them."""
        times = [dt.time(self.dice.randrange(24), self.dice.choice((0, 15, 30))) for _ in range(3)]
        times += [dt.time(2, 30), dt.time(1, 45), dt.time(0, 0)]
        schedule = replace(
            BARE.schedule,
            check_at=tuple({*self.dice.sample(times, self.dice.randint(1, 4))}),
            remind_at=dt.time(self.dice.randint(6, 14), self.dice.choice((0, 30))),
            report_at=dt.time(self.dice.randrange(24), 30),
            draft_working_day=self.dice.randint(1, 15),
        )
        return replace(BARE, schedule=schedule, timezone=self.zone)

    def play(self):
        """The whole year; then what must hold."""
        end = self.true + YEAR
        while self.true < end:
            self._pass_time()
            self._look()
        self.offset = dt.timedelta()
        self._look(healthy=True)
        self._judge()
        return self.tally

    def _pass_time(self):
        kind = self.dice.choices(
            ("wait", "restart", "outage", "clock"), weights=(960, 20, 6, 8), k=1
        )[0]
        self.tally.events[kind] += 1
        if kind == "outage":
            self.true += DAY * self.dice.uniform(0.1, 20)
        elif kind == "clock":
            far = dt.timedelta(hours=self.dice.uniform(-30, 30))
            self.offset = dt.timedelta() if self.offset else far
            self.true += dt.timedelta(minutes=self.dice.uniform(0, 30))
        else:
            self.true += dt.timedelta(minutes=self.dice.expovariate(1 / 150))

    def _look(self, *, healthy=False):
        now = (self.true + self.offset).astimezone(self.zone)
        self.tally.looks += 1
        self.book.end_lost(now)  # as `run` and `serve` do before they look what is due
        due = [*due_of_registry(self.settings, self.book, "main", now)]
        due += due_of_all(self.settings, self.book, now)
        for one in due:
            if not self._run(one, now, healthy=healthy):
                return
        ahead = any(name > now.date().isoformat() for name in self._done(EVERY, "remind"))
        self.looks.append(Look(now, right=not (self.offset or ahead)))

    def _run(self, due, now, *, healthy):
        """Whether the run ended well; a crash leaves it as it is, a failure says so."""
        slot = due.slot.name
        if due.registry == EVERY:
            tries = self.book.slots(EVERY, due.job.name)
            slot += f"#{1 + sum(name.partition('#')[0] == slot for name in tries)}"
        run = self.book.claim(due.registry, due.job.name, slot, lease=LEASE, now=now)
        if run is None:
            return False
        end = "well" if healthy else self.dice.choices(("well", "crash", "failure"), (94, 3, 3))[0]
        self.tally.events[f"run: {end}"] += 1
        if end == "crash":
            return False
        self.book.finish(run, failed=end == "failure", now=now)
        return end == "well"

    def _judge(self):
        twice = [key for key, times in self.book.ended_well.items() if times > 1]
        self._complain("done twice", twice)
        self._complain("checks missed", self._missed_checks())
        self._complain("reminders missed", self._missed_reminders())
        self._complain("reports missed", self._missed_reports())

    def _complain(self, what, slots):
        self.tally.wrong += [f"{what}: {slot} ({self.zone})" for slot in slots]

    def _done(self, registry, job):
        return {
            name
            for (whose, which, name) in self.book.ended_well
            if (whose, which) == (registry, job)
        }

    def _missed_checks(self):
        """Every check was done, or a later one; and none that no calendar has."""
        done = sorted(self._done("main", "check"))
        wanted = sorted(self.moments(self.settings.schedule.check_at), key=lambda pair: pair[0])
        last = self.looks[-1].at.astimezone(dt.UTC)
        for at, name in wanted:
            if at <= last:
                self.tally.slots += 1
                if done[-1] < name:
                    yield name
        names = {name for _, name in wanted}
        yield from (f"{name}, which is in no calendar" for name in done if name not in names)

    def _missed_reminders(self):
        """A day on which the service was there at an hour of reminding must have been done."""
        done = self._done(EVERY, "remind")
        hour = self.settings.reminders_leave_at
        days = {look.at.date() for look in self.looks if look.right and look.at.time() >= hour}
        self.tally.slots += len(days)
        return sorted(day.isoformat() for day in days if day.isoformat() not in done)

    def _missed_reports(self):
        """Every month from that of the first check on, whose day has come."""
        begun = self.book.first("main", "check").astimezone(self.zone).date()
        done, last = self._done("main", "report"), self.looks[-1].at
        month = begun.replace(day=1)
        while True:
            following = (month + 32 * DAY).replace(day=1)
            working = agency_days(following, ())
            if self._report_moment(following, working) > last.astimezone(dt.UTC):
                break
            self.tally.slots += 1
            if f"{month:%Y-%m}" not in done:
                yield f"{month:%Y-%m}"
            month = following
        for name in done:
            if name < f"{begun:%Y-%m}":
                yield f"{name}, a month before the registry was there"

    def _report_moment(self, first, working: WorkingDays):
        day, number = first, 0
        while True:
            number += working.is_working(day)
            if number == self.settings.schedule.draft_working_day:
                break
            day += DAY
        local = dt.datetime.combine(day, self.settings.schedule.report_at, self.zone)
        return local.astimezone(dt.UTC)

    def moments(self, times):
        """Every moment of the times, and its name, from before the first look to past the last."""
        day, last = self.begun - 3 * DAY, self.looks[-1].at.date() + 3 * DAY
        while day <= last:
            for time in times:
                local = dt.datetime.combine(day, time, self.zone)
                yield local.astimezone(dt.UTC), f"{local:%Y-%m-%dT%H:%M}"
            day += DAY
