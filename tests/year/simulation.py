"""Days of an agency in which people do their work late, or not at all, and mail goes every day."""

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from sheets_sync.mail.ledger_records import StepDays
from sheets_sync.planning.reminders.mail_history import RegistryHistory
from sheets_sync.planning.working_days import agency_days
from tests.planning.reminders.reminder_registry import (
    HR,
    SETTINGS,
    after,
    check,
    community,
    plan,
    reminded,
    session,
    versions_after,
)

FIRST = dt.date(2026, 10, 1)
PEOPLE_A_GROUP = 8


@dataclass
class Year:
    """What a simulated agency has and what it was mailed."""

    groups: int
    chance: random.Random
    tabs: dict = field(default_factory=dict)
    told: tuple = ()
    versions: dict = field(default_factory=dict)
    steps: dict = field(default_factory=dict)
    mails: Counter = field(default_factory=Counter)
    """By reader and month."""
    reasons: Counter = field(default_factory=Counter)
    lines: Counter = field(default_factory=Counter)
    """How often one reader was told one thing at one stage."""
    days: defaultdict = field(default_factory=lambda: defaultdict(Counter))
    """By reader and day, the digests, and whether there were mails about sessions."""

    def begin(self):
        people = range(self.groups * PEOPLE_A_GROUP)
        self.tabs = {
            "staff": [
                {
                    "staff_id": str(60001 + number),
                    "full_name": f"นายที่{number} ใจดี",
                    "email": f"p{number}@agency.go.th",
                    "unit": "กองคลัง",
                }
                for number in people
            ],
            "communities": [
                community(
                    number + 1,
                    coordinator=str(60001 + number * PEOPLE_A_GROUP),
                    starts_on=(FIRST + dt.timedelta(days=self.chance.randrange(60))).isoformat(),
                    attested_by=None,
                    attested_on=None,
                    areas=self.chance.choice(["8", "8", "8", "99"]),
                )
                for number in range(self.groups)
            ],
            "members": [],
            "experts": [],
            "plans": [],
            "sessions": [],
            "evaluations": [],
            "followups": [],
        }

    def live(self, today):
        """What people type on one day: some of what is due, some of it wrong."""
        for number in range(self.groups):
            name, base = f"C-{number + 1:03d}", 60001 + number * PEOPLE_A_GROUP
            row = self.tabs["communities"][number]
            if row["attested_on"] is None and self._happens(30):
                row |= {"attested_by": str(base), "attested_on": today.isoformat()}
            if not self._has("members", name) and self._happens(25):
                people = range(base + 1, base + PEOPLE_A_GROUP)
                self.tabs["members"] += [{"community": name, "person": str(one)} for one in people]
            if not self._has("experts", name) and self._happens(25):
                expert = {
                    "community": name,
                    "person": str(base + 1),
                    "expertise": "พัสดุ",
                    "lead": "ใช่",
                }
                self.tabs["experts"].append(expert)
            if not self._has("plans", name) and self._happens(40):
                end = today + dt.timedelta(days=120)
                self.tabs["plans"].append(plan(number + 1, period_end=end.isoformat()))
                for count in range(1, 4):
                    self._plan_session(name, count, today)
        for one in self.tabs["sessions"]:
            self._live_session(one, today)

    def _plan_session(self, name, count, today):
        day = today + dt.timedelta(days=30 * count)
        key = f"{name}-{count}"
        self.tabs["sessions"].append(
            session(
                str(count),
                session_id=f"S-{key}",
                community=name,
                topic=f"เรื่อง {key}",
                planned_on=day.isoformat(),
            )
        )

    def _live_session(self, one, today):
        if one["status"] != "แผน":
            return
        day = dt.date.fromisoformat(one["planned_on"])
        if day < today and self._happens(4):
            one |= {"held_on": one["planned_on"], "status": "จัดแล้ว"}
            one["results"] = "ดี" if self._happens(2) else None
        elif today <= day and self._happens(60):
            moved = max(day, today) + dt.timedelta(days=7)
            one |= {"planned_on": moved.isoformat()} if self._happens(2) else {"status": "ยกเลิก"}

    def _has(self, tab, name):
        return any(row["community"] == name for row in self.tabs[tab])

    def _happens(self, one_in):
        return self.chance.randrange(one_in) == 0

    def remind(self, today):
        """The reminders of one day, and what is remembered of them."""
        memory = RegistryHistory(first_day=FIRST, steps=self.steps)
        month = {who: count for (who, of), count in self.mails.items() if of == today.month}
        made = reminded(
            self.tabs,
            today,
            told=self.told,
            mails=month,
            sessions=self.versions,
            memory=memory,
            last_run=today - dt.timedelta(days=1),
            settings=replace(SETTINGS, reminders=replace(SETTINGS.reminders, quiet_days=14)),
        )
        for step in check(self.tabs, today, memory=memory).context.progress.steps:
            key, known = (
                (step.community, step.number),
                self.steps.get((step.community, step.number)),
            )
            if known is None or known.state != step.state:
                self.steps[key] = StepDays(step.state, today, None)
        self._count(made, today)
        self.versions = versions_after(made, self.versions)
        self.told += after(made)
        return made

    def _count(self, made, today):
        invited = {mail.reader.address for mail in made.sessions}
        for digest in made.digests:
            self.days[digest.reader.address, today]["digest"] += 1
            self.mails[digest.reader.address, today.month] += 1
        for address in invited:
            self.days[address, today]["sessions"] += 1
            self.mails[address, today.month] += 1
        for mail in made.digests:
            self.lines.update(
                (mail.reader.address, item.identity, item.stage, item.version, item.copy)
                for item in mail.items
            )
        self.reasons.update(one.reason for one in made.left_out)

    def broken(self, limit):
        """The promises that this year broke; each as one line."""
        changed = {one.address for one in self.told if one.sequence > 0}
        for (who, day), counts in self.days.items():
            if counts["digest"] > 1:
                yield f"{who} got {counts['digest']} digests on {day}"
        for (who, month), count in self.mails.items():
            if count > limit and who != HR and who not in changed:
                yield f"{who} got {count} mails in month {month}"
        for (who, what, *_), count in self.lines.items():
            if count > 3:
                yield f"{who} was told {what} {count} times"


def simulate(groups, days, seed=1):
    """A year, or its first days; every working day is lived and mailed."""
    year = Year(groups, random.Random(seed))  # noqa: S311  no secret
    year.begin()
    calendar = agency_days(FIRST, ())
    for number in range(days):
        today = FIRST + dt.timedelta(days=number)
        if calendar.is_working(today):
            year.live(today)
            year.remind(today)
    return year
