"""Workbooks as agencies really keep them, no two alike; all people in them are made up.

Each is a function that draws one with XlsxWriter: merged titles, groups over several rows, ticks,
people in one cell, forms, totals, notes and signatures, colours.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Draw = Callable[[xlsxwriter.Workbook], None]
_COLOURS = {
    "bold": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#FCE4D6",
    "border": 1,
}


def put_rows(
    sheet: Worksheet, first: int, rows: Sequence[Sequence[object]], day: object = None
) -> None:
    """Write rows from a row of the spreadsheet on; None leaves a cell alone."""
    for number, row in enumerate(rows, first - 1):
        for place, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, place, value, day)
            elif value is not None:
                sheet.write(number, place, value)


def put_title(book: xlsxwriter.Workbook, sheet: Worksheet, width: int, *lines: str) -> None:
    look = book.add_format({"bold": True, "align": "center", "font_size": 16})
    for number, line in enumerate(lines):
        sheet.merge_range(number, 0, number, width - 1, line, look)


def one_list(book: xlsxwriter.Workbook) -> None:
    """Everything in one sheet: a group a row, its members in one cell, a tick for each month."""
    sheet = book.add_worksheet("รายชื่อ (ปรับปรุง)")
    put_title(
        book, sheet, 12, "บัญชีรายชื่อกลุ่ม CoP กรมตัวอย่าง", "ประจำปีงบประมาณ พ.ศ. 2570 (ปรับปรุงครั้งที่ 2)"
    )
    head = book.add_format(_COLOURS)
    headings = ["ที่", "ชื่อ CoP", "องค์ความรู้", "สังกัด", "ผู้รับผิดชอบ", "สมาชิก", "วันเริ่ม", "วันสิ้นสุด",
                "ต.ค. 69", "พ.ย. 69", "ธ.ค. 69", "หมายเหตุ"]  # fmt: skip
    sheet.write_row("A4", headings, head)
    put_rows(sheet, 5, [
        [1, "พัสดุใสสะอาด", "ระเบียบพัสดุ", "กองคลัง", "นางมาลี รักงาน",
         "1. นายเก่ง คอมดี\n2. น.ส.พร ไอที\n3. นายวิชัย ใจดี",
         "1 ต.ค. 69", "30 ก.ย. 70", "✓", "✓", None, None],
        [2, "เอกสารดี มีระเบียบ", "งานสารบรรณ", "สำนักงานเลขานุการ", "น.ส.สุดา ขยัน",
         "นางมาลี รักงาน, นายเก่ง คอมดี", "๑ พ.ย. ๒๕๖๙", "30 ก.ย. 70", None, "✓", None, "รอคำสั่ง"],
        [3, "นักวิเคราะห์รุ่นใหม่", "การวิเคราะห์ข้อมูล", "กองแผนงาน", "นายวิชัย ใจดี",
         "น.ส.พร ไอที; นายก้อง ตั้งใจ", "15 พ.ย. 2569", "30 ก.ย. 2570", None, None, None, None],
        ["รวม", None, None, None, None, "7 คน", None, None, 1, 2, 0, None],
    ])  # fmt: skip
    sheet.write_string("B11", "หมายเหตุ: ข้อมูล ณ วันที่ 20 พฤศจิกายน 2569")
    sheet.write_string("H13", "ลงชื่อ ....................................... ผู้จัดทำ")
    sheet.write_string("H14", "(นางสาวสุดา ขยัน)")


def three_lists(book: xlsxwriter.Workbook) -> None:
    """A staff list by posts, groups with headings in two rows, members under merged groups."""
    head = book.add_format(_COLOURS)
    staff = book.add_worksheet("บัญชีบุคลากร")
    put_title(book, staff, 6, "บัญชีบุคลากร สำนักงานตัวอย่าง ณ วันที่ 1 ตุลาคม 2569")
    staff.write_row("A3", ["ที่", "เลขที่ตำแหน่ง", "ชื่อ-สกุล", "ตำแหน่ง/ระดับ", "กลุ่ม/ฝ่าย", "e-mail"], head)
    put_rows(staff, 4, [
        [1, "๑๒", "นางมาลี รักงาน", "นักวิชาการพัสดุชำนาญการ", "ฝ่ายพัสดุ", "malee@agency.go.th"],
        [2, "๑๕", "นายเก่ง คอมดี", "นักวิชาการคอมพิวเตอร์ปฏิบัติการ", "ฝ่ายสารสนเทศ", "keng@agency.go.th"],
        [3, "๒๑", "น.ส.พร ไอที", "นักวิชาการคอมพิวเตอร์ชำนาญการ", "ฝ่ายสารสนเทศ", "porn@agency.go.th"],
        [4, "๒๒", "นายวิชัย ใจดี", "นิติกรชำนาญการ", "ฝ่ายนิติการ", "wichai@agency.go.th"],
    ])  # fmt: skip
    groups = book.add_worksheet("CoP ปี 70")
    for place, text in enumerate(["ลำดับ", "รหัสกลุ่ม", "ชื่อกลุ่ม CoP", "หัวข้อความรู้", "ผู้ประสานงานกลุ่ม"]):
        groups.merge_range(0, place, 1, place, text, head)
    groups.merge_range("F1:G1", "ระยะเวลา", head)
    groups.write_row("F2", ["วันที่เริ่ม", "วันที่สิ้นสุด"], head)
    groups.merge_range("H1:H2", "สถานะ", head)
    day = book.add_format({"num_format": "d mmm yyyy"})
    put_rows(groups, 3, [
        [1, "C1", "พัสดุใสสะอาด", "ระเบียบพัสดุ", "นางมาลี รักงาน",
         dt.date(2026, 10, 1), dt.date(2027, 9, 30), "กำลังดำเนินการ"],
        [2, "C2", "ไอทีเพื่อนบ้าน", "การใช้โปรแกรม", "นายเก่ง คอมดี",
         dt.date(2026, 11, 1), dt.date(2027, 9, 30), "กำลังดำเนินการ"],
    ], day)  # fmt: skip
    members = book.add_worksheet("สมาชิก CoP")
    members.write_row("A1", ["รหัสกลุ่ม", "สมาชิก", "วันที่เข้าร่วม"], head)
    members.merge_range("A2:A3", "C1")
    members.merge_range("A4:A5", "C2")
    put_rows(members, 2, [
        [None, "นายเก่ง คอมดี", dt.date(2026, 10, 5)],
        [None, "น.ส.พร ไอที", dt.date(2026, 10, 5)],
        [None, "น.ส.พร ไอที", dt.date(2026, 11, 5)],
        [None, "นายวิชัย ใจดี", dt.date(2026, 11, 5)],
    ], day)  # fmt: skip


def ticks(book: xlsxwriter.Workbook) -> None:
    """Persons × sessions of one group, the name in three columns, a tick for whoever came."""
    head = book.add_format(_COLOURS)
    sheet = book.add_worksheet("การเข้าร่วม")
    put_title(book, sheet, 9, "ตารางการเข้าร่วมกิจกรรม", "กลุ่ม CoP พัสดุใสสะอาด")
    for place, text in enumerate(["ที่", "คำนำหน้า", "ชื่อ", "สกุล"]):
        sheet.merge_range(2, place, 3, place, text, head)
    sheet.merge_range("E3:G3", "วันที่จัดกิจกรรม", head)
    sheet.write_row("E4", ["5 พ.ย. 69", "19 พ.ย. 69", "3 ธ.ค. 69"], head)
    sheet.merge_range("H3:H4", "รวม (ครั้ง)", head)
    sheet.merge_range("I3:I4", "หมายเหตุ", head)
    put_rows(sheet, 5, [
        [1, "นาง", "มาลี", "รักงาน", "✓", "✓", None, 2, None],
        [2, "นาย", "เก่ง", "คอมดี", "✓", None, None, 1, "ลากิจ"],
        [3, "น.ส.", "พร", "ไอที", "✓", "✓", None, 2, None],
        [None, None, None, "รวม", 3, 2, 0, 5, None],
    ])  # fmt: skip
    sheet.write_string("F10", "ผู้บันทึก นางมาลี รักงาน")


def forms(book: xlsxwriter.Workbook) -> None:
    """A sheet for each group, laid out as a form: labels at the left, members listed beneath."""
    label = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    for title, facts, members in (
        ("กลุ่ม 1", [
            ("ชื่อกลุ่ม CoP", "พัสดุใสสะอาด"), ("หัวข้อความรู้", "ระเบียบพัสดุ"), ("ผู้ประสานงาน", "นางมาลี รักงาน"),
            ("วันที่เริ่ม", "1 ต.ค. 2569"), ("วันที่สิ้นสุด", "30 ก.ย. 2570"), ("วัตถุประสงค์", "เพื่อลดข้อผิดพลาด"),
            ("ผู้เชี่ยวชาญ", "นายวิชัย ใจดี"),
         ], ["นายเก่ง คอมดี", "น.ส.พร ไอที"]),
        ("กลุ่ม 2", [
            ("ชื่อกลุ่ม CoP", "เอกสารดี"), ("หัวข้อความรู้", "งานสารบรรณ"), ("ผู้ประสานงาน", "น.ส.สุดา ขยัน"),
            ("วันที่เริ่ม", "1 พ.ย. 2569"), ("วันที่สิ้นสุด", ""),
            ("วัตถุประสงค์", "เพื่อลดเวลา"), ("ผู้เชี่ยวชาญ", "-"),
         ], ["นายก้อง ตั้งใจ", "นางมาลี รักงาน", "นายวิชัย ใจดี"]),
    ):  # fmt: skip
        sheet = book.add_worksheet(title)
        sheet.merge_range("A1:D1", "แบบฟอร์มทะเบียนกลุ่มชุมชนนักปฏิบัติ", label)
        for number, (what, value) in enumerate(facts, 2):
            sheet.write_string(number, 0, f"{what} :", label)
            sheet.merge_range(number, 1, number, 3, value)
        first = len(facts) + 4
        sheet.write_row(first - 1, 0, ["ลำดับ", "รายชื่อสมาชิก", "ตำแหน่ง"], label)
        for number, name in enumerate(members):
            sheet.write_row(first + number, 0, [number + 1, name, "นักวิชาการ"])
        sheet.write_string(
            first + len(members) + 2, 1, "ลงชื่อ................................ผู้ประสานงาน"
        )


def own_words(book: xlsxwriter.Workbook) -> None:
    """Four neat tabs whose headings are words of the agency's own."""
    head = book.add_format(_COLOURS)
    people = book.add_worksheet("รายชื่อเจ้าหน้าที่")
    people.write_row("A1", ["รหัส", "ชื่อ-นามสกุล", "อีเมล", "กอง"], head)
    put_rows(people, 2, [
        ["1001", "นางมาลี รักงาน", "malee@agency.go.th", "กองคลัง"],
        ["1002", "นายเก่ง คอมดี", "keng@agency.go.th", "กองคลัง"],
        ["1003", "น.ส.พร ไอที", "porn@agency.go.th", "กองแผนงาน"],
    ])  # fmt: skip
    groups = book.add_worksheet("ทะเบียนกลุ่ม")
    groups.write_row("A1", ["รหัสกลุ่ม", "ชื่อกลุ่ม", "หัวข้อ", "ด้าน", "ประโยชน์", "นโยบายที่เกี่ยวข้อง",
                            "ผู้ประสานงาน", "วันเริ่มต้น", "สถานะ"], head)  # fmt: skip
    put_rows(groups, 2, [
        ["C-1", "พัสดุใสสะอาด", "ระเบียบพัสดุ", "8", "ลดข้อผิดพลาด", "แผนพัฒนาบุคลากร",
         "1001", "1/10/2569", "ดำเนินการ"],
        ["C-2", "ไอทีเพื่อนบ้าน", "การใช้โปรแกรม", "9", "ทำงานได้เร็ว", "แผนดิจิทัล",
         "1002", "1/11/2569", "เปิดแล้ว"],
    ])  # fmt: skip
    members = book.add_worksheet("สมาชิก")
    members.write_row("A1", ["กลุ่ม", "รหัสเจ้าหน้าที่"], head)
    put_rows(members, 2, [["C-1", "1002"], ["C-1", "1003"], ["C-2", "1001"]])
    met = book.add_worksheet("กิจกรรม")
    met.write_row("A1", ["กลุ่ม", "ครั้งที่", "หัวข้อกิจกรรม", "วันที่", "สถานะ"], head)
    put_rows(met, 2, [
        ["C-1", 1, "ราคากลาง", "5 พ.ย. 2569", "จัดแล้ว"],
        ["C-1", 2, "สัญญา", "19 พ.ย. 2569", "จัดแล้ว"],
        ["C-2", 1, "สูตรตาราง", "12 ธ.ค. 2569", "แผน"],
    ])  # fmt: skip


