"""What agencies write down in a year beside their lists; all people in them are made up.

A calendar by quarters, a sheet a division, ticks beneath numbered days, answers of a form about
sessions, a register with sections, two sheets of signatures beneath each other, a staff list by
divisions.
"""

import datetime as dt

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows, put_title

_BUYING, _PAPERS, _DATA = "พัสดุใสสะอาด", "เอกสารดี", "นักวิเคราะห์รุ่นใหม่"


def calendar(book: xlsxwriter.Workbook) -> None:
    """Quarters merged over their sessions, some of them to come, one with a month alone."""
    sheet = book.add_worksheet("ปฏิทินกิจกรรม ปี 70")
    put_title(book, sheet, 6, "ปฏิทินการจัดกิจกรรมแลกเปลี่ยนเรียนรู้ (CoP) ประจำปีงบประมาณ พ.ศ. 2570")
    sheet.write_row("A3", ["ไตรมาส", "วันที่จัดกิจกรรม", "ชื่อกลุ่ม CoP", "กิจกรรม/หัวข้อ", "สถานที่", "หมายเหตุ"])
    put_rows(sheet, 4, [
        [None, "8 ต.ค. 69", _BUYING, "ราคากลาง", "ห้อง 1"],
        [None, "12 พ.ย. 69", _PAPERS, "คำขึ้นต้น", "Zoom", "เลื่อนจาก 5 พ.ย."],
        ["ไตรมาส 2", "ก.พ. 70", _PAPERS, "การเขียนรายงาน", "รอแจ้ง"],
        ["รวมทั้งปี", "3 ครั้ง"],
    ])  # fmt: skip
    sheet.merge_range("A4:A5", "ไตรมาส 1")


def divisions(book: xlsxwriter.Workbook) -> None:
    """A sheet for each division, whose people are each in another community."""
    for unit, people in (
        ("กองคลัง", [("นางมาลี รักงาน", _BUYING), ("นายเก่ง คอมดี", _PAPERS)]),
        ("กองแผนงาน", [("นายวิชัย ใจดี", _BUYING), ("น.ส.สุดา ขยัน", _DATA)]),
    ):
        sheet = book.add_worksheet(unit)
        put_title(book, sheet, 5, f"รายชื่อสมาชิกชุมชนนักปฏิบัติ สังกัด{unit}")
        sheet.write_row("A3", ["ลำดับที่", "ชื่อ - นามสกุล", "ตำแหน่ง", "CoP ที่เข้าร่วม", "e-mail"])
        put_rows(sheet, 4, [
            *([at, name, "นักวิชาการ", group, f"{len(name)}@agency.go.th"]
              for at, (name, group) in enumerate(people, 1)),
            ["รวม", "2 คน"],
        ])  # fmt: skip


def ticks(book: xlsxwriter.Workbook) -> None:
    """Numbers with their days in brackets, beneath one title; marks that a legend explains."""
    sheet = book.add_worksheet("เช็คชื่อ")
    put_title(book, sheet, 5, f"แบบบันทึกการเข้าร่วมกิจกรรม กลุ่ม CoP {_BUYING}", "ประจำปีงบประมาณ 2570")
    for area, text in (
        ("A4:A5", "ที่"),
        ("B4:B5", "ชื่อ-สกุล"),
        ("C4:D4", "ครั้งที่/วันที่"),
        ("E4:E5", "รวม"),
    ):
        sheet.merge_range(area, text)
    sheet.write_row("C5", ["1 (8 ต.ค. 69)", "2 (12 พ.ย. 69)"])
    put_rows(sheet, 6, [
        [1, "นางมาลี รักงาน", "✓", "ลา", 1],
        [2, "นายเก่ง คอมดี", "✓", "น.", 1],
        ["รวมผู้เข้าร่วม", None, 2, 0],
        [],
        ["หมายเหตุ: ✓ = มา, น. = ไปราชการ"],
    ])  # fmt: skip


def form_of_sessions(book: xlsxwriter.Workbook) -> None:
    """What a form asks after each session; it notes when and by whom it was sent."""
    sheet = book.add_worksheet("การตอบแบบฟอร์ม 1")
    sheet.write_row("A1", [
        "ประทับเวลา", "ที่อยู่อีเมล", "ชื่อกลุ่ม CoP", "ครั้งที่จัดกิจกรรม", "วันที่จัดกิจกรรม", "เวลาที่จัด",
        "หัวข้อที่แลกเปลี่ยนเรียนรู้", "วิทยากร/ผู้ถ่ายทอดความรู้", "จำนวนผู้เข้าร่วม (คน)", "สรุปองค์ความรู้ที่ได้",
        "แนบลิงก์รูปภาพ/เอกสาร",
    ])  # fmt: skip
    put_rows(sheet, 2, [
        [dt.datetime(2026, 10, 9, 9, 3), "malee@agency.go.th", _BUYING, 1, dt.datetime(2026, 10, 8),
         "09.00 - 12.00 น.", "ราคากลาง", "นางมาลี รักงาน", 12, "ได้แนวทาง", "https://drive.example.com/1"],
        [dt.datetime(2026, 11, 13, 9, 3), "keng@agency.go.th", _PAPERS, 1,
         dt.datetime(2026, 11, 12), "13.00-16.00", "คำขึ้นต้น", "อาจารย์สมคิด", 9, "ได้แบบฟอร์ม"],
        [dt.datetime(2026, 11, 20, 9, 3), "malee@agency.go.th", _BUYING, 2,
         dt.datetime(2026, 11, 19), "ทั้งวัน", "สัญญา", "นางมาลี รักงาน", 11, "ได้แบบตรวจ"],
    ], book.add_format({"num_format": "d/m/yyyy, h:mm"}))  # fmt: skip


