"""The slips that real sheets have, put into a clean agency: each one of a kind people make."""

import datetime as dt

from jobs.demo.agency import DOMAIN, Agency, Row


def slip(agency: Agency) -> None:
    """Make the agency's sheets as untidy as real ones."""
    staff, communities = agency.tabs["staff"], agency.tabs["communities"]
    _people(agency, staff)
    sessions = agency.tabs["sessions"]
    running = _of(sessions, "C-006")
    running[0]["planned_on"] = "31/11/2568"
    running[-1]["techniques"] = "บรรยาย"
    running[-1]["activity_steps"] = None
    # A date cell typed in the Buddhist Era, which the spreadsheet stores as a year of its own.
    late = _of(sessions, "C-005")[0]
    late["held_on"] = dt.datetime.combine(_in_buddhist_years(agency.today, 120), dt.time())
    _of(sessions, "C-007")[0]["planned_on"] = "11/25/2569"
    _of(sessions, "C-003")[1]["hours"] = "๒ ชม."
    _of(sessions, "C-002")[0]["evidence"] = "แฟ้มในตู้เอกสาร"
    _of(sessions, "C-004")[0]["status"] = "จัดเเล้วว"
    communities[6]["areas"] = "8, 12"
    communities[7]["benefit"] = "รอข้อมูล"
    communities[4]["topic"] = "การสอนงานและการให้ข ้อมูลย้อนกลับ เพื่อก าหนดเป้าหมาย"
    communities[11]["ends_on"] = "22 พ.ย."
    evaluations = agency.tabs["evaluations"]
    evaluations[3]["satisfaction"] = 6
    evaluations[5]["pre_score"] = None
    evaluations[8]["result"] = "ผ่านน"
    evaluations.append(dict(evaluations[10]))
    agency.tabs["followups"][2]["how_applied"] = None
    agency.tabs["followups"][4]["community"] = "C-0O2"
    agency.add("settings", name="กำหนดเวลาขั้นตอนที่ 4 (วันหลังเริ่ม)", value=45)


def _people(agency: Agency, staff: list[Row]) -> None:
    """Slips about people: addresses, numbers, names, somebody who left."""
    staff[20]["email"] = f"staff021@{DOMAIN}, staff022@{DOMAIN}"
    staff[33]["email"] = "somebody@mail.example"
    staff[47]["staff_id"] = staff[46]["staff_id"]
    staff[60]["unit"] = None
    members = agency.tabs["members"]
    member = members[12]["person"]
    full_name = next(str(row["full_name"]) for row in staff if row["staff_id"] == member)
    members[12]["person"] = full_name
    first, _, surname = full_name.partition(" ")
    members[25]["person"] = f"{first[:-1]} {surname}ส์"
    gone = members[40]["person"]
    next(row for row in staff if row["staff_id"] == gone)["status"] = "ลาออก"
    members[70]["exempt"] = "ใช่"
    experts = agency.tabs["experts"]
    experts[4]["lead"] = None


def _of(rows: list[Row], community: str) -> list[Row]:
    return [row for row in rows if row["community"] == community]


def _in_buddhist_years(today: dt.date, ago: int) -> dt.date:
    day = today - dt.timedelta(days=ago)
    return dt.date(day.year + 543, day.month, min(day.day, 28))