def sections(book: xlsxwriter.Workbook) -> None:
    """Members in blocks, each beneath a coloured bar with its group's name."""
    sheet = book.add_worksheet("รายชื่อสมาชิก CoP")
    bar = book.add_format({"bold": True, "bg_color": "#C6E0B4"})
    put_title(book, sheet, 4, "รายชื่อสมาชิกชุมชนนักปฏิบัติ ปีงบประมาณ 2570")
    sheet.write_row("A3", ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "สังกัด"], book.add_format(_COLOURS))
    sheet.merge_range("A4:D4", "กลุ่มที่ 1 พัสดุใสสะอาด", bar)
    put_rows(sheet, 5, [
        [1, "นายเก่ง คอมดี", "นักวิชาการพัสดุ", "กองคลัง"],
        [2, "น.ส.พร ไอที", "นักวิชาการคอมพิวเตอร์", "กองแผนงาน"],
    ])  # fmt: skip
    sheet.merge_range("A7:D7", "กลุ่มที่ 2 เอกสารดี", bar)
    put_rows(sheet, 8, [
        [1, "นางมาลี รักงาน", "เจ้าพนักงานธุรการ", "สำนักงานเลขานุการ"],
        [2, "นายรวมพล คนขยัน", "นักจัดการงานทั่วไป", "สำนักงานเลขานุการ"],
        [3, "นายวิชัย ใจดี", "นิติกร", "สำนักงานเลขานุการ"],
        ["รวมทั้งสิ้น", 5, "คน", None],
    ])  # fmt: skip