def sections(book: xlsxwriter.Workbook) -> None:
    """Communities beneath bars, each section with its total; words of its own for their state."""
    sheet = book.add_worksheet("ทะเบียนกลุ่ม")
    head = ["ที่", "ชื่อกลุ่ม", "หัวข้อความรู้", "จำนวนสมาชิก", "เลขานุการ", "วันเริ่ม", "สถานะปัจจุบัน"]
    sheet.write_row("A1", head)
    sheet.merge_range("A2:G2", "ด้านบริหาร")
    put_rows(sheet, 3, [
        [1, _BUYING, "ระเบียบพัสดุ", 12, "นายเก่ง คอมดี", "1/10/69", "ทำอยู่"],
        [2, "รวมพลคนสารบรรณ", "งานสารบรรณ", 9, "น.ส.พร ไอที", "1/10/69", "จบแล้ว"],
        [None, "รวมด้านบริหาร", None, 21],
    ])  # fmt: skip
    sheet.merge_range("A6:G6", "ด้านวิชาการ")
    put_rows(sheet, 7, [
        [3, _DATA, "วิเคราะห์ข้อมูล", 7, "นายวิชัย ใจดี", "15/11/69", "รอคำสั่ง"],
        ["รวมทั้งสิ้น", None, None, 28],
    ])  # fmt: skip


def signatures(
    book: xlsxwriter.Workbook, *, of_one_session: bool = False, titled_once: bool = False
) -> None:
    """Two sheets of signatures beneath each other; the second may be the next page of the first."""
    sheet = book.add_worksheet("ใบลงชื่อ")
    said = ["ครั้งที่ 1 วันพฤหัสบดีที่ 8 ตุลาคม 2569 เวลา 09.00 น. ณ ห้องประชุม 1",
            "ครั้งที่ 2 วันพฤหัสบดีที่ 12 พฤศจิกายน 2569 เวลา 09.00 น. ณ ห้องประชุม 1"]  # fmt: skip
    for first, number, people in (
        (1, 0, ["นางมาลี รักงาน", "นายเก่ง คอมดี"]),
        (9, 0 if of_one_session else 1, ["นายวิชัย ใจดี", "นางมาลี รักงาน"]),
    ):
        title = f"ใบลงชื่อผู้เข้าร่วมกิจกรรม กลุ่ม CoP {_BUYING}"
        put_rows(sheet, first, [
            [None if (of_one_session or titled_once) and first > 1 else title],
            [said[number]],
            [f"เรื่อง {('ราคากลาง', 'สัญญา')[number]}"],
            ["ลำดับ", "ชื่อ - สกุล", "ตำแหน่ง", "ลายมือชื่อ"],
            *([at, name, "นักวิชาการ", "ลายเซ็น"] for at, name in enumerate(people, 1)),
        ])  # fmt: skip


def signatures_titled_once(book: xlsxwriter.Workbook) -> None:
    """Two sessions; only above the first one stands of which community they are."""
    signatures(book, titled_once=True)


def pages_of_signatures(book: xlsxwriter.Workbook) -> None:
    """One session, whose signatures go on upon a second page."""
    signatures(book, of_one_session=True)


def staff_by_divisions(book: xlsxwriter.Workbook) -> None:
    """Everybody of the agency beneath the names of divisions, and a short list of communities."""
    staff = book.add_worksheet("บัญชีรายชื่อ")
    staff.write_row("A1", ["ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง", "อีเมล"])
    staff.merge_range("A2:D2", "กองคลัง")
    put_rows(staff, 3, [
        [1, "นางมาลี รักงาน", "นักวิชาการพัสดุ", "malee@agency.go.th"],
        [2, "นายเก่ง คอมดี", "นักวิชาการ", "keng@agency.go.th"],
    ])  # fmt: skip
    staff.merge_range("A5:D5", "กองแผนงาน")
    put_rows(staff, 6, [[3, "นายวิชัย ใจดี", "นิติกร", "wichai@agency.go.th"]])
    groups = book.add_worksheet("CoP")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อความรู้", "ผู้ประสานงาน", "สังกัด", "เริ่ม", "สถานะ"])
    put_rows(groups, 2, [[_BUYING, "ระเบียบพัสดุ", "นางมาลี รักงาน", "กองคลัง", "ต.ค.69", "ดำเนินการ"]])


def training(book: xlsxwriter.Workbook) -> None:
    """Courses that people took: no community's."""
    sheet = book.add_worksheet("ทะเบียนอบรม")
    sheet.write_row(
        "A1", ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "หลักสูตร", "หน่วยงานที่จัด", "วันที่อบรม", "จำนวนชั่วโมง"]
    )
    put_rows(sheet, 2, [
        [1, "นางมาลี รักงาน", "นักวิชาการ", "e-GP", "กรมตัวอย่าง", "5-7 ต.ค. 69", 18],
        [2, "นายเก่ง คอมดี", "นักวิชาการ", "Power BI", "สำนักงานตัวอย่าง", "10 พ.ย. 69", 6],
    ])  # fmt: skip
