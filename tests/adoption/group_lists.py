"""Lists with a row for every community and all who are in it in one cell, as units send them in.

All people in them are made up.
"""

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows

_MEMBERS = "1. นางมาลี รักงาน\n2. นายเก่ง คอมดี\n3. นายรวมพล คนดี"
_OTHERS = "น.ส.พร ไอที, นายวิชัย ใจดี"


def plain(book: xlsxwriter.Workbook) -> None:
    """Hardly a heading that the registry knows."""
    sheet = book.add_worksheet("กคล.")
    sheet.write_string("A1", "รายงานผลประจำปีงบประมาณ 2570")
    put_rows(sheet, 3, [
        ["ลำดับ", "ชื่อกลุ่ม", "ผู้ประสานงาน", "สมาชิก", "จำนวน", "หมายเหตุ", "เป้าหมาย"],
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", _MEMBERS, 3, "นายก้อง ตั้งใจ", "ลดข้อผิดพลาด"],
        [2, "เอกสารดี", "น.ส.พร ไอที", _OTHERS, 2, "น.ส.สุดา ขยัน\nนายก้อง ตั้งใจ", "หนังสือถูกต้อง"],
    ])  # fmt: skip


def with_chairs(book: xlsxwriter.Workbook) -> None:
    """A chair in place of the coordinator, and experts, of whom one group has none."""
    sheet = book.add_worksheet("กคล.")
    put_rows(sheet, 1, [
        ["ลำดับ", "ชื่อกลุ่ม CoP", "ประธานกลุ่ม", "รายชื่อสมาชิก", "จำนวน (คน)", "ผู้เชี่ยวชาญ", "เป้าหมาย"],
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", _MEMBERS, 3, "นายก้อง ตั้งใจ", "ลดข้อผิดพลาด"],
        [2, "เอกสารดี", "น.ส.พร ไอที", _OTHERS, 2, "-", "หนังสือถูกต้อง"],
        [3, "นักวิเคราะห์รุ่นใหม่", "นายวิชัย ใจดี", "นายวิชัย ใจดี; น.ส.สุดา ขยัน", 2, "-", "คำนวณเป็น"],
    ])  # fmt: skip


def of_two_units(book: xlsxwriter.Workbook) -> None:
    """A form to be filled in, a sheet a unit: lines of labels above headings in two rows."""
    groups = {
        "กคล.": ("กองคลัง", ["พัสดุใสสะอาด", "นางมาลี รักงาน", _MEMBERS, 3, "นายก้อง ตั้งใจ"]),
        "กผง.": ("กองแผนงาน", ["เอกสารดี", "น.ส.พร ไอที", _OTHERS, 2, "น.ส.สุดา ขยัน"]),
    }
    for title, (unit, group) in groups.items():
        sheet = book.add_worksheet(title)
        sheet.merge_range("A1:G1", f"แบบรายงานชุมชนนักปฏิบัติของ{unit}")
        put_rows(sheet, 2, [["หน่วยงาน", unit], ["ผู้รายงาน", "น.ส.สุดา ขยัน โทร. 1234"]])
        headings = ["ลำดับ", "ชื่อกลุ่ม CoP", "ประธานกลุ่ม", "", "", "ผู้เชี่ยวชาญ/พี่เลี้ยง", "ผลที่ได้"]
        for place, text in enumerate(headings):
            if text:
                sheet.merge_range(4, place, 5, place, text)
        sheet.merge_range("D5:E5", "สมาชิกกลุ่ม")
        put_rows(sheet, 6, [
            [None, None, None, "รายชื่อ", "จำนวน (คน)"],
            [1, *group, "คู่มือ"],
            [None, "รวม", None, None, 5],
            [],
            [None] * 6 + ["ลงชื่อ ........................ ผู้อำนวยการกอง"],
        ])  # fmt: skip


def who_came(book: xlsxwriter.Workbook) -> None:
    """Sessions, of which each names its group and all who came."""
    sheet = book.add_worksheet("ผลการจัด")
    put_rows(sheet, 1, [
        ["ชื่อกลุ่ม", "วันที่จัด", "หัวข้อ", "ผู้เข้าร่วม"],
        ["พัสดุใสสะอาด", "5 พ.ย. 69", "ราคากลาง", _MEMBERS],
        ["เอกสารดี", "6 พ.ย. 69", "คำขึ้นต้น", _OTHERS],
    ])  # fmt: skip


def experts(book: xlsxwriter.Workbook) -> None:
    """An expert a row; one group has none."""
    sheet = book.add_worksheet("ผู้เชี่ยวชาญ")
    put_rows(sheet, 1, [
        ["ชื่อกลุ่ม", "ผู้เชี่ยวชาญ"],
        ["พัสดุใสสะอาด", "นายก้อง ตั้งใจ"],
        ["เอกสารดี", "-"],
    ])  # fmt: skip


