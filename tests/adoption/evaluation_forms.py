"""What people answered after they took part, as a form hands it over; all people are made up."""

import datetime as dt

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows

_USED = "ท่านได้นำความรู้ไปใช้ในงานหรือไม่"
_HOW = "นำไปใช้อย่างไร (โปรดระบุ)"
_ANSWERS = [
    [dt.datetime(2026, 11, 9, 9, 20), "นางมาลี รักงาน", "พัสดุใสสะอาด", 4, 8, "นำไปใช้แล้ว", "ทำคู่มือ"],
    [dt.datetime(2026, 11, 10, 9, 30), "นายรวมพล คนดี", "พัสดุใสสะอาด", 5, 9, "ยังไม่ได้นำไปใช้", "-"],
    [dt.datetime(2026, 11, 11, 9, 40), "น.ส.พร ไอที", "เอกสารดี", 3, 10, "นำไปใช้แล้ว", "ร่างหนังสือ"],
]  # fmt: skip


def _form(book: xlsxwriter.Workbook, day: str, before: str, after: str, *others: str) -> None:
    sheet = book.add_worksheet("การตอบแบบฟอร์ม 1")
    headings = [day, "ชื่อ-นามสกุล ผู้ตอบ", "ท่านเป็นสมาชิกกลุ่ม CoP ใด", before, after, _USED, _HOW]
    answers = [[*one, *[15] * len(others)] for one in _ANSWERS]
    look = book.add_format({"num_format": "d/m/yyyy hh:mm"})
    put_rows(sheet, 1, [[*headings, *others], *answers], look)


def answers(book: xlsxwriter.Workbook) -> None:
    """As a form has them: when it was sent, and the full mark in the questions."""
    _form(book, "ประทับเวลา", "คะแนนก่อนเข้าร่วม (เต็ม 10)", "คะแนนหลังเข้าร่วม (เต็ม ๑๐)")


def of_a_day_of_its_own(book: xlsxwriter.Workbook) -> None:
    """The day is said to be that of the follow-up, and the tests have marks of their own."""
    _form(book, "วันที่ติดตาม", "คะแนนก่อนเข้าร่วม (เต็ม 10)", "คะแนนหลังเข้าร่วม (เต็ม 20)")


def with_the_full_mark_in_a_column(book: xlsxwriter.Workbook) -> None:
    """The full mark of each stands in a column; a heading says another."""
    _form(book, "ประทับเวลา", "คะแนนก่อน (เต็ม 10)", "คะแนนหลัง", "คะแนนเต็ม")


def scores(book: xlsxwriter.Workbook) -> None:
    """A table of scores alone."""
    sheet = book.add_worksheet("ประเมินผล")
    put_rows(sheet, 1, [
        ["กลุ่ม", "ชื่อ-สกุล", "วันที่ประเมิน", "คะแนนก่อน (เต็ม 20 คะแนน)", "คะแนนหลัง (เต็ม 20 คะแนน)",
         "ผลการประเมิน"],
        ["พัสดุใสสะอาด", "นางมาลี รักงาน", "9 พ.ย. 69", 8, 16, "ผ่าน"],
        ["พัสดุใสสะอาด", "นายรวมพล คนดี", "9 พ.ย. 69", None, None, "ไม่ให้คะแนน"],
    ])  # fmt: skip
