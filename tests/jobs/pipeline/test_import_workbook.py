"""`init --import`: an agency's own workbook becomes a new registry, and is not changed."""

import openpyxl
import pytest
import xlsxwriter

from jobs.cli.main import main
from tests.adoption import months_and_groups


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def messy(path):
    """Names in three columns, members in one cell, merged groups, totals, signatures, errors."""
    with xlsxwriter.Workbook(path) as book:
        staff = book.add_worksheet("บัญชีบุคลากร")
        staff.merge_range("A1:F1", "บัญชีบุคลากร ประจำปี พ.ศ. 2570")
        head = ["เลขประจำตัวบุคลากร", "คำนำหน้า", "ชื่อ", "สกุล", "อีเมล", "หน่วยงาน/สังกัด"]
        staff.write_row("A2", head)
        staff.write_row("A3", ["1001", "นาง", "มาลี", "รักงาน", "malee@agency.go.th", "กองคลัง"])
        staff.write_row("A4", ["1002", "นาย", "เก่ง", "คอมดี", "keng@agency.go.th", "กองคลัง"])
        staff.write_row("A5", ["1003", "นาย", "วิชัย", "ใจดี", "wichai@agency.go.th", "กองคลัง"])
        groups = book.add_worksheet("ทะเบียน CoP")
        groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน", "รายชื่อสมาชิก"])
        groups.write_row("A2", ["พัสดุใสสะอาด", "ระเบียบพัสดุ", "1001", "นางมาลี รักงาน\nนายเก่ง คอมดี"])
        groups.write_row("A3", ["เอกสารดี", "งานสารบรรณ", "1002", "นายวิชัย ใจดี, นางมาลี รักงาน"])
        groups.write_row("A4", ["รวม", "", "", "4 คน"])
        experts = book.add_worksheet("ผู้เชี่ยวชาญ")
        experts.write_row("A1", ["ชื่อกลุ่ม", "ผู้เชี่ยวชาญ", "ความเชี่ยวชาญ"])
        experts.merge_range("A2:A3", "พัสดุใสสะอาด")
        experts.write_row("B2", ["นางมาลี รักงาน", "พัสดุ"])
        experts.write_row("B3", ["นายเก่ง คอมดี", "ระบบ"])
        experts.write_formula("C4", "=NA()", None, "#N/A")
        experts.write_row("A4", ["เอกสารดี", "นายวิชัย ใจดี"])
        experts.write_string("A6", "ผู้จัดทำ นางมาลี รักงาน")
    return path


def rows(sheet, width):
    return [
        tuple(cell.value for cell in row[:width])
        for row in sheet.iter_rows(min_row=2)
        if any(cell.value is not None for cell in row[:width])
    ]


def test_the_folder_of_the_new_registry_need_not_be_there(tmp_path, capsys):
    messy(tmp_path / "ours.xlsx")

    assert main(["init", "new/registry", "--import", "ours.xlsx"]) == 0

    made = sorted(path.name for path in (tmp_path / "new" / "registry").iterdir())
    assert made[:1] + made[-2:] == ["cop-steward.toml", "registry-import.txt", "registry.xlsx"]


def test_what_can_be_read_is_copied_and_the_rest_is_told(tmp_path, capsys):
    path = messy(tmp_path / "ours.xlsx")
    before = path.read_bytes()

    assert main(["init", "--import", "ours.xlsx"]) == 0

    book = openpyxl.load_workbook(tmp_path / "registry.xlsx")
    assert rows(book["บุคลากร"], 3) == [
        ("1001", "นางมาลี รักงาน", "malee@agency.go.th"),
        ("1002", "นายเก่ง คอมดี", "keng@agency.go.th"),
        ("1003", "นายวิชัย ใจดี", "wichai@agency.go.th"),
    ]
    assert rows(book["ทะเบียน CoP"], 3) == [
        ("C-001", "พัสดุใสสะอาด", "ระเบียบพัสดุ"),
        ("C-002", "เอกสารดี", "งานสารบรรณ"),
    ]
    assert rows(book["สมาชิก"], 2) == [
        ("พัสดุใสสะอาด", "นางมาลี รักงาน"),
        ("พัสดุใสสะอาด", "นายเก่ง คอมดี"),
        ("เอกสารดี", "นายวิชัย ใจดี"),
        ("เอกสารดี", "นางมาลี รักงาน"),
    ]
    assert rows(book["ผู้เชี่ยวชาญ"], 3) == [
        ("พัสดุใสสะอาด", "นางมาลี รักงาน", "พัสดุ"),
        ("พัสดุใสสะอาด", "นายเก่ง คอมดี", "ระบบ"),
        ("เอกสารดี", "นายวิชัย ใจดี", None),
    ]
    notes = (tmp_path / "registry-import.txt").read_text()
    for line in (
        "ไม่ได้คัดลอก: “ทะเบียน CoP” ยอดรวม (แถว 4)",
        "ไม่ได้คัดลอก: “ผู้เชี่ยวชาญ” หมายเหตุหรือลายมือชื่อ (แถว 6)",
        "ไม่ได้คัดลอก: “ผู้เชี่ยวชาญ” ช่องที่เป็นข้อผิดพลาดหรือรูปภาพ 1 ช่อง",
    ):
        assert line in notes
    assert path.read_bytes() == before
    capsys.readouterr()

    book.save(tmp_path / "registry.xlsx")
    assert main(["init", "--import", "ours.xlsx"]) == 1
    assert "cop-steward.toml" in capsys.readouterr().err


