"""A workbook with one community whose seven steps are complete, to be changed tab by tab."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sheets_sync.checking.rounds import gather_rounds, rounds_at_close
from sheets_sync.checking.steps import Progress, Step
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.settings.config_file import defaults
from tests.rules.workbooks import Sheet, our_schema, raw_sheet

TODAY = dt.date(2026, 11, 22)
SETTINGS = defaults(Path("/agency"))

STAFF = [
    {
        "staff_id": 60001 + at,
        "full_name": name,
        "email": f"{60001 + at}@agency.go.th",
        "unit": "กองคลัง",
    }
    for at, name in enumerate(
        ("วิชัย ศรีสุข", "สุดา ใจดี", "ประยุทธ์ มั่นคง", "มานี รักเรียน", "ชูใจ แสงทอง", "อรทัย พงษ์ไพร")
    )
]
COMMUNITY = {
    "community_id": "C-001",
    "name": "พัสดุรู้ทันระเบียบ",
    "topic": "การจัดซื้อจัดจ้าง",
    "areas": "8, 9",
    "benefit": "ลดข้อผิดพลาด",
    "policy": "แผนพัฒนาบุคลากร",
    "coordinator": 60002,
    "starts_on": "1 ก.ค. 2569",
    "status": "ดำเนินการ",
    "attested_by": 60001,
    "attested_on": "8 ก.ค. 2569",
}
PLAN = {
    "community": "C-001",
    "objectives": "จัดทำขอบเขตของงานได้ถูกต้อง",
    "member_count": 2,
    "content": "ราคากลาง",
    "period_start": "15 ก.ค. 2569",
    "period_end": "31 ส.ค. 2569",
    "techniques": "กรณีศึกษา",
    "speakers": "60002",
    "evaluation_method": "แบบทดสอบ",
    "follow_up_method": "สัมภาษณ์",
}
SESSION = {
    "session_id": "S-1",
    "community": "C-001",
    "planned_on": "10 ส.ค. 2569",
    "held_on": "10 ส.ค. 2569",
    "topic": "ราคากลาง",
    "status": "จัดแล้ว",
    "results": "ได้แนวทางร่วมกัน",
}


def member(person: object, **more: object) -> dict[str, object]:
    return {"community": "C-001", "person": person, **more}


def expert(person: object) -> dict[str, object]:
    return {"community": "C-001", "person": person, "expertise": "พัสดุ"}


def session(number: int, **more: object) -> dict[str, object]:
    return {**SESSION, "session_id": f"S-{number}", **more}


def evaluation(person: object, on: object = "10 ก.ย. 2569", **more: object) -> dict[str, object]:
    return {
        "community": "C-001",
        "person": person,
        "evaluated_on": on,
        "result": "ผ่าน",
        **more,
    }


def follow_up(person: object, on: object = "20 ต.ค. 2569", **more: object) -> dict[str, object]:
    return {
        "community": "C-001",
        "person": person,
        "followed_up_on": on,
        "applied": "ใช่",
        "how_applied": "ทุกวัน",
        **more,
    }


COMPLETE: Mapping[str, list[dict[str, Any]]] = {
    "staff": STAFF,
    "communities": [COMMUNITY],
    "members": [member(60003), member(60004)],
    "experts": [expert(60002)],
    "plans": [PLAN],
    "sessions": [SESSION],
    "evaluations": [evaluation(60003), evaluation(60004)],
    "followups": [follow_up(60003), follow_up(60004)],
}


def snapshot(
    today: dt.date = TODAY,
    sheets: Mapping[str, Mapping[str, Any] | None] | None = None,
    **tabs: Iterable[Mapping[str, Any]],
) -> Snapshot:
    """The complete round with some tabs replaced; `sheets` as in the rules' cases."""
    looks = sheets or {}
    raw = [
        raw_sheet(
            our_schema().tabs[name],
            dict(enumerate(tabs.get(name, rows), start=2)),
            Sheet(**(looks.get(name) or {})),
        )
        for name, rows in COMPLETE.items()
        if looks.get(name, {}) is not None
    ]
    return read_snapshot(RawWorkbook("x", tuple(raw)), our_schema(), today, SETTINGS.rules)


def progress(
    as_of: dt.date | None = None, days: Mapping[str, int] | None = None, **workbook: Any
) -> Progress:
    """Its steps as of a day, with some of the deadlines changed."""
    deadlines = replace(SETTINGS.steps, **(days or {}))
    found = snapshot(**workbook)
    rounds = gather_rounds(found) if as_of is None else rounds_at_close(found, as_of)
    return Progress(rounds, deadlines)


def step(number: int, **workbook: Any) -> Step:
    """One step of the one round."""
    return progress(**workbook).by_round[0, number]
