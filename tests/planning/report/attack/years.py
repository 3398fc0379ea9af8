"""Makes agencies for whose managers a fiscal year of copies is compiled."""

import datetime as dt
import random
from dataclasses import dataclass, field

from sheets_sync.registry.months_and_years import add_months, month_last
from tests.renderings.reports import Register, person

FIRST = dt.date(2026, 10, 1)
MONTHS = [add_months(FIRST, ahead) for ahead in range(9)]
FULL = 10
"""The full score of every test."""
REASONS = ("งานล้นมือ", "ยังไม่มีงานที่ใช้")
LATE = (0, 0, 0, 0, 30, 60)
"""So many days later than they happened, things are typed."""


@dataclass(eq=False)
class Answer:
    """One row of an answer, as long as it reads so."""

    tab: str
    row: dict
    community: str
    person: int
    day: dt.date
    typed: dt.date
    corrected: dt.date | None = None
    """The day on which another answer was typed over this one."""

    def stands(self, today):
        return self.typed <= today and (self.corrected is None or today < self.corrected)


@dataclass
class Year:
    """A register without answers, the answers, and who left when."""

    register: Register = field(default_factory=Register)
    answers: list = field(default_factory=list)
    left: dict = field(default_factory=dict)
    """By community and number of a person, for those who left."""
    due: dict = field(default_factory=dict)
    """By community, the day its follow-up is due."""

    def as_typed_by(self, today):
        """The workbook of a day."""
        typed = Register()
        typed.tabs |= self.register.tabs
        for tab in ("evaluations", "followups"):
            typed.tabs[tab] = [one.row for one in self.standing(tab, today)]
        return typed

    def standing(self, tab, today):
        return [one for one in self.answers if one.tab == tab and one.stands(today)]


def made(seed):
    """People of whom some are in several groups answer, answer again, are corrected, and leave."""
    dice = random.Random(seed)  # noqa: S311 — the same year for the same seed
    year, number = Year(), 0
    good = dice.choice([0.0, 0.1, 0.5, 0.8, 0.95, 1.0])
    for place in range(dice.randint(2, 4)):
        community, size = f"C-{place}", dice.choice([2, 3, 4, 5, 6, 8])
        again = dice.sample(range(1, number + 1), min(dice.choice([0, 0, 0, 2, 4]), number, size))
        members = [*again, *range(number + 1, number + size + 1 - len(again))]
        number += size - len(again)
        year.due[community] = dice.choice([FIRST, *MONTHS]) + dt.timedelta(days=4)
        year.register.round(community, ()).plan(
            community, evaluation_due=FIRST, follow_up_due=year.due[community]
        )
        for member in members:
            left = month_last(dice.choice(MONTHS[2:])) if dice.random() < 1 / 8 else None
            year.register.member(community, member, left_on=left)
            if left:
                year.left[community, member] = left
            for tab in ("evaluations", "followups"):
                _answers(dice, year, tab, community, member, good)
    return year


def _answers(dice, year, tab, community, member, good):
    for _ in range(dice.choice([0, 1, 1, 1, 2])):
        day = dice.choice(MONTHS) + dt.timedelta(days=dice.randint(0, 20))
        typed = day + dt.timedelta(days=dice.choice(LATE))
        first = Answer(
            tab, _row(dice, tab, community, member, day, good), community, member, day, typed
        )
        year.answers.append(first)
        if dice.random() < 1 / 10:
            first.corrected = typed + dt.timedelta(days=dice.choice((30, 60)))
            year.answers.append(
                Answer(
                    tab, _row(dice, tab, community, member, day, good), community, member, day,
                    first.corrected,
                )
            )  # fmt: skip


def _row(dice, tab, community, member, day, good):
    row = {"community": community, "person": person(member)}
    better = dice.random() < good
    if tab == "evaluations":
        before = dice.choice([0, 0, dice.randint(0, FULL), FULL])
        after = FULL if better else dice.randint(0, FULL)
        return row | {
            "evaluated_on": day,
            "result": dice.choices(["ผ่าน" if better else "ไม่ผ่าน", "ไม่ให้คะแนน", None], [8, 1, 1])[0],
            "satisfaction": dice.choice([5 if better else dice.randint(1, 5)] * 4 + [None]),
            "pre_score": before,
            "post_score": after,
            "full_score": dice.choice([FULL] * 5 + [None]),
        }
    applied = dice.choice(["ใช่", "ใช่", "บางส่วน"]) if better else "ไม่"
    applied = dice.choices([applied, None], [9, 1])[0]
    used = applied in {"ใช่", "บางส่วน"}
    return row | {
        "followed_up_on": day,
        "applied": applied,
        "how_applied": "ใช้ในงาน" if used and dice.random() < 3 / 4 else None,
        "effect": "เร็วขึ้น 2 วัน" if used and dice.random() < 3 / 4 else None,
        "barrier": dice.choice([*REASONS, None]) if applied == "ไม่" else None,
    }
