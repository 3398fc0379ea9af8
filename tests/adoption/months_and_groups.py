"""A list of communities in two heading rows, members beneath merged groups, a sheet a month.

No two sheets alike, as one HR officer keeps them; all people in them are made up.
"""

import datetime as dt

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows, put_title

_HEAD = {"bold": True, "align": "center", "border": 1, "text_wrap": True}
_SESSIONS = ["วัน เดือน ปี", "กลุ่ม", "เรื่องที่แลกเปลี่ยน", "วิทยากร", "ที่ประชุม", "เวลา", "จน. ผู้เข้าร่วม"]


def groups(book: xlsxwriter.Workbook, *, merged_down: bool = True) -> None:
    """The communities; who coordinates stands beneath a title over three columns."""
    sheet = book.add_worksheet("รวมกลุ่ม")
    head = book.add_format(_HEAD)
    put_title(book, sheet, 9, "บัญชีชุมชนนักปฏิบัติ (CoP) ประจำปีงบประมาณ พ.ศ. 2570", "หน่วยงานตัวอย่าง")
    texts = [
        "ที่",
        "ชื่อชุมชนนักปฏิบัติ",
        "องค์ความรู้ที่แลกเปลี่ยน",
        "กองเจ้าภาพ",
        None,
        None,
        None,
        "วันที่จัดตั้ง",
        "สถานะ",
    ]
    for place, text in enumerate(texts):
        if text and merged_down:
            sheet.merge_range(3, place, 4, place, text, head)
        elif text:
            sheet.write_string(3, place, text, head)
    sheet.merge_range("E4:G4", "ผู้ประสาน", head)
    sheet.write_row("E5", ["ชื่อ - สกุล", "โทร.", "e-mail"], head)
    put_rows(sheet, 6, [
        [1, "พัสดุใสสะอาด", "ระเบียบพัสดุ", "กองคลัง", "นางมาลี รักงาน", "1000", "malee@agency.go.th",
         "๑ ต.ค. ๖๙", "ดำเนินการ"],
        [2, "เอกสารดี", "งานสารบรรณ", "สำนักงานเลขานุการ", "นายเก่ง คอมดี\nน.ส.พร ไอที", "1234\n1235",
         "keng@agency.go.th\nporn@agency.go.th", "5 ต.ค. 2569", "กำลังทำ"],
        [3, "นักวิเคราะห์รุ่นใหม่", "การวิเคราะห์ข้อมูล", "กองแผนงาน", "นายวิชัย ใจดี และ น.ส.สุดา ขยัน", "1236",
         "wichai@agency.go.th", dt.datetime(2026, 10, 15), "เพิ่งตั้ง"],
        ["รวมทั้งสิ้น", None, None, None, "3 กลุ่ม"],
        [],
        [None, None, None, None, None, None, "ลงชื่อ....................ผู้จัดทำ"],
    ], book.add_format({"num_format": "d/m/yyyy"}))  # fmt: skip


def groups_without_merged_headings(book: xlsxwriter.Workbook) -> None:
    """The same, with nothing merged but the title over who coordinates."""
    groups(book, merged_down=False)


def whole(book: xlsxwriter.Workbook) -> None:
    """That, the members beneath merged groups, and a sheet for each of two months."""
    groups(book)
    sheet = book.add_worksheet("รายชื่อสมาชิก")
    sheet.write_row("A1", ["ลำดับ", "กลุ่ม", "คำนำหน้า", "ชื่อ", "นามสกุล", "ตำแหน่ง", "สังกัด", "เข้าเมื่อ"])
    put_rows(sheet, 2, [
        [1, None, "นาง", "มาลี", "รักงาน", "นักวิชาการพัสดุ", "กองคลัง", "๑ ต.ค. ๖๙"],
        [2, None, "นาย", "รวมพล", "คนดี", "นิติกร", "กองกฎหมาย", "๑ ต.ค. ๖๙"],
        [3, None, "นาย", "เก่ง", "คอมดี", "นักวิชาการ", "กองแผนงาน", "5 ต.ค. 2569"],
        [4, None, "น.ส.", "พร", "ไอที", "นักวิชาการ", "กองคลัง", "5 ต.ค. 2569"],
    ])  # fmt: skip
    sheet.merge_range("B2:B3", "พัสดุใสสะอาด")
    sheet.merge_range("B4:B5", "เอกสารดี")
    october = book.add_worksheet("ต.ค.69")
    put_title(book, october, 7, "สรุปการจัดกิจกรรม CoP เดือน ตุลาคม 2569")
    october.write_row("A3", _SESSIONS)
    put_rows(october, 4, [
        ["8 ต.ค. 69", "พัสดุใสสะอาด", "หมายเหตุ", "นางมาลี รักงาน", "ห้องประชุม 1", "09.00-12.00 น.", 7],
        ["20/10/2569", "เอกสารดี", "คำขึ้นต้น คำลงท้าย", "อ.สมคิด (ภายนอก)", "Zoom", "ครึ่งวันเช้า", 6],
        ["รวม", None, "2 ครั้ง", None, None, None, 13],
    ])  # fmt: skip
    november = book.add_worksheet("พ.ย.69")
    november.write_row("A1", _SESSIONS)
    put_rows(november, 2, [
        ["5 พ.ย. 69", "พัสดุใสสะอาด", "สัญญา", "รอยืนยัน", "ห้องประชุม 1", "3 ชม.", 6],
    ])  # fmt: skip


