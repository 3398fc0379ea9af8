"""A registry of any size, believable throughout: all tabs that grow, one row in a hundred wrong.

People are typed by number, days as staff type them; half of the rows are attendance.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import xlsxwriter

from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.schema import Schema
from sheets_sync.resources import resource
from sheets_sync.toml_file import read_toml

Row = Mapping[str, str | float]

CONFIG = """\
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[[registry]]
id = "main"
store = "xlsx"
path = "registry.xlsx"
"""
AS_OF = "2026-11-22"
MEMBERS = 40
"""Members of a community; it meets ten times, and everybody is there."""
MEETINGS = 10
_FAMILIES = ("ใจดี", "อดทน", "ยินดี", "มั่นคง", "รักเรียน", "สุจริต", "ทองคำ", "แก้วใส")
_GIVEN = ("สมชาย", "สุดา", "มานะ", "ปิติ", "วีระ", "อรทัย", "ณัฐพล", "กมลวรรณ", "ธีรเดช", "พิมพ์ใจ")


def make_registry(rows: int, folder: Path) -> Path:
    """Write config file and workbook with about so many rows; the workbook's path."""
    return make_communities(communities_of(rows), folder)


def communities_of(rows: int) -> int:
    """How many communities have about so many rows."""
    return max(round(rows / (MEMBERS * (MEETINGS + 3.05) + MEETINGS + 3)), 1)


def make_communities(
    communities: int, folder: Path, members: int = MEMBERS, meetings: int = MEETINGS
) -> Path:
    """The same with so many communities of so many people, who met so often."""
    (folder / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    path = folder / "registry.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        for tab in registry_schema().tabs.values():
            sheet = book.add_worksheet(tab.words.th)
            columns = {name: place for place, name in enumerate(tab.columns)}
            for column in tab.columns.values():
                sheet.write_string(0, columns[column.name], column.words.th)
            for number, row in enumerate(
                rows_of(tab.name, communities, members, meetings), start=1
            ):
                for name, value in row.items():
                    if isinstance(value, str):
                        sheet.write_string(number, columns[name], value)
                    else:
                        sheet.write_number(number, columns[name], value)
    return path


def registry_schema() -> Schema:
    declared = read_toml(resource("config", "registry.toml"))
    return read_schema(declared.values, str(declared.path))


def rows_of(
    tab: str, communities: int, members: int = MEMBERS, meetings: int = MEETINGS
) -> Iterator[Row]:
    staff = communities * members // 8 + members
    for group in range(communities):
        key = f"C-{group:05d}"
        people = [60_000 + (group * 7 + member) % staff for member in range(members)]
        match tab:
            case "communities":
                yield _community(key, group, people)
            case "members":
                yield from (_member(key, person) for person in people)
            case "experts":
                person = str(people[0])
                yield {"community": key, "person": person, "expertise": "พัสดุ", "lead": "ใช่"}
            case "plans":
                yield _plan(key, people)
            case "sessions":
                yield from (_session(key, number, people) for number in range(1, meetings + 1))
            case "attendance":
                for number in range(1, meetings + 1):
                    yield from (_attendance(f"{key}-{number}", person) for person in people)
            case "evaluations":
                yield from (_evaluation(key, person, people) for person in people)
            case "followups":
                yield from (_followup(key, person) for person in people)
    if tab == "staff":
        yield from (_staff(number) for number in range(staff))


def _slip(number: int) -> bool:
    return number % 100 == 7


def _staff(number: int) -> Row:
    row = {
        "staff_id": str(60_000 + number),
        "full_name": f"นาย{_GIVEN[number % 10]}{number} {_FAMILIES[number % 8]}",
        "email": f"p{number}@" if _slip(number) else f"p{number}@agency.go.th",
        "position": "นักจัดการงานทั่วไป",
        "unit": f"กอง {number % 40}",
        "status": "ปฏิบัติงาน",
    }
    return row | ({"supervisor": str(60_000 + number // 10)} if number else {})


def _community(key: str, group: int, people: list[int]) -> Row:
    return {
        "community_id": key,
        "name": f"กลุ่มงานพัสดุ {group}",
        "topic": "การจัดซื้อจัดจ้าง",
        "areas": "8, ๙",
        "benefit": "ลดข้อผิดพลาด",
        "policy": "แผนพัฒนาบุคลากร",
        "coordinator": str(people[0]),
        "starts_on": "1 ก.ย. 2569",
        "status": "ดำเนินการ",
        "attested_by": str(people[1]),
        "attested_on": "5/9/2569",
    }


def _plan(key: str, people: list[int]) -> Row:
    return {
        "community": key,
        "objectives": "ลดข้อผิดพลาด",
        "member_count": MEMBERS,
        "content": "ระเบียบพัสดุ",
        "period_start": "ก.ย. 69",
        "period_end": "ต.ค. 69",
        "techniques": "เล่าเรื่อง, ถามตอบ",
        "speakers": str(people[0]),
        "evaluation_method": "แบบทดสอบ",
        "follow_up_method": "สัมภาษณ์",
    }


def _member(key: str, person: int) -> Row:
    day = "31/9/2569" if _slip(person) else f"{1 + person % 28}/9/2569"
    return {"community": key, "person": str(person), "need": "รับผิดชอบงาน", "joined_on": day}


def _session(key: str, number: int, people: list[int]) -> Row:
    day = f"{2 + 2 * number} ก.ย. 2569"
    return {
        "session_id": f"{key}-{number}",
        "community": key,
        "number": number,
        "planned_on": day,
        "held_on": day,
        "hours": 2,
        "topic": "ราคากลาง",
        "activity_steps": "แลกเปลี่ยนประสบการณ์",
        "speakers": str(people[0]),
        "techniques": "เล่าเรื่อง, ถามตอบ",
        "status": "จัดแล้ว",
        "results": "ได้แบบฟอร์มกลาง",
        "improvements": "เพิ่มกรณีศึกษา",
        "evidence": f"https://drive.example/{key}-{number}",
    }


def _attendance(session: str, person: int) -> Row:
    attended = "มาา" if _slip(person) else "มา"
    return {"session": session, "person": str(person), "attended": attended, "contributed": "ใช่"}


def _evaluation(key: str, person: int, people: list[int]) -> Row:
    return {
        "community": key,
        "person": str(person),
        "evaluated_on": f"{1 + person % 28} ต.ค. 2569",
        "method": "แบบทดสอบ",
        "pre_score": person % 12,
        "post_score": person % 12 + 5,
        "full_score": 20,
        "result": "ผ่านน" if _slip(person) else "ผ่าน",
        "satisfaction": 1 + person % 5,
        "evaluator": str(people[0]),
    }


def _followup(key: str, person: int) -> Row:
    how = {} if _slip(person) else {"how_applied": "ปรับแบบฟอร์ม"}
    return {
        "community": key,
        "person": str(person),
        "followed_up_on": f"{1 + person % 20}/11/2569",
        "applied": "ใช่",
        "effect": "งานเร็วขึ้น",
    } | how
