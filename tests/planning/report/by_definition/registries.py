"""Makes registries as agencies have them: people leave, rows are typed twice, sessions move."""

import datetime as dt
import random
from dataclasses import dataclass, field

STAFF = 24
ELEMENTS = (
    "objectives",
    "member_count",
    "content",
    "techniques",
    "speakers",
    "evaluation_method",
    "follow_up_method",
)
"""The elements of a plan but its period."""
SUPERVISOR = 60001
BEGIN = dt.date(2025, 7, 1)
MONTHS = [dt.date(2025 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(14)]
"""October of one fiscal year to November of the next."""


@dataclass
class Book:
    """The rows of every tab, with dates as dates and choices as people type them."""

    staff: list = field(default_factory=list)
    communities: list = field(default_factory=list)
    members: list = field(default_factory=list)
    experts: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    sessions: list = field(default_factory=list)
    attendance: list = field(default_factory=list)
    evaluations: list = field(default_factory=list)
    followups: list = field(default_factory=list)

    @property
    def tabs(self):
        return vars(self)


def generated(seed):
    """A book, the month to report, and the day on which it is read."""
    dice = random.Random(seed)  # noqa: S311 — the same registry for the same seed
    book = Book()
    for number in range(STAFF):
        book.staff.append({
            "staff_id": SUPERVISOR + number,
            "full_name": f"นายคนที่{chr(0x0E01 + number)}{chr(0x0E02 + number)} ทดสอบ",
            "email": f"p{number}@agency.go.th",
            "unit": "กองคลัง",
            "supervisor": SUPERVISOR if number else None,
            "status": "ลาออก" if dice.random() < 0.06 and number > 2 else None,
        })  # fmt: skip
    for number in range(dice.randint(2, 6)):
        _round(dice, book, f"C-{number + 1:03}")
    if dice.random() < 0.15:
        book.attendance.clear()
    month = dice.choice(MONTHS)
    today = dice.choice(
        [dt.date(2026, 12, 7), dt.date(2027, 1, 15), _next(month), month + dt.timedelta(days=14)]
    )
    _nothing_happens_after(book, max(today, month))
    return book, month, today


def _nothing_happens_after(book, today):
    """What is said to have happened in the future is a slip, and a rule's business."""
    for row in book.sessions:
        if row.get("held_on") and row["held_on"] > today:
            row["held_on"] = None
    for row in book.communities:
        if row["attested_on"] and row["attested_on"] > today:
            row["attested_on"] = None
    for row in book.members:
        if row.get("joined_on") and row["joined_on"] > today:
            row["joined_on"] = None
    held = {row["session_id"] for row in book.sessions if row.get("held_on")}
    book.attendance[:] = [row for row in book.attendance if row["session"] in held]
    book.evaluations[:] = [row for row in book.evaluations if row["evaluated_on"] <= today]
    book.followups[:] = [row for row in book.followups if row["followed_up_on"] <= today]


def _next(month):
    return (month + dt.timedelta(days=40)).replace(day=dt.date(2026, 1, 6).day)


def _day(dice, first, last):
    return first + dt.timedelta(days=dice.randint(0, max((last - first).days, 0)))


def _maybe(dice, chance, value):
    return value if dice.random() < chance else None


def _person(dice):
    return SUPERVISOR + dice.randrange(STAFF)


def _round(dice, book, name):
    starts = _day(dice, BEGIN, dt.date(2026, 9, 1))
    length = dice.randint(60, 260)
    ends = starts + dt.timedelta(days=length)
    status = dice.choices(["ดำเนินการ", "เสร็จสิ้น", "ยกเลิก", "ร่าง", None], [60, 25, 7, 5, 3])[0]
    month_end = (ends.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    if dice.random() < 0.2:
        ends = month_end
    attested = dice.random() < 0.75
    ends_known = {"เสร็จสิ้น": 1, "ยกเลิก": 0.9}.get(status, 0.3)
    book.communities.append({
        "community_id": name,
        "name": f"กลุ่ม {name}",
        "topic": _maybe(dice, 0.95, "หัวข้อ"),
        "areas": _maybe(dice, 0.9, ", ".join(map(str, dice.sample(range(1, 11), 2)))),
        "benefit": _maybe(dice, 0.9, "ประโยชน์"),
        "policy": _maybe(dice, 0.9, "นโยบาย"),
        "unit": "กองคลัง",
        "coordinator": SUPERVISOR + 1,
        "starts_on": starts,
        "ends_on": _maybe(dice, ends_known, ends),
        "status": status,
        "attested_by": SUPERVISOR if attested else None,
        "attested_on": _day(dice, starts, starts + dt.timedelta(days=30)) if attested else None,
    })  # fmt: skip
    members = _members(dice, book, name, starts, ends)
    for _ in range(dice.randint(0, 2)):
        person = _person(dice) if dice.random() < 0.9 else 99999
        book.experts.append({"community": name, "person": person, "expertise": "ความรู้"})
    _plan(dice, book, name, starts, ends)
    _sessions(dice, book, name, starts, ends, members)
    _evaluations(dice, book, name, starts, ends, members)
    _followups(dice, book, name, ends, members)


def _members(dice, book, name, starts, ends):
    people = dice.sample(range(2, STAFF), dice.randint(2, 12))
    people = [SUPERVISOR + one for one in people]
    for place, person in enumerate(people):
        row = {
            "community": name,
            "person": person,
            "joined_on": _maybe(dice, 0.7, _day(dice, starts, ends)),
            "left_on": _maybe(dice, 0.15, _day(dice, starts, ends + dt.timedelta(days=60))),
            "exempt": _maybe(dice, 0.1, "ใช่"),
        }
        if not place:  # somebody always stays
            row |= {"joined_on": None, "left_on": None, "exempt": None}
            book.staff[person - SUPERVISOR]["status"] = None
        book.members.append(row)
        if dice.random() < 0.12:
            book.members.append(dict(row))
    if dice.random() < 0.2:
        book.members.append({"community": name, "person": 99999})
    return people


def _plan(dice, book, name, starts, ends):
    if dice.random() < 0.2:
        return
    row = {"community": name}
    row |= {one: _maybe(dice, 0.93, "มี") for one in ELEMENTS}
    row["member_count"] = row["member_count"] and 5
    row["speakers"] = row["speakers"] and SUPERVISOR
    if dice.random() < 0.9:
        row |= {"period_start": starts, "period_end": ends}
    row["evaluation_due"] = _maybe(dice, 0.3, _day(dice, starts, ends + dt.timedelta(days=40)))
    row["follow_up_due"] = _maybe(dice, 0.3, _day(dice, ends, ends + dt.timedelta(days=90)))
    book.plans.append(row)


def _sessions(dice, book, name, starts, ends, members):
    for number in range(dice.randint(0, 6)):
        key = f"S-{name}-{number}"
        planned = _day(dice, starts, ends)
        row = {
            "session_id": key,
            "community": name,
            "planned_on": _maybe(dice, 0.94, planned),
            "topic": "เรื่อง",
            "status": "แผน",
        }
        fate = dice.random()
        held = planned + dt.timedelta(days=dice.choice([0, 0, 0, 3, 20]))
        if fate < 0.6:
            row |= {"held_on": held, "status": dice.choice(["จัดแล้ว", None])}
            row["results"] = _maybe(dice, 0.8, "ได้ผลดี")
            row["evidence"] = _maybe(dice, 0.5, dice.choice(["https://a.go.th/x", "ในตู้"]))
        elif fate < 0.72:
            row |= {"status": "ยกเลิก", "held_on": _maybe(dice, 0.2, held)}
        elif fate < 0.85:
            moved = planned + dt.timedelta(days=dice.randint(5, 60))
            row |= {"status": "เลื่อน", "postponed_to": _maybe(dice, 0.7, moved)}
            if row["postponed_to"] and dice.random() < 0.4:
                row |= {"held_on": moved, "results": "ได้ผล", "status": "จัดแล้ว"}
        book.sessions.append(row)
        if dice.random() < 0.08:
            book.sessions.append(dict(row))
        if row.get("held_on") and dice.random() < 0.8:
            for person in dice.sample(members, dice.randint(1, len(members))):
                attended = dice.choice(["มา", "มา", "มา", "ไม่"])
                book.attendance.append({"session": key, "person": person, "attended": attended})
            if dice.random() < 0.2:
                book.attendance.append({"session": key, "person": 60003, "attended": "มา"})


def _evaluations(dice, book, name, starts, ends, members):
    for person in members:
        for _ in range(dice.choices([0, 1, 2], [35, 55, 10])[0]):
            row = {
                "community": name,
                "person": person if dice.random() < 0.95 else 99999,
                "evaluated_on": _day(dice, starts, ends + dt.timedelta(days=50)),
                "result": dice.choice(["ผ่าน", "ผ่าน", "ไม่ผ่าน", "ไม่ให้คะแนน", None]),
                "satisfaction": _maybe(dice, 0.6, dice.randint(1, 5)),
            }
            if dice.random() < 0.7:
                row |= {"pre_score": dice.randint(0, 10), "post_score": dice.randint(0, 10)}
                row["full_score"] = _maybe(dice, 0.9, 10)
            if dice.random() < 0.1:
                row["post_score"] = None
            book.evaluations.append(row)
            if dice.random() < 0.05:
                book.evaluations.append(dict(row))


def _followups(dice, book, name, ends, members):
    for person in members:
        for _ in range(dice.choices([0, 1, 2], [50, 42, 8])[0]):
            applied = dice.choice(["ใช่", "บางส่วน", "ไม่", None])
            row = {
                "community": name,
                "person": person if dice.random() < 0.95 else 99999,
                "followed_up_on": _day(dice, ends, ends + dt.timedelta(days=100)),
                "applied": applied,
                "how_applied": _maybe(dice, 0.5, "ใช้ในงาน"),
                "effect": _maybe(dice, 0.4, "เร็วขึ้น 2 วัน"),
                "barrier": dice.choice([None, "ไม่มีเวลา", "ไม่มีเครื่อง"]),
                "assessor": _maybe(dice, 0.3, dice.choice([SUPERVISOR, SUPERVISOR + 5])),
            }
            book.followups.append(row)
            if dice.random() < 0.08:
                book.followups.append(dict(row))
