"""What a training officer keeps, no two alike; all people in them are made up.

A register in three columns of names under merged groups, answers of a form, a plan by months,
results by quarters, one row a group with its days, a sheet that people signed.
"""

import datetime as dt

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows, put_title

_HEAD = {"bold": True, "border": 1, "bg_color": "#DDEBF7"}


def register(book: xlsxwriter.Workbook) -> None:
    """Groups merged over their members, whose names have three columns; a hidden telephone."""
    head = book.add_format(_HEAD)
    sheet = book.add_worksheet("ทะเบียนสมาชิก CoP")
    put_title(book, sheet, 9, "บัญชีรายชื่อสมาชิก CoP", "ข้อมูล ณ วันที่ ๑๕ พฤศจิกายน ๒๕๖๙")
    for place, text in ((0, "ลำดับ"), (1, "กลุ่ม CoP"), (5, "ตำแหน่ง"), (6, "สังกัด"), (7, "เบอร์ติดต่อ")):
        sheet.merge_range(3, place, 4, place, text, head)
    sheet.merge_range("C4:E4", "รายชื่อสมาชิก", head)
    sheet.write_row("C5", ["คำนำหน้า", "ชื่อ", "สกุล"], head)
    put_rows(sheet, 6, [
        [1, None, "นาย", "เก่ง", "คอมดี", "นักวิชาการ", "ฝ่ายสารสนเทศ", "081-234-5678"],
        [2, None, "น.ส.", "พร", "ไอที", "นักวิชาการ", "ฝ่ายสารสนเทศ", "0-2345-6789 ต่อ 12"],
        [None, "รวม 2 คน"],
        [3, None, "นาย", "วิชัย", "ใจดี", "นิติกร", "ฝ่ายนิติการ", "๐๘๙ ๑๑๑ ๒๒๒๒"],
        [4, None, "นาย", "ก้อง", "ตั้งใจ", "นิติกร", "ฝ่ายนิติการ", 21112223],
        [None, "รวม 2 คน"],
        ["รวมทั้งสิ้น", None, None, 4, None, None, "คน"],
        [],
        [None, None, None, None, None, None, "(ลงชื่อ) ........................ ผู้จัดทำ"],
    ])  # fmt: skip
    sheet.merge_range("B6:B7", "พัสดุใสสะอาด")
    sheet.merge_range("B9:B10", "เอกสารดี")
    sheet.set_column("H:H", None, None, {"hidden": True})
    sheet.autofilter("A5:H12")
    sheet.freeze_panes(5, 3)
    sheet.write_comment("D6", "ย้ายมาจากกองคลัง")


def answers(book: xlsxwriter.Workbook) -> None:
    """The answers of a form that asks for scores and for use, and a short list of groups."""
    sheet = book.add_worksheet("การตอบแบบฟอร์ม 1")
    sheet.write_row("A1", [
        "ประทับเวลา", "ที่อยู่อีเมล", "1. ชื่อ - นามสกุล ผู้เข้าร่วมกิจกรรม", "2. หน่วยงาน/สังกัดของท่าน",
        "3. ท่านเป็นสมาชิกชุมชนนักปฏิบัติ (CoP) กลุ่มใด", "4. คะแนนก่อนการแลกเปลี่ยนเรียนรู้ (เต็ม 10)",
        "5. คะแนนหลังการแลกเปลี่ยนเรียนรู้ (เต็ม 10)",
        "6. ความพึงพอใจต่อการจัดกิจกรรมในภาพรวม (5 = มากที่สุด, 1 = น้อยที่สุด)",
        "7. ท่านได้นำความรู้ไปใช้ประโยชน์ในการปฏิบัติงานหรือไม่", "8. หากนำไปใช้ โปรดระบุว่านำไปใช้อย่างไร",
        "9. ปัญหา/อุปสรรคในการนำไปใช้", "ข้อเสนอแนะอื่น ๆ",
    ])  # fmt: skip
    moment = book.add_format({"num_format": "d/m/yyyy, h:mm:ss"})
    at = dt.datetime(2026, 11, 20, 14, 3, 22)
    put_rows(sheet, 2, [
        [at, "keng@agency.go.th", "เก่ง คอมดี", "ฝ่ายสารสนเทศ", "พัสดุใสสะอาด", 6, 9, 5, "นำไปใช้แล้ว",
         "ใช้ร่างขอบเขตงาน", None, "อยากให้จัดอีก"],
        [at, "porn@agency.go.th", "น.ส.พร ไอที", "ฝ่ายสารสนเทศ", "พัสดุใสสะอาด", 5, 8, 4,
         "ยังไม่ได้นำไปใช้", None, "ยังไม่มีงาน"],
        [at, "wichai@agency.go.th", "นายวิชัย  ใจดี", "ฝ่ายนิติการ", "เอกสารดี", 7, 9, 4, "นำไปใช้บางส่วน",
         "ร่างหนังสือ", None, "-"],
    ], moment)  # fmt: skip
    groups = book.add_worksheet("รายชื่อกลุ่ม")
    groups.write_row("A1", ["ชื่อกลุ่ม", "หัวข้อ", "ผู้ประสานงาน", "โทร."])
    put_rows(groups, 2, [
        ["พัสดุใสสะอาด", "ระเบียบพัสดุ", "นางมาลี รักงาน (โทร. 1234)", "1234"],
        ["เอกสารดี", "งานสารบรรณ", "น.ส.สุดา ขยัน", "1235"],
    ])  # fmt: skip