def groups_and_members(book: xlsxwriter.Workbook) -> None:
    """Groups and their members in one table, what is said of a group merged over its members."""
    sheet = book.add_worksheet("CoP 2570")
    head = book.add_format(_COLOURS)
    put_title(book, sheet, 8, "กลุ่มชุมชนนักปฏิบัติและสมาชิก")
    sheet.write_row(
        "A2",
        ["ลำดับ", "ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน", "ชื่อสมาชิก", "ตำแหน่ง", "อีเมล", "หมายเหตุ"],
        head,
    )
    wrap = book.add_format({"valign": "vcenter", "text_wrap": True})
    for place, first, second in ((0, 1, 2), (1, "พัสดุใสสะอาด", "เอกสารดี"),
                                 (2, "ระเบียบพัสดุ", "งานสารบรรณ"),
                                 (3, "นางมาลี รักงาน", "น.ส.สุดา ขยัน")):  # fmt: skip
        sheet.merge_range(2, place, 4, place, first, wrap)
        sheet.merge_range(5, place, 6, place, second, wrap)
    for number, person in enumerate([
        ["นายเก่ง คอมดี", "นักวิชาการพัสดุ", "keng@agency.go.th"],
        ["น.ส.พร ไอที", "นักวิชาการคอมพิวเตอร์", "porn@agency.go.th"],
        ["นายวิชัย ใจดี", "นิติกร", "wichai@agency.go.th"],
        ["นางมาลี รักงาน", "เจ้าพนักงานธุรการ", "malee@agency.go.th"],
        ["น.ส.พร ไอที", "นักวิชาการคอมพิวเตอร์", "porn@agency.go.th"],
    ], 2):  # fmt: skip
        sheet.write_row(number, 4, person)


