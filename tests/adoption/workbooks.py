"""Workbooks as agencies keep them, built cell by cell; all people in them are made up."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

Rows = Sequence[Sequence[object]]

STAFF = [
    ("60123", "นางสาวสุดา ใจดี", "suda.j@agency.go.th", "กองคลัง"),
    ("60124", "นายสมชาย เรียนรู้", "somchai.r@agency.go.th", "กองคลัง"),
    ("60125", "นางมานี แบ่งปัน", "manee.b@agency.go.th", "กองแผนงาน"),
    ("60126", "นายปิติ ตั้งใจ", "piti.t@agency.go.th", "กองแผนงาน"),
]

THAI: Mapping[str, Rows] = {
    "รายชื่อเจ้าหน้าที่": [
        ("ลำดับ", "รหัสเจ้าหน้าที่", "ชื่อ - สกุล", "E-mail", "หน่วยงานต้นสังกัด"),
        *((number, *person) for number, person in enumerate(STAFF, start=1)),
    ],
    "ข้อมูลกลุ่ม CoP": [
        ("รหัสกลุ่ม", "ชื่อกลุ่มชุมชนนักปฏิบัติ", "หัวข้อองค์ความรู้", "ด้านที่สอดคล้องตามนโยบาย",
         "ประโยชน์ที่คาดว่าจะได้รับ", "ยุทธศาสตร์", "ผู้ดูแลกลุ่ม", "วันเริ่มดำเนินการ", "สถานะการดำเนินงาน"),
        ("C-001", "พัสดุรู้ทันระเบียบ", "การจัดซื้อจัดจ้าง", "8", "ลดข้อผิดพลาด", "แผนพัฒนาบุคลากร",
         "นางสาวสุดา ใจดี", dt.datetime(2026, 10, 1), "กำลังดำเนินงาน"),
        ("C-002", "นักวิเคราะห์ข้อมูล", "การวิเคราะห์ข้อมูล", "9, 10", "ตัดสินใจได้เร็ว", "แผนดิจิทัล",
         "นางมานี แบ่งปัน", dt.datetime(2026, 10, 5), "กำลังดำเนินงาน"),
        ("C-003", "ภาษาเพื่องานบริการ", "ภาษาอังกฤษ", "2", "บริการดีขึ้น", "แผนพัฒนาบุคลากร",
         "นายปิติ ตั้งใจ", dt.datetime(2026, 10, 12), "รอพิจารณา"),
    ],
    "ผู้เข้าร่วมแต่ละกลุ่ม": [
        ("กลุ่ม", "ชื่อ-สกุล ผู้เข้าร่วม", "เบอร์โทร"),
        ("C-001", "นายสมชาย เรียนรู้", "1234"),
        ("C-001", "มานี แบ่งปัน", "1235"),
        ("C-002", "60126", "1236"),
    ],
    "ทะเบียนกิจกรรม ปี 70": [
        ("กลุ่ม CoP", "ครั้งที่", "วันที่กำหนดไว้", "วันเดือนปีที่จัด", "หัวข้อ/ประเด็นที่แลกเปลี่ยน", "สรุปผลการดำเนินการ"),
        ("C-001", 1, dt.datetime(2026, 11, 5), dt.datetime(2026, 11, 5), "ราคากลาง", "ได้แนวทาง"),
        ("C-001", 2, dt.datetime(2026, 11, 19), None, "สัญญา", None),
        ("C-002", 1, dt.datetime(2026, 11, 12), dt.datetime(2026, 11, 13), "ตารางสรุป", None),
    ],
    "งบประมาณ": [
        ("รายการ", "จำนวนเงิน", "วันที่เบิก"),
        ("ค่าอาหารว่าง", 1200, dt.datetime(2026, 11, 5)),
        ("ค่าเอกสาร", 300, dt.datetime(2026, 11, 6)),
    ],
}  # fmt: skip
"""Headings of their own, running numbers, a tab that has nothing to do with it."""

ENGLISH: Mapping[str, Rows] = {
    "People": [
        ("Employee number", "Name of staff", "Mail", "Department"),
        ("A1", "Anna Able", "anna@agency.go.th", "Finance"),
        ("A2", "Ben Baker", "ben@agency.go.th", "Finance"),
        ("A3", "Carla Cook", "carla@agency.go.th", "Planning"),
    ],
    "CoP list": [
        ("Group code", "Group name", "Knowledge topic", "Area", "Benefits", "Policy / strategy",
         "Group coordinator", "Date start", "Status"),
        ("G1", "Procurement", "Buying well", "8", "Fewer mistakes", "HRD plan", "Anna Able",
         dt.datetime(2026, 10, 1), "Active"),
        ("G2", "Data", "Charts", "9", "Better reports", "HRD plan", "A3",
         dt.datetime(2026, 10, 1), "Active now"),
    ],
    "Participants": [
        ("Group", "Participant"),
        ("G1", "Ben Baker"),
        ("G1", "Carla Cook"),
        ("G2", "anna@agency.go.th"),
    ],
}  # fmt: skip

STAMP = dt.datetime(2026, 11, 20, 9, 41, 7)
FORM: Mapping[str, Rows] = {
    "บุคลากร": [("เลขประจำตัว", "ชื่อ-นามสกุล", "อีเมล", "สังกัด"), *STAFF],
    "ทะเบียนกลุ่ม": [
        ("รหัสกลุ่ม", "ชื่อกลุ่ม"),
        ("C-001", "พัสดุรู้ทันระเบียบ"),
        ("C-002", "นักวิเคราะห์ข้อมูล"),
    ],
    "การตอบแบบฟอร์ม 1": [
        ("ประทับเวลา", "ที่อยู่อีเมล", "1. ท่านอยู่กลุ่ม CoP ใด", "2. ท่านได้นำความรู้ไปใช้หรือไม่ (โปรดระบุ)",
         "3. ท่านนำไปใช้อย่างไร", "4. ปัญหาอุปสรรคที่พบ"),
        (STAMP, "somchai.r@agency.go.th", "พัสดุรู้ทันระเบียบ", "นำไปใช้แล้ว", "ตรวจราคากลาง", "-"),
        (STAMP, "manee.b@agency.go.th", "พัสดุรู้ทันระเบียบ", "นำไปใช้บางส่วน", "ร่างขอบเขตของงาน", "-"),
        (STAMP, "piti.t@agency.go.th", "นักวิเคราะห์ข้อมูล", "ยังไม่ได้นำไปใช้", "", "ไม่มีเวลา"),
    ],
}  # fmt: skip
"""The answers of a form, with its time stamp and questions for headings."""

TWO_TABS: Mapping[str, Rows] = {
    "ทะเบียน CoP": FORM["ทะเบียนกลุ่ม"],
    "สมาชิก กองคลัง": [
        ("รหัสกลุ่ม", "ชื่อสมาชิก", "วันที่เข้าร่วม"),
        ("C-001", "นายสมชาย เรียนรู้", "1 ต.ค. 2569"),
        ("C-001", "นางมานี แบ่งปัน", "1 ต.ค. 2569"),
    ],
    "สมาชิก กองแผนงาน": [
        ("ชื่อสมาชิกกลุ่ม", "รหัสกลุ่ม"),
        ("นายปิติ ตั้งใจ", "C-002"),
        ("นางสาวสุดา ใจดี", "C-002"),
    ],
    "สำเนา สมาชิก กองคลัง": [
        ("รหัสกลุ่ม", "ชื่อสมาชิก", "วันที่เข้าร่วม"),
        ("C-001", "นายสมชาย เรียนรู้", "1 ต.ค. 2569"),
        ("C-001", "นางมานี แบ่งปัน", "1 ต.ค. 2569"),
    ],
}

UNRELATED: Mapping[str, Rows] = {
    "ทะเบียนครุภัณฑ์": [
        ("เลขครุภัณฑ์", "รายการ", "ราคา", "วันที่ซื้อ"),
        ("7440-001", "เครื่องคอมพิวเตอร์", 21000, dt.datetime(2025, 3, 1)),
        ("7440-002", "เครื่องพิมพ์", 7800, dt.datetime(2025, 3, 2)),
    ],
    "เวรรักษาการณ์": [("วันที่", "ผู้อยู่เวร"), (dt.datetime(2026, 11, 1), "นายสมชาย เรียนรู้")],
}


def save(sheets: Mapping[str, Rows], path: Path) -> Path:
    """The workbook with these sheets, as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def save_with_titles(path: Path) -> Path:
    """Title rows and merged cells above the headings, as XlsxWriter writes it."""
    with xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy"}) as book:
        bold = book.add_format({"bold": True, "align": "center"})
        members = book.add_worksheet("รายชื่อ")
        members.merge_range("A1:D1", "บัญชีรายชื่อสมาชิกชุมชนนักปฏิบัติ (CoP)", bold)
        members.merge_range("A2:D2", "ประจำปีงบประมาณ พ.ศ. 2570", bold)
        members.write_row("A4", ["ที่", "กลุ่ม", "ชื่อสมาชิกในกลุ่ม", "หมายเหตุ"], bold)
        members.write_row("A5", [1, "C-001", "นายสมชาย เรียนรู้", ""])
        members.write_row("A6", [2, "C-001", "นางมานี แบ่งปัน", ""])
        members.write_row("A7", [3, "C-002", "นายปิติ ตั้งใจ", ""])
        marks = book.add_worksheet("ผลการประเมินหลังจัดกิจกรรม")
        marks.merge_range("A1:G1", "สรุปผลการประเมินการเรียนรู้", bold)
        marks.merge_range("A2:A3", "กลุ่ม CoP", bold)
        marks.merge_range("B2:B3", "ชื่อ-สกุลผู้รับการประเมิน", bold)
        marks.merge_range("C2:C3", "วัน/เดือน/ปี ที่ประเมิน", bold)
        marks.merge_range("D2:E2", "คะแนน", bold)
        marks.merge_range("F2:F3", "ผลการประเมิน", bold)
        marks.write_row("D3", ["ก่อน", "หลัง"], bold)
        marks.write_row("A4", ["C-001", "นายสมชาย เรียนรู้"])
        marks.write_datetime("C4", dt.datetime(2026, 11, 10))
        marks.write_row("D4", [8, 16, "ผ่านการประเมิน"])
    return path
