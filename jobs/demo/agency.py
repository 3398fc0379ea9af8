"""A believable agency around a given day: staff, communities at every stage, a year of history.

Nobody in it exists. The same day and seed always make the same agency.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias

from jobs.demo import sample_text as words
from jobs.demo.sample_text import TOPICS, Topic
from sheets_sync.registry.months_and_years import show_date
from sheets_sync.registry.workbook import RawCell

Row: TypeAlias = dict[str, RawCell]

DOMAIN = "agency.go.th"
STAFF = 150
SEED = 2569


@dataclass(frozen=True, slots=True)
class Stage:
    """How far a community has come."""

    started: int
    """Days before today that the round started."""
    length: int
    """Days from its first to its last session."""
    status: str = "ดำเนินการ"
    attested: bool = True
    experts: int = 2
    plan: str = "whole"
    """whole, gaps, or none."""
    sessions: int = 3
    unrecorded: int = 0
    """Of the sessions held, how many at the end have no results."""
    evaluated: float = 0.0
    """The share of members with an evaluation."""
    followed_up: float = 0.0


STAGES: tuple[Stage, ...] = (
    Stage(415, 90, status="เสร็จสิ้น", sessions=4, evaluated=1, followed_up=1),
    Stage(380, 100, status="แล้วเสร็จ", evaluated=1, followed_up=1),
    Stage(290, 120, evaluated=1, followed_up=0.6),
    Stage(230, 110, evaluated=0.7),
    Stage(150, 120, unrecorded=1),
    Stage(75, 110),
    Stage(62, 100, plan="gaps"),
    Stage(55, 90, plan="none", sessions=0),
    Stage(40, 90, attested=False, experts=0, plan="none", sessions=0),
    Stage(5, 100, status="ร่าง", attested=False, experts=0, plan="none", sessions=0),
    Stage(200, 60, status="ยกเลิก", sessions=1),
    Stage(260, 40, plan="whole", sessions=2, evaluated=0.0),
)


@dataclass(slots=True)
class Agency:
    """The rows of every tab, by column name."""

    today: dt.date
    chance: Random
    tabs: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, tab: str, **cells: RawCell) -> Row:
        """Append a row and return it."""
        row: Row = dict(cells)
        self.tabs.setdefault(tab, []).append(row)
        return row


def sample_agency(today: dt.date, seed: int = SEED) -> Agency:
    """The agency as its staff would have typed it by that day, without slips."""
    agency = Agency(today, Random(seed))  # noqa: S311  a sample, not a secret
    _staff(agency)
    for number, (topic, stage) in enumerate(zip(TOPICS, STAGES, strict=True), start=1):
        _community(agency, f"C-{number:03d}", topic, stage)
    _next_round(agency)
    agency.add(
        "remarks",
        month=show_date(_month_before(today), "th", "short"),
        problems="ห้องประชุมไม่ว่างตรงกับวันที่ตามแผนของสองกลุ่ม",
        suggestions="จัดสลับกับการประชุมทางไกลและจองห้องล่วงหน้าหนึ่งเดือน",
    )
    agency.add("settings", name="กำหนดเวลาขั้นตอนที่ 4 (วันหลังวันเริ่ม)", value=30)
    agency.tabs.setdefault("holidays", [])
    return agency


def _month_before(today: dt.date) -> dt.date:
    return (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def _staff(agency: Agency) -> None:
    chance = agency.chance
    names = [
        (title, first, surname)
        for surname in words.SURNAMES
        for title, first in (
            *(("นาย", first) for first in words.MEN),
            *((chance.choice(("นาง", "นางสาว")), first) for first in words.WOMEN),
        )
    ]
    chosen = chance.sample(names, STAFF)
    for number, (title, first, surname) in enumerate(chosen):
        head = number < len(words.UNITS)
        unit = words.UNITS[number % len(words.UNITS)]
        agency.add(
            "staff",
            staff_id=60001 + number,
            full_name=f"{title}{first} {surname}",
            email=f"staff{number + 1:03d}@{DOMAIN}",
            position="ผู้อำนวยการ" if head else _post(chance),
            unit=unit,
            supervisor=None if head else 60001 + number % len(words.UNITS),
            status="ปฏิบัติงาน",
        )


def _post(chance: Random) -> str:
    return chance.choice(words.POSTS) + chance.choice(words.LEVELS)


def _community(agency: Agency, identifier: str, topic: Topic, stage: Stage) -> None:
    chance, today = agency.chance, agency.today
    start = today - dt.timedelta(days=stage.started)
    unit = words.UNITS[topic.unit]
    own = [row["staff_id"] for row in agency.tabs["staff"][8:] if row["unit"] == unit]
    others = [row["staff_id"] for row in agency.tabs["staff"][8:] if row["unit"] != unit]
    people = chance.sample(own, min(9, len(own))) + chance.sample(others, chance.randint(4, 8))
    coordinator, *rest = people
    experts, members = rest[:2], rest[2:]
    agency.add(
        "communities",
        community_id=identifier,
        name=topic.name,
        topic=topic.topic,
        areas=topic.areas,
        benefit=topic.benefit,
        policy="แผนพัฒนาทรัพยากรบุคคลของกรม",
        unit=unit,
        coordinator=coordinator,
        starts_on=typed(start, chance),
        ends_on=typed(start + dt.timedelta(days=stage.length + 160), chance),
        status=stage.status,
        attested_by=60001 + topic.unit if stage.attested else None,
        attested_on=typed(start + dt.timedelta(days=9), chance) if stage.attested else None,
    )
    if stage.status != "ร่าง":
        _members(agency, identifier, members, start)
    for number, expert in enumerate(experts[: stage.experts]):
        agency.add(
            "experts",
            community=identifier,
            person=expert,
            expertise=topic.topic,
            lead="ใช่" if number == 0 else None,
        )
    last = start + dt.timedelta(days=20 + stage.length)
    if stage.plan != "none":
        _plan(agency, identifier, topic, stage, experts, len(members), start, last)
    _sessions(agency, identifier, topic, stage, experts, start, last)
    _attendance(agency, identifier, members, experts)
    _learning(agency, identifier, stage, members, experts, last)


def _members(agency: Agency, identifier: str, members: Sequence[RawCell], start: dt.date) -> None:
    for member in members:
        agency.add(
            "members",
            community=identifier,
            person=member,
            need=agency.chance.choice(("รับผิดชอบงานนี้โดยตรง", "เพิ่งได้รับมอบหมายงาน", None)),
            joined_on=typed(start + dt.timedelta(days=agency.chance.randint(0, 5)), agency.chance),
        )


def _plan(
    agency: Agency,
    identifier: str,
    topic: Topic,
    stage: Stage,
    experts: Sequence[RawCell],
    members: int,
    start: dt.date,
    last: dt.date,
) -> None:
    whole = stage.plan == "whole"
    agency.add(
        "plans",
        community=identifier,
        objectives=topic.objectives,
        member_count=members,
        content=topic.content if whole else "รอข้อมูล",
        period_start=typed(start + dt.timedelta(days=15), agency.chance),
        period_end=typed(last, agency.chance),
        techniques=agency.chance.choice(words.TECHNIQUES),
        speakers=", ".join(str(expert) for expert in experts) if whole else None,
        evaluation_method="แบบทดสอบก่อนและหลัง" if whole else "-",
        follow_up_method="สอบถามสมาชิกและผู้บังคับบัญชาหลังจบแผน 60 วัน",
        pass_mark=12,
        prepared_by="สมาชิกและผู้เชี่ยวชาญร่วมกัน",
    )


def _sessions(
    agency: Agency,
    identifier: str,
    topic: Topic,
    stage: Stage,
    experts: Sequence[RawCell],
    start: dt.date,
    last: dt.date,
) -> None:
    first = start + dt.timedelta(days=20)
    days = [
        _weekday(first + (last - first) * number / max(stage.sessions - 1, 1))
        for number in range(stage.sessions)
    ]
    held = [day for day in days if day <= agency.today]
    for number, day in enumerate(days, start=1):
        done = day <= agency.today
        recorded = done and number <= len(held) - stage.unrecorded
        chance = agency.chance
        agency.add(
            "sessions",
            session_id=f"S-{identifier[2:]}-{number}",
            community=identifier,
            number=number,
            planned_on=typed(day, chance),
            starts_at="09.30",
            ends_at="11.30",
            place=chance.choice(words.PLACES),
            held_on=typed(day, chance) if done else None,
            hours=2 if done else None,
            topic=topic.sessions[(number - 1) % len(topic.sessions)],
            activity_steps=chance.choice(words.STEPS_OF_A_SESSION),
            speakers=experts[0],
            techniques=chance.choice(words.TECHNIQUES),
            status="จัดแล้ว" if done else "แผน",
            results=chance.choice(words.RESULTS) if recorded else None,
            improvements=chance.choice(words.IMPROVEMENTS) if recorded else None,
            evidence=f"https://drive.{DOMAIN}/cop/{identifier.lower()}-{number}"
            if recorded
            else None,
        )


def _weekday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def _attendance(
    agency: Agency, identifier: str, members: Sequence[RawCell], experts: Sequence[RawCell]
) -> None:
    chance = agency.chance
    for session in agency.tabs.get("sessions", []):
        if session["community"] != identifier or session["held_on"] is None:
            continue
        for person in (*members, *experts[:1]):
            there = chance.random() < 0.86  # noqa: PLR2004  a usual turnout
            agency.add(
                "attendance",
                session=session["session_id"],
                person=person,
                attended="มา" if there else chance.choice(("ลา", "ติดราชการ")),
                contributed="ใช่" if there and chance.random() < 0.6 else None,  # noqa: PLR2004
            )


def _learning(
    agency: Agency,
    identifier: str,
    stage: Stage,
    members: Sequence[RawCell],
    experts: Sequence[RawCell],
    last: dt.date,
) -> None:
    chance = agency.chance
    for member in members[: round(len(members) * stage.evaluated)]:
        before = chance.randint(6, 12)
        after = min(20, before + chance.randint(2, 8))
        agency.add(
            "evaluations",
            community=identifier,
            person=member,
            evaluated_on=typed(last + dt.timedelta(days=chance.randint(3, 10)), chance),
            method="แบบทดสอบ",
            pre_score=before,
            post_score=after,
            full_score=20,
            result="ผ่าน" if after >= 12 else "ไม่ผ่าน",  # noqa: PLR2004  the plan's pass mark
            satisfaction=chance.choice((3, 4, 4, 5)),
            evaluator=experts[0],
        )
    for member in members[: round(len(members) * stage.followed_up)]:
        applied = chance.choice(("ใช่", "ใช่", "บางส่วน", "ไม่"))
        agency.add(
            "followups",
            community=identifier,
            person=member,
            followed_up_on=typed(last + dt.timedelta(days=chance.randint(50, 60)), chance),
            applied=applied,
            how_applied=None if applied == "ไม่" else chance.choice(words.USES),
            effect=None if applied == "ไม่" else chance.choice(words.EFFECTS),
            barrier=chance.choice(words.BARRIERS) if applied == "ไม่" else None,
            assessor=60001 + chance.randrange(8),
        )


def _next_round(agency: Agency) -> None:
    """The first community goes on: a new row that continues the finished one."""
    _community(agency, "C-013", TOPICS[0], Stage(30, 100, plan="whole", sessions=3))
    agency.tabs["communities"][-1]["continues"] = "C-001"


def typed(day: dt.date, chance: Random) -> RawCell:
    """A day as one of many colleagues types it; all of them can be read."""
    return chance.choice(
        (
            show_date(day, "th", "short"),
            show_date(day, "th", "short"),
            show_date(day, "th", "long"),
            f"{day.day}/{day.month}/{day.year + 543}",
            f"{day.day:02d}/{day.month:02d}/{(day.year + 543) % 100}",
            show_date(day, "th", "short", "thai"),
            day,
        )
    )