def sheets_of_ticks(book: xlsxwriter.Workbook) -> None:
    """A sheet of attendance for each group, named by it; who came, was on leave or was absent."""
    people = book.add_worksheet("บุคลากร")
    head = book.add_format(_COLOURS)
    people.write_row("A1", ["เลขประจำตัวบุคลากร", "ชื่อ–นามสกุล", "อีเมล", "หน่วยงาน"], head)
    put_rows(people, 2, [
        ["501", "นางมาลี รักงาน", "malee@agency.go.th", "กองคลัง"],
        ["502", "นายเก่ง คอมดี", "keng@agency.go.th", "กองคลัง"],
        ["503", "น.ส.พร ไอที", "porn@agency.go.th", "กองแผนงาน"],
    ])  # fmt: skip
    day = book.add_format({**_COLOURS, "num_format": "d mmm yy"})
    for title, days, rows in (
        ("พัสดุใสสะอาด", (dt.date(2026, 11, 5), dt.date(2026, 11, 19)),
         [["501", "นางมาลี รักงาน", "มา", "มา"], ["502", "นายเก่ง คอมดี", "มา", "ลา"]]),
        ("เอกสารดี", (dt.date(2026, 11, 6), dt.date(2026, 11, 20)),
         [["502", "นายเก่ง คอมดี", "มา", "ขาด"], ["503", "น.ส.พร ไอที", "มา", "มา"]]),
    ):  # fmt: skip
        sheet = book.add_worksheet(title)
        sheet.write_row("A1", ["รหัส", "ชื่อ-สกุล"], head)
        sheet.write_row("C1", ["ครั้งที่ 1", "ครั้งที่ 2"], head)
        for place, held in enumerate(days, 2):
            sheet.write_datetime(1, place, held, day)
        sheet.merge_range("A1:A2", "รหัส", head)
        sheet.merge_range("B1:B2", "ชื่อ-สกุล", head)
        put_rows(sheet, 3, rows)