def kept_by_someone_else(book: xlsxwriter.Workbook) -> None:
    """Members with units of their own, beside a staff list that has two people in a row."""
    staff = book.add_worksheet("บัญชีบุคลากร")
    staff.write_row("A1", ["เลขประจำตัวบุคลากร", "ชื่อ-สกุล", "อีเมล", "หน่วยงาน/สังกัด"])
    put_rows(staff, 2, [
        ["1001", "นางมาลี รักงาน", "malee@agency.go.th", "กองคลัง"],
        ["1002 / 1003", "นายเก่ง คอมดี\nน.ส.พร ไอที", "keng@agency.go.th, porn@agency.go.th",
         "กองแผนงาน"],
    ])  # fmt: skip
    sheet = book.add_worksheet("สมาชิก")
    sheet.write_row("A1", ["กลุ่ม", "ชื่อ-สกุล", "สังกัด"])
    put_rows(sheet, 2, [
        ["พัสดุใสสะอาด", "นางมาลี รักงาน", "กองคลัง"],
        ["พัสดุใสสะอาด", "นายเก่ง คอมดี", "กองแผนงาน"],
        ["เอกสารดี", "รอแต่งตั้ง", None],
        ["เอกสารดี", "น.ส.พร ไอที", "กองแผนงาน"],
    ])  # fmt: skip


def groups_with_nothing_merged(book: xlsxwriter.Workbook) -> None:
    """Two rows of headings as people type them: the cells behind a title are blank."""
    sheet = book.add_worksheet("ทะเบียน")
    put_rows(sheet, 1, [
        ["ที่", "ชื่อกลุ่ม", "ผู้รับผิดชอบ", None, None, "ระยะเวลา", None, "สถานะ"],
        [None, None, "ชื่อ-สกุล", "ตำแหน่ง", "อีเมล", "เริ่ม", "สิ้นสุด"],
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", "นักวิชาการ", "malee@agency.go.th",
         "1 ต.ค. 69", "30 ก.ย. 70", "ดำเนินการ"],
        [2, "เอกสารดี", "นายเก่ง คอมดี", "นิติกร", "keng@agency.go.th",
         "1 พ.ย. 69", "30 ก.ย. 70", "ดำเนินการ"],
    ])  # fmt: skip


def records_beneath_blank_headings(book: xlsxwriter.Workbook) -> None:
    """One row of headings, blank over the surnames; the first record says nothing else."""
    sheet = book.add_worksheet("สมาชิก")
    put_rows(sheet, 1, [
        ["กลุ่ม", "ชื่อสมาชิก", None, "หมายเหตุ"],
        [None, "มาลี", "รักงาน"],
        ["พัสดุใสสะอาด", "เก่ง", "คอมดี", "ใหม่"],
    ])  # fmt: skip


def coordinators(book: xlsxwriter.Workbook) -> None:
    """Little of the communities, and beneath one title all that a staff list has."""
    sheet = book.add_worksheet("รวมกลุ่ม")
    sheet.merge_range("A1:A2", "ที่")
    sheet.merge_range("B1:B2", "ชื่อชุมชนนักปฏิบัติ")
    sheet.merge_range("C1:F1", "ผู้ประสาน")
    sheet.write_row("C2", ["ชื่อ-สกุล", "ตำแหน่ง", "สังกัด", "e-mail"])
    put_rows(sheet, 3, [
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", "นักวิชาการ", "กองคลัง", "malee@agency.go.th"],
        [2, "เอกสารดี", "นายเก่ง คอมดี", "นิติกร", "กองกฎหมาย", "keng@agency.go.th"],
    ])  # fmt: skip