def months(book: xlsxwriter.Workbook) -> None:
    """A plan with a column for each month of two calendar years, and a list of what was held."""
    head = book.add_format(_HEAD)
    sheet = book.add_worksheet("แผน ปี 70")
    put_title(book, sheet, 18, "แผนการดำเนินกิจกรรม CoP ปีงบประมาณ พ.ศ. 2570")
    for place, text in enumerate(("ที่", "ชื่อกลุ่ม", "กิจกรรม", "ผู้รับผิดชอบ")):
        sheet.merge_range(1, place, 2, place, text, head)
    sheet.merge_range("E2:G2", "ปี 2569", head)
    sheet.merge_range("H2:P2", "ปี 2570", head)
    sheet.merge_range("Q2:Q3", "งบประมาณ (บาท)", head)
    sheet.write_row("E3", [
        "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.",
        "ส.ค.", "ก.ย.",
    ], head)  # fmt: skip
    no = [None]
    put_rows(sheet, 4, [
        [None, None, "ประชุมครั้งที่ 1", "มาลี รักงาน", None, "✓", *no * 10, 5000],
        [None, None, "ประชุมครั้งที่ 2", "มาลี รักงาน", None, None, None, "15", *no * 8, 5000],
        [2, "เอกสารดี", "แลกเปลี่ยน", "สุดา ขยัน", None, None, "●", None, None, "●"],
        [3, "เอกสารดี", "จัดทำคู่มือ", "สุดา ขยัน", "ตลอดปี"],
        ["รวม", None, None, None, None, 1, 1, 1, None, 1],
        ["หมายเหตุ : ✓ = ดำเนินการแล้ว"],
    ])  # fmt: skip
    sheet.merge_range("A4:A5", 1)
    sheet.merge_range("B4:B5", "พัสดุใสสะอาด")
    held = book.add_worksheet("ผลการจัดกิจกรรม")
    held.write_row("A1", ["ชื่อกลุ่ม", "ครั้งที่", "วันที่จัด", "สรุปผล"])
    put_rows(held, 2, [["พัสดุใสสะอาด", 1, "5 พ.ย. 69", "ได้แนวทาง"]])


def quarters(book: xlsxwriter.Workbook) -> None:
    """Results with a bar and a total for each quarter, a ditto mark, hours as people write them."""
    sheet = book.add_worksheet("สรุปผล")
    sheet.write_row("A1", ["กลุ่ม", "ครั้งที่", "วันที่จัด", "เรื่อง", "วิทยากร", "ชั่วโมง", "ผลที่ได้รับ"])
    put_rows(sheet, 2, [
        [],
        ["พัสดุใสสะอาด", 1, "๕ พ.ย. ๖๙", "ราคากลาง", "มาลี รักงาน", 2.5, "ได้แบบฟอร์ม"],
        ['"', 2, "19 พฤศจิกายน 2569", "สัญญา", "มาลี รักงาน", "2.30 ชม.", "ได้แนวทาง"],
        ["รวมไตรมาสที่ 1", "2 ครั้ง", None, None, None, 5],
        ["พัสดุใสสะอาด", 3, "15 ม.ค. 2570", "ตรวจรับ"],
        ["รวมไตรมาสที่ 2", "1 ครั้ง"],
        ["รวมทั้งปี", "3 ครั้ง", None, None, None, 5],
    ])  # fmt: skip
    sheet.merge_range("A2:G2", "ไตรมาสที่ 1 (ต.ค.-ธ.ค. 2569)")