def in_english(book: xlsxwriter.Workbook) -> None:
    """A regional office that works in English: lists of its own, people by their first names."""
    head = book.add_format(_COLOURS)
    people = book.add_worksheet("People")
    people.write_row(
        "A1", ["No.", "Employee ID", "First name", "Surname", "E-mail", "Division"], head
    )
    put_rows(people, 2, [
        [1, "E01", "Anna", "Able", "anna@agency.go.th", "Finance"],
        [2, "E02", "Ben", "Baker", "ben@agency.go.th", "Finance"],
        [3, "E03", "Carla", "Cook", "carla@agency.go.th", "Planning"],
    ])  # fmt: skip
    groups = book.add_worksheet("CoPs FY2027")
    groups.write_row(
        "A1",
        ["Group name", "Knowledge topic", "Group coordinator", "Members", "Start date", "Budget"],
        head,
    )
    put_rows(groups, 2, [
        ["Procurement", "Buying well", "E01", "Ben Baker and Carla Cook",
         dt.date(2026, 10, 1), 1200],
        ["Data", "Charts", "E03", "Anna Able\nBen Baker", dt.date(2026, 11, 2), 800],
        ["Total", None, None, None, None, 2000],
    ], book.add_format({"num_format": "d mmm yyyy"}))  # fmt: skip