def without_members(book: xlsxwriter.Workbook) -> None:
    """A list of groups and their chairs beneath lines of labels."""
    sheet = book.add_worksheet("กคล.")
    put_rows(sheet, 1, [
        ["หน่วยงาน", "กองคลัง"],
        ["ผู้ประสานงาน", "น.ส.สุดา ขยัน"],
        [],
        ["ลำดับ", "ชื่อกลุ่ม CoP", "ประธานกลุ่ม", "หัวข้อความรู้"],
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", "ระเบียบพัสดุ"],
        [2, "เอกสารดี", "น.ส.พร ไอที", "งานสารบรรณ"],
        [3, "นักวิเคราะห์รุ่นใหม่", "นายวิชัย ใจดี", "การวิเคราะห์ข้อมูล"],
    ])  # fmt: skip


def numbered_forms(book: xlsxwriter.Workbook) -> None:
    """A form about one group, whose first label is a number."""
    sheet = book.add_worksheet("ฟอร์ม")
    put_rows(sheet, 1, [
        ["ลำดับที่", 1, "ชื่อกลุ่ม", "พัสดุใสสะอาด"],
        ["หัวข้อความรู้", "ระเบียบพัสดุ"],
        ["ผู้ประสานงาน", "นางมาลี รักงาน"],
        ["สมาชิก", "นายรวมพล คนดี, น.ส.พร ไอที"],
    ])  # fmt: skip


def one_member_each(book: xlsxwriter.Workbook) -> None:
    """Members, of whom every group has one."""
    sheet = book.add_worksheet("รายชื่อ")
    put_rows(sheet, 1, [
        ["ชื่อกลุ่ม", "หัวข้อความรู้", "วันเริ่ม", "สมาชิก"],
        ["พัสดุใสสะอาด", "ระเบียบพัสดุ", "1 ต.ค. 69", "นายรวมพล คนดี"],
        ["เอกสารดี", "งานสารบรรณ", "1 ต.ค. 69", "น.ส.พร ไอที"],
        ["นักวิเคราะห์รุ่นใหม่", "การวิเคราะห์ข้อมูล", "1 ต.ค. 69", "นายวิชัย ใจดี"],
    ])  # fmt: skip


def with_what_is_planned(book: xlsxwriter.Workbook) -> None:
    """The sessions of each group in one column: in rows of their own, or line by line."""
    sheet = book.add_worksheet("แผน")
    put_rows(sheet, 1, [
        ["ลำดับ", "ชื่อกลุ่ม", "สมาชิก", "กิจกรรม/วันที่"],
        [1, "พัสดุใสสะอาด", _MEMBERS, "ครั้งที่ 1 ราคากลาง 20 พ.ย. 69"],
        [None, None, None, "ครั้งที่ ๒ ตรวจรับ (ม.ค. 70)"],
        [None, None, None, "ครั้งที่ 3 ยังไม่กำหนด"],
        [2, "เอกสารดี", _OTHERS, "ครั้งที่ 1: คำขึ้นต้น 21 พ.ย. 69\nครั้งที่ 2: 18 ธ.ค. 69"],
        [None, "รวม", 5],
        [],
        [None, None, None, "ลงชื่อ ........................ ผู้อำนวยการกอง"],
    ])  # fmt: skip


def with_what_was_decided(book: xlsxwriter.Workbook) -> None:
    """A column that mentions sessions in its sentences."""
    sheet = book.add_worksheet("แผน")
    put_rows(sheet, 1, [
        ["ลำดับ", "ชื่อกลุ่ม", "สมาชิก", "มติ"],
        [1, "พัสดุใสสะอาด", _MEMBERS, "ครั้งที่ 1 เลื่อนไปก่อน"],
        [2, "เอกสารดี", _OTHERS, "ให้จัดวันที่ 21 พ.ย. 69"],
    ])  # fmt: skip


def without_running_numbers(book: xlsxwriter.Workbook) -> None:
    """A list of groups with one expert of each beneath lines of labels; nothing counts them."""
    sheet = book.add_worksheet("กคล.")
    put_rows(sheet, 1, [
        ["หน่วยงาน", "กองคลัง"],
        ["ผู้ประสานงาน", "น.ส.สุดา ขยัน"],
        ["ชื่อกลุ่ม CoP", "ประธานกลุ่ม", "ผลที่ได้", "ผู้เชี่ยวชาญ"],
        ["พัสดุใสสะอาด", "นางมาลี รักงาน", "คู่มือ", "นายก้อง ตั้งใจ"],
        ["เอกสารดี", "น.ส.พร ไอที", "แบบฟอร์ม", "นายก้อง ตั้งใจ"],
        ["นักวิเคราะห์รุ่นใหม่", "นายวิชัย ใจดี", "รายงาน", "น.ส.สุดา ขยัน"],
    ])  # fmt: skip


def form_left_blank(book: xlsxwriter.Workbook) -> None:
    """A form about one group whose days nobody filled in yet."""
    sheet = book.add_worksheet("ฟอร์ม")
    put_rows(sheet, 1, [
        ["ชื่อกลุ่ม", "พัสดุใสสะอาด", "วันเริ่ม", "วันสิ้นสุด"],
        ["หัวข้อความรู้", "ระเบียบพัสดุ", "หน่วยงาน", "กองคลัง"],
        ["ผู้ประสานงาน", "นางมาลี รักงาน"],
    ])  # fmt: skip
