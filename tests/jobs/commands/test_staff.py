"""`staff --from FILE`: the HR system's list against the staff tab."""

import json
import stat

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from sheets_sync.resources import resource
from tests.fixtures.agency_folder import PEOPLE

SCHEMA = json.loads(resource("jobs", "schemas", "staff.schema.json").read_text(encoding="utf-8"))
DAY = ("--today", "2026-11-23")
EXPORT = """\
รหัสพนักงาน;คำนำหน้า;ชื่อ;นามสกุล;อีเมลราชการ;สังกัด
60001;นาง;สุดา;ใจดี;staff001@agency.go.th;กองแผนงาน
60002;นาย;มานะ;อดทน;staff002@agency.go.th;กองคลัง
60004;นางสาว;ใหม่;มาดี;staff004@agency.go.th;กองคลัง
"""


@pytest.fixture
def export(agency_folder):
    path = agency_folder.path / "export.csv"
    path.write_bytes(EXPORT.encode("cp874"))
    return path


def test_an_export_with_headings_of_its_own_is_told_as_json(agency_folder, export):
    code, out, _ = agency_folder.run("staff", "--from", str(export), "--json", *DAY)
    shown = json.loads(out)

    assert code == 0
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(shown)] == []
    assert [(one["kinds"], one["staff_id"], one["row"]) for one in shown["changes"]] == [
        (["joined"], "60004", None),
        (["left"], "60003", 4),
        (["moved"], "60001", 2),
    ]
    assert shown["changes"][0]["cells"]["full_name"] == "นางสาวใหม่ มาดี"
    taken = {one["heading"]: one["column"] for one in shown["headings"]}
    assert (taken["สังกัด"], taken["ชื่อ"], taken["นามสกุล"]) == ("unit", "full_name", "full_name")


def test_rows_to_copy_stand_in_the_order_of_the_staff_tab(agency_folder, export):
    before = (agency_folder.path / "registry.xlsx").read_bytes()
    assert agency_folder.run("staff", "--from", str(export), *DAY)[0] == 0

    path = agency_folder.path / "reports" / "staff" / "2026-11-23.xlsx"
    book = openpyxl.load_workbook(path)
    new = [[cell.value for cell in row] for row in book["แถวใหม่"].iter_rows(min_row=3)]
    assert [cell for cell in new[0] if cell] == [
        "เลขประจำตัวบุคลากร",
        "ชื่อ–นามสกุล",
        "อีเมล",
        "ตำแหน่ง",
        "หน่วยงาน/สังกัด",
        "ผู้บังคับบัญชา",
        "สถานะ",
        "ภาษาของอีเมล",
        "อีเมลที่ประสงค์รับ",
    ]
    assert new[1][:6] == ["60004", "นางสาวใหม่ มาดี", "staff004@agency.go.th", None, "กองคลัง", None]
    changed = [[cell.value for cell in row] for row in book["แถวที่ต้องแก้ไข"].iter_rows(min_row=4)]
    assert [(row[0], row[2], row[6], row[8]) for row in changed] == [
        (4, "60003", "กองคลัง", "พ้นสภาพ"),
        (2, "60001", "กองแผนงาน", "ปฏิบัติงาน"),
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (agency_folder.path / "registry.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "เข้าใหม่ 1 คน · พ้นสภาพ 1 คน · ย้ายหน่วยงานหรือตำแหน่ง 1 คน"),
        ("en", "Joined: 1 · Left: 1 · Moved: 1"),
    ],
)
def test_it_is_told_in_words(language, said, agency_folder, export):
    out = agency_folder.run("staff", "--from", str(export), "--lang", language, *DAY)[1]

    assert said in out


def test_a_workbook_is_read_as_well_and_nothing_is_written_on_a_dry_run(agency_folder):
    book = openpyxl.Workbook()
    book.active.append(["Personnel of the department"])
    book.active.append(["Staff No.", "Name", "E-mail", "Unit"])
    for one in PEOPLE[:2]:
        book.active.append([one[key] for key in ("staff_id", "full_name", "email", "unit")])
    path = agency_folder.path / "export.xlsx"
    book.save(path)
    code, out, _ = agency_folder.run(
        "staff", "--from", str(path), "--dry-run", "--lang", "en", *DAY
    )

    assert code == 0
    assert "At work in the staff tab: 3; people in the list: 2" in out
    assert "Left: 1" in out
    assert not (agency_folder.path / "reports").exists()


def test_a_list_that_says_the_same_writes_nothing(agency_folder):
    lines = [",".join(one[key] for key in ("staff_id", "full_name", "email")) for one in PEOPLE]
    path = agency_folder.path / "export.csv"
    path.write_text("\n".join(["รหัสบุคลากร,ชื่อ–นามสกุล,อีเมล", *lines]), encoding="utf-8")
    out = agency_folder.run("staff", "--from", str(path), "--lang", "en", *DAY)[1]

    assert "Workbook กรมตัวอย่าง: the staff tab says what the list says." in out
    assert not (agency_folder.path / "reports").exists()


def test_a_file_that_is_no_list_of_people_is_refused_with_a_way_out(agency_folder):
    path = agency_folder.path / "export.csv"
    path.write_text("ราคา,จำนวน\n1,2\n", encoding="utf-8")
    code, _, err = agency_folder.run("staff", "--from", str(path), "--lang", "en", *DAY)

    assert code == 1
    assert "can be read as a list of people: export" in err


def test_words_of_the_other_system_become_those_of_the_tab_and_what_is_not_used_is_told(
    agency_folder,
):
    path = agency_folder.path / "list.csv"
    people = "60004,นายใหม่ มาดี,new@agency.go.th,กองคลัง,นิติกร,ปกติ,3 A\n"
    people += "".join(
        f"{one['staff_id']},{one['full_name']},{one['email']},{one['unit']},,Active,\n"
        for one in PEOPLE
    )
    headings = "Emp No.,Full name,Email address,Department,Job title,Status,Parking lot\n"
    path.write_text(headings + people, encoding="utf-8")

    code, out, _ = agency_folder.run("staff", "--from", str(path), "--json", *DAY)
    shown = json.loads(out)

    assert code == 0
    assert [(one["kinds"], one["cells"]) for one in shown["changes"]] == [
        (
            ["joined"],
            {
                "staff_id": "60004",
                "full_name": "นายใหม่ มาดี",
                "email": "new@agency.go.th",
                "unit": "กองคลัง",
                "position": "นิติกร",
                "status": "ปฏิบัติงาน",
            },
        )
    ]
    assert shown["unused_headings"] == ["Parking lot"]
    out = agency_folder.run("staff", "--from", str(path), "--lang", "en", *DAY)[1]
    assert "Not used of the list: Parking lot." in out