def diary(book: xlsxwriter.Workbook) -> None:
    """A diary of meetings under merged groups, who came in one cell, and the scores of a test."""
    head = book.add_format(_COLOURS)
    met = book.add_worksheet("บันทึกกิจกรรม")
    put_title(book, met, 7, "บันทึกการจัดกิจกรรมแลกเปลี่ยนเรียนรู้")
    met.write_row(
        "A2", ["กลุ่ม CoP", "ครั้งที่", "วันที่จัดจริง", "หัวข้อกิจกรรม", "ผู้เข้าร่วม", "สรุปผล", "งบประมาณ"], head
    )
    met.merge_range("A3:A4", "พัสดุใสสะอาด")
    put_rows(met, 3, [
        [None, 1, "5 พ.ย. 69", "ราคากลาง", "นายเก่ง คอมดี, น.ส.พร ไอที", "ได้แนวทาง", 500],
        [None, 2, "19 พ.ย. 69", "สัญญา", "นายเก่ง คอมดี", "ได้ตัวอย่าง", 500],
        ["เอกสารดี", 1, "20 พ.ย. 69", "หนังสือราชการ", "นางมาลี รักงาน\nนายวิชัย ใจดี", None, 0],
        ["รวม", None, None, None, None, None, 1000],
    ])  # fmt: skip
    scores = book.add_worksheet("ผลการประเมิน")
    scores.write_row(
        "A1",
        ["กลุ่ม CoP", "ผู้รับการประเมิน", "วันที่ประเมิน", "คะแนนก่อน", "คะแนนหลัง", "คะแนนเต็ม", "ผลการประเมิน"],
        head,
    )
    put_rows(scores, 2, [
        ["พัสดุใสสะอาด", "นายเก่ง คอมดี", "25 พ.ย. 69", 5, 9, 10, "ผ่าน"],
        ["พัสดุใสสะอาด", "น.ส.พร ไอที", "25 พ.ย. 69", 4, 8, 10, "ผ่าน"],
    ])  # fmt: skip
    scores.write_string("A6", "ผู้จัดทำ นางมาลี รักงาน")


def roles(book: xlsxwriter.Workbook) -> None:
    """A report in the words of knowledge management, with a mark for each month and a copy."""
    for title in ("Sheet1", "สำเนาของ Sheet1"):
        sheet = book.add_worksheet(title)
        put_rows(sheet, 1, [
            ["แบบรายงาน KM-03 ชุมชนนักปฏิบัติ (CoP)"],
            ["ปีงบประมาณ 2570"],
            [],
            ["No.", "ชุมชนนักปฏิบัติ (CoP)", "ประเด็นความรู้", "คุณเอื้อ", "คุณอำนวย (ผู้ประสาน)",
             "คุณกิจ (สมาชิก)", "คุณลิขิต", "ต.ค.", "พ.ย.", "ธ.ค.", "งบประมาณ (บาท)", "สถานะ"],
            [1, "CoP พัสดุ", "ระเบียบ 2560", "ผอ.กองคลัง", "นางมาลี รักงาน",
             "1.นายเก่ง คอมดี 2.น.ส.พร ไอที", "น.ส.พร", "●", "○", None, 5000, "ดำเนินการ"],
            [2, "CoP บริการ", "งานบริการ", "รองผอ.", "น.ส.พร ไอที",
             "นายเก่ง คอมดี/นางมาลี รักงาน", "-", None, "P", None, "-", "ดำเนินการ"],
            [None, "รวม 2 CoP", None, None, None, None, None, None, None, None, 5000],
        ])  # fmt: skip
        sheet.write_string("B10", "ผู้จัดทำรายงาน...............................")
        sheet.write_string("B11", "● = ดำเนินการแล้ว  ○ = ตามแผน")