def test_nothing_is_made_when_only_looking(tmp_path, capsys):
    messy(tmp_path / "ours.xlsx")

    assert main(["init", "--import", "ours.xlsx", "--dry-run"]) == 0

    assert [one.name for one in tmp_path.iterdir()] == ["ours.xlsx"]
    assert "สมาชิก: 4 แถว" in capsys.readouterr().out


def test_a_registry_of_ours_is_not_imported_and_the_way_out_is_told(tmp_path, capsys):
    assert main(["init"]) == 0
    capsys.readouterr()

    for typed in ("registry.xlsx", "copy.xlsx"):
        (tmp_path / "copy.xlsx").write_bytes((tmp_path / "registry.xlsx").read_bytes())
        assert main(["init", "new", "--import", typed]) == 1
        assert capsys.readouterr().err == (
            f"ปัญหา: {typed} เป็นทะเบียนของระบบนี้อยู่แล้ว ไม่ต้องนำเข้า\n"
            "แนวทางแก้ไข: หากมีไฟล์ตั้งค่าของทะเบียนนี้แล้ว ใช้คำสั่ง cop-steward check ได้ทันที หากยังไม่มี"
            f" โปรดใช้คำสั่ง cop-steward init --adopt {typed}\n"
        )
    assert not (tmp_path / "new").exists()


def test_what_loses_most_is_told_first_and_every_sheet_says_what_it_asks(tmp_path, capsys):
    with xlsxwriter.Workbook(tmp_path / "ours.xlsx") as book:
        months_and_groups.whole(book)
        book.add_worksheet("โน้ต").write_string("A1", "โทรตามกลุ่มพัสดุ")

    assert main(["init", "--import", "ours.xlsx"]) == 0

    lines = (tmp_path / "registry-import.txt").read_text("utf-8").splitlines()
    told = lines[
        lines.index("เลขประจำตัว: ออกเลขชั่วคราว (P-001 …) ให้ 6 คน เปลี่ยนเป็นเลขของหน่วยงานได้") + 2 : -2
    ]
    assert told[:12] == [
        "“โน้ต”: ไม่คล้ายแท็บใดของระบบ",
        (
            "“ต.ค.69” คอลัมน์ “วัน เดือน ปี”: คัดลอกเป็น วันที่ตามแผน หากเป็น วันที่จัดจริง"
            " โปรดตอบใน registry-answers.toml"
        ),
        (
            "“พ.ย.69” คอลัมน์ “วัน เดือน ปี”: คัดลอกเป็น วันที่ตามแผน หากเป็น วันที่จัดจริง"
            " โปรดตอบใน registry-answers.toml"
        ),
        "ทะเบียน CoP คอลัมน์ สถานะ: “กำลังทำ” (1 ช่อง) ไม่ตรงกับตัวเลือกใด น่าจะเป็น ดำเนินการ หากใช่ โปรดยืนยัน",
        "ทะเบียน CoP คอลัมน์ สถานะ: “เพิ่งตั้ง” (1 ช่อง) ไม่ตรงกับตัวเลือกใด น่าจะเป็น ดำเนินการ หากใช่ โปรดยืนยัน",
        (
            "ไม่ได้คัดลอก: “รวมกลุ่ม” คอลัมน์ G แถว 8: “wichai@agency.go.th”"
            " (อ่านเป็นข้อมูลของคอลัมน์นี้ไม่ได้ ไม่ทราบว่าเป็นของใคร หรือต่างจากแถวแรกของกลุ่มเดียวกัน)"
        ),
        (
            "ไม่ได้คัดลอก: “ต.ค.69” คอลัมน์ F แถว 5: “ครึ่งวันเช้า”"
            " (อ่านเป็นข้อมูลของคอลัมน์นี้ไม่ได้ ไม่ทราบว่าเป็นของใคร หรือต่างจากแถวแรกของกลุ่มเดียวกัน)"
        ),
        "ไม่ได้คัดลอก: “รวมกลุ่ม” คอลัมน์ “โทร.” (ไม่ใช่คอลัมน์ของระบบ)",
        "ไม่ได้คัดลอก: “ต.ค.69” คอลัมน์ “จน. ผู้เข้าร่วม” (ไม่ใช่คอลัมน์ของระบบ)",
        "ไม่ได้คัดลอก: “พ.ย.69” คอลัมน์ “จน. ผู้เข้าร่วม” (ไม่ใช่คอลัมน์ของระบบ)",
        "ไม่ได้คัดลอก: “รวมกลุ่ม” คอลัมน์ “ที่” (เลขลำดับ ระบบไม่ต้องใช้)",
        "ไม่ได้คัดลอก: “รวมกลุ่ม” ยอดรวม (แถว 9)",
    ]

    answers = (tmp_path / "registry-answers.toml").read_text("utf-8")
    assert '"วัน เดือน ปี" = "วันที่ตามแผน"   # หรือ วันที่จัดจริง' in answers.splitlines()
    assert "e-mail" not in answers  # it was taken, as what is said of the coordinators
    path = tmp_path / "registry-answers.toml"
    path.write_text(answers.replace('= "วันที่ตามแผน"', '= "วันที่จัดจริง"'), "utf-8")
    assert main(["init", "--import", "ours.xlsx"]) == 0
    sessions = openpyxl.load_workbook(tmp_path / "registry.xlsx")["กิจกรรม"]
    assert [(row[3], row[8]) for row in rows(sessions, 9)] == [
        (None, "8 ต.ค. 69"),
        (None, "20/10/2569"),
        (None, "5 พ.ย. 69"),
    ]