def one_row_each(book: xlsxwriter.Workbook) -> None:
    """A row for each group with everything in it: people, days of sessions, what is not known."""
    sheet = book.add_worksheet("CoP70")
    sheet.write_row("A1", [
        "รหัส", "ชื่อกลุ่ม", "กองที่รับผิดชอบ", "Facilitator", "รายชื่อสมาชิก (ระบุชื่อ-สกุล)", "ผู้เชี่ยวชาญ/วิทยากร",
        "กิจกรรมครั้งที่ 1", "กิจกรรมครั้งที่ 2", "สถานะ",
    ])  # fmt: skip
    put_rows(sheet, 2, [
        ["'KM-01", "พัสดุใสสะอาด", "กองคลัง", "มาลี รักงาน (โทร 1234)", "1. นายเก่ง คอมดี\n2. น.ส.พร ไอที",
         "นายก้อง ตั้งใจ", "5 พ.ย. 69 ณ ห้องประชุม 1", "19 พ.ย. 69", "กำลังดำเนินการ"],
        ["KM-02", "เอกสารดี", "สลก.", "สุดา ขยัน", "วิชัย ใจดี และ รอฮานี มะแซ", "-",
         "12/11/2569", "ธ.ค. 69", "กำลังดำเนินการ"],
        ["KM-03", "ภาษา", "กองกลาง", None, "รอแจ้งรายชื่อ", "รอ", "เลื่อน", None, "ยกเลิก"],
        [None, "รวม 3 กลุ่ม"],
    ])  # fmt: skip


def signed(book: xlsxwriter.Workbook) -> None:
    """A sheet that two people signed; one line tells group, day and place."""
    sheet = book.add_worksheet("ใบลงชื่อ")
    put_rows(sheet, 1, [
        ["ใบลงชื่อผู้เข้าร่วมกลุ่ม CoP พัสดุใสสะอาด วันที่ 5 พ.ย. 2569 ณ ห้องประชุม 2"],
        ["ลำดับ", "ชื่อ-สกุล", "ลายมือชื่อ"],
        [1, "นายเก่ง คอมดี", "เก่ง"],
        [2, "น.ส.พร ไอที"],
    ])  # fmt: skip


def scores(book: xlsxwriter.Workbook) -> None:
    """A sheet of scores for each group, named in its title alone; headings in two rows."""
    for group, people in (("พัสดุ", ["นายเก่ง คอมดี", "น.ส.พร ไอที"]), ("เอกสาร", ["นายวิชัย ใจดี"])):
        sheet = book.add_worksheet(group)
        sheet.write("A1", f"แบบประเมินผลการเรียนรู้ กลุ่ม{group}")
        for place, text in ((0, "ที่"), (1, "ชื่อ-สกุล"), (4, "ผลการประเมิน")):
            sheet.merge_range(1, place, 2, place, text)
        sheet.merge_range("C2:D2", "คะแนน")
        sheet.write_row("C3", ["ก่อน", "หลัง"])
        marked = [[number, person, 5, 8, "ผ่าน"] for number, person in enumerate(people, 1)]
        put_rows(sheet, 4, [*marked, ["เฉลี่ย", None, 5, 8]])


def lists_beside(book: xlsxwriter.Workbook) -> None:
    """Lists of two groups beside each other, the name of the group merged over its columns."""
    sheet = book.add_worksheet("สมาชิก 2 กลุ่ม")
    sheet.merge_range("A1:B1", "กลุ่มพัสดุ")
    sheet.merge_range("C1:E1", "กลุ่มสารบรรณ")
    sheet.write_row("A2", ["ชื่อ-สกุล", "ตำแหน่ง", "ที่", "ชื่อ-สกุล", "ตำแหน่ง"])
    put_rows(sheet, 3, [
        ["นายเก่ง คอมดี", "นวก.", 1, "น.ส.พร ไอที", "จพ."],
        ["นายก้อง ตั้งใจ", "นิติกร"],
        ["รวม 2 คน", None, None, "รวม 1 คน"],
    ])  # fmt: skip


def columns_of_members(book: xlsxwriter.Workbook) -> None:
    """A column for each member of a group, and a list of members with ditto marks."""
    sheet = book.add_worksheet("ทะเบียน")
    sheet.write_row("A1", [
        "ชื่อกลุ่ม", "หัวข้อความรู้", "สมาชิกคนที่ 1", "สมาชิกคนที่ 2", "สมาชิกคนที่ 3",
    ])  # fmt: skip
    put_rows(sheet, 2, [
        ["พัสดุใสสะอาด", "ระเบียบ", "นายเก่ง คอมดี", "น.ส.พร ไอที"],
        ["เอกสารดี", "สารบรรณ", "นายวิชัย ใจดี"],
    ])  # fmt: skip
    more = book.add_worksheet("สมาชิก CoP")
    more.write_row("A1", ["กลุ่ม", "ชื่อ-สกุล", "ตำแหน่ง"])
    put_rows(more, 2, [["ภาษา", "นายก้อง ตั้งใจ", "นิติกร"], ['"', "นายปิติ ดีใจ", '"']])