def results(book: xlsxwriter.Workbook) -> None:
    """Plan and results of a quarter: two rows of headings, a row of units, groups merged."""
    head = book.add_format(_COLOURS)
    sheet = book.add_worksheet("แผน-ผล CoP 70")
    put_title(book, sheet, 8, "สรุปผลการดำเนินงาน ไตรมาส 1/2570", "หน่วยงาน: สำนักบริหารกลาง")
    for place, text in enumerate(["ลำดับที่", "กลุ่ม CoP", "ครั้งที่"]):
        sheet.merge_range(3, place, 4, place, text, head)
    sheet.merge_range("D4:E4", "วัน/เวลา", head)
    sheet.write_row("D5", ["วันที่จัด", "เริ่ม"], head)
    for place, text in enumerate(["หัวข้อ", "ผู้เข้าร่วม (คน)", "วิทยากร"], 5):
        sheet.merge_range(3, place, 4, place, text, head)
    sheet.write_row("E6", ["(น.)", None, "(คน)"])
    day = book.add_format({"num_format": "d mmm yyyy"})
    put_rows(sheet, 7, [
        [1, "พัสดุใสสะอาด", 1, dt.date(2026, 10, 8), "09.00", "ราคากลาง", 10, "นายวิชัย ใจดี"],
        [None, None, 2, dt.date(2026, 11, 12), "13.00", "สัญญา", 11, "นายวิชัย ใจดี"],
        [None, "รวม พัสดุใสสะอาด", None, None, None, None, 21],
        [2, "เอกสารดี", 1, dt.date(2026, 10, 15), "9.00 น.", "หนังสือภายนอก", 8, None],
        [None, "รวม เอกสารดี", None, None, None, None, 8],
        ["รวมทั้งสิ้น", None, None, None, None, None, 29],
    ], day)  # fmt: skip
    sheet.merge_range("A7:A8", 1)
    sheet.merge_range("B7:B8", "พัสดุใสสะอาด")
    sheet.write_string("G15", "(ลงชื่อ)........................ผู้รายงาน")


def numbered_experts(book: xlsxwriter.Workbook) -> None:
    """Experts in numbered columns; ticks under days without a year, beneath lines about a group."""
    head = book.add_format(_COLOURS)
    groups = book.add_worksheet("ทะเบียนกลุ่ม")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน", "ผู้เชี่ยวชาญ 1", "ผู้เชี่ยวชาญ ๒"], head)
    put_rows(groups, 2, [
        ["พัสดุใสสะอาด", "ระเบียบพัสดุ", "นางมาลี รักงาน", "นายวิชัย ใจดี", "น.ส.พร ไอที"],
        ["เอกสารดี", "งานสารบรรณ", "น.ส.สุดา ขยัน", "2 คน", None],
    ])  # fmt: skip
    sheet = book.add_worksheet("เช็คชื่อ")
    put_rows(sheet, 1, [
        ["ใบเช็คชื่อผู้เข้าร่วมกิจกรรม"],
        ["กลุ่ม :", "พัสดุใสสะอาด"],
        ["ผู้ประสานงาน:", "นางมาลี รักงาน"],
        ["สถานที่: ห้องประชุม 2"],
    ])  # fmt: skip
    sheet.write_row("A6", ["ที่", "ชื่อ - สกุล", "8 ต.ค.", "22 ต.ค.", "หมายเหตุ"], head)
    put_rows(sheet, 7, [
        [1, "นายเก่ง คอมดี", "✓", "✓", None, "โทร. 4711"],
        [2, "น.ส.พร ไอที", "✓", None, "ลาป่วย"],
        [None, "รวม", 2, 1],
    ])  # fmt: skip


def short_list(book: xlsxwriter.Workbook) -> None:
    """Hardly more than who answers for which group and, line by line in a cell, who is in it."""
    put_rows(book.add_worksheet("Sheet1"), 1, [
        ["ชื่อ CoP", "ผู้รับผิดชอบ", "รายชื่อสมาชิก"],
        ["พัสดุใสสะอาด", "นางมาลี รักงาน", "1) นายเก่ง คอมดี\n2) น.ส.พร ไอที"],
        ["เอกสารดี", "นายเก่ง คอมดี", "- นางมาลี รักงาน\n- น.ส.พร ไอที"],
        ["รวม 2 กลุ่ม", None, "4 คน"],
    ])  # fmt: skip


def groups_side_by_side(book: xlsxwriter.Workbook) -> None:
    """Two rows of headings, members beneath each group's name, sessions told of above the ticks."""
    head = book.add_format(_COLOURS)
    groups = book.add_worksheet("กลุ่ม CoP")
    groups.write_row("A1", ["ลำดับ", "ชื่อกลุ่ม", "องค์ความรู้", None, "หมายเหตุ"], head)
    groups.merge_range("D1:E1", "คณะทำงาน", head)
    groups.write_row("D2", ["ผู้ประสานงาน", "หน่วยงาน"], head)
    put_rows(groups, 3, [
        [1, "กลุ่มพัสดุใสสะอาด", "ระเบียบพัสดุ", "นางมาลี รักงาน", "กองคลัง"],
        [2, "กลุ่ม IT", "การใช้โปรแกรม", "นายเก่ง คอมดี", "กองแผนงาน"],
    ])  # fmt: skip
    members = book.add_worksheet("สมาชิกรายกลุ่ม")
    members.write_row("A1", ["ที่", "พัสดุใสสะอาด", "IT"], head)
    put_rows(members, 2, [
        [1, "น.ส.พร ไอที", "นายวิชัย ใจดี"],
        [2, "นายรวมพล คนขยัน", None],
        ["รวม", 2, 1],
    ])  # fmt: skip
    sheet = book.add_worksheet("CoP IT")
    put_rows(sheet, 1, [
        [None, "ครั้งที่", 1, 2],
        [None, "วันที่", "12 พ.ย. 69", "17 ธ.ค. 69"],
        [None, "เรื่อง", "สูตรตาราง", "การนำเสนอ"],
        ["ที่", "ชื่อ-สกุล", "เข้าร่วม", "เข้าร่วม"],
        [1, "วิชัย ใจดี", "/", None],
        [2, "น.ส.พร ไอที", "x", None],
    ])  # fmt: skip
    done = book.add_worksheet("ผลการจัดกิจกรรม")
    done.write_row("A1", ["กลุ่ม", "ครั้งที่", "วันที่จัดจริง", "หัวข้อกิจกรรม", "สรุปผล"], head)
    put_rows(done, 2, [
        ["กลุ่ม IT", 1, "12/11/2569", "สูตรตาราง", "ได้คู่มือ"],
        ["พัสดุใสสะอาด", 1, "5 พ.ย. 2569", "ราคากลาง", "ได้แนวทาง"],
    ])  # fmt: skip


def numbered_forms(book: xlsxwriter.Workbook) -> None:
    """A numbered form for each group: titles over its lists, times from and to in one cell."""
    for title, coordinator, people in (
        ("พัสดุใสสะอาด", "นางมาลี รักงาน", ["นายเก่ง คอมดี", "น.ส.พร ไอที"]),
        ("เอกสารดี", "น.ส.สุดา ขยัน", ["นายวิชัย ใจดี"]),
    ):
        sheet = book.add_worksheet(title)
        put_rows(sheet, 1, [
            ["แบบรายงาน CoP"],
            ["1. ชื่อกลุ่ม CoP", None, title],
            ["2. ผู้ประสานงาน", None, coordinator],
            ["3. ระยะเวลาดำเนินการ", None, "1 ต.ค. 69 - 30 ก.ย. 70"],
            [],
            ["4. รายชื่อสมาชิก"],
            ["ที่", "ชื่อ-สกุล", "ตำแหน่ง"],
            *[[number, person, "นักวิชาการ"] for number, person in enumerate(people, 1)],
            [],
            ["5. ผลการจัดกิจกรรม"],
            ["ครั้งที่", "วันที่จัด", "หัวข้อ", "เวลา"],
            [1, "5 พ.ย. 69", "ราคากลาง", "09.00-12.00 น."],
        ])  # fmt: skip


def drawn(draw: Draw, folder: Path) -> Path:
    """The workbook as a file, named by what it is."""
    path = folder / f"{draw.__name__}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        draw(book)
    return path
