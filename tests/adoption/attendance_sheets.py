"""Who came to the sessions of one group, with the remarks around it; all people are made up."""

from collections.abc import Sequence

import xlsxwriter

from tests.adoption.messy_workbooks import put_rows

_ABOUT = "ผู้ประสานงาน: นางมาลี รักงาน   หน่วยงาน: กองคลัง"
_PEOPLE = [
    [1, "นางมาลี รักงาน", "นักวิชาการ", "✓", "✓", "ลา"],
    [2, "นายรวมพล คนดี", "นิติกร", "✓", "ลา", "✓"],
]


def _sheet(book: xlsxwriter.Workbook, first: int, *rows: Sequence[object]) -> None:
    sheet = book.add_worksheet("ลงเวลา")
    sheet.write_string("A1", "กลุ่ม CoP พัสดุใสสะอาด")
    put_rows(sheet, first, rows, book.add_format({"num_format": "d/m/yyyy"}))


def with_remarks(book: xlsxwriter.Workbook) -> None:
    """Two labels in a line above; below the total, who has moved."""
    _sheet(
        book,
        2,
        [_ABOUT],
        ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "5 พ.ย. 69", "6 พ.ย. 69", "7 พ.ย. 69"],
        *_PEOPLE,
        [None, "รวมผู้เข้าร่วม", None, 2, 1, 1],
        [],
        [None, "หมายเหตุ ✓ = เข้าร่วม"],
        [None, "นางมาลี รักงาน ย้ายไปกองแผนงาน 1 ธ.ค. 69"],
        [None, "นายรวมพล คนดี ลาศึกษาต่อ"],
    )


def going_on_below_a_total(book: xlsxwriter.Workbook) -> None:
    """A subtotal between the people, one of whom has no post yet."""
    _sheet(
        book,
        2,
        ["ที่", "ชื่อ-สกุล", "ตำแหน่ง", "5 พ.ย. 69", "6 พ.ย. 69", "7 พ.ย. 69"],
        _PEOPLE[0],
        [None, "รวม", None, 1, 1],
        _PEOPLE[1],
        [None, "น.ส.พร ไอที"],
    )


def members_with_remarks(book: xlsxwriter.Workbook) -> None:
    """A table of members; below its total, who has moved."""
    sheet = book.add_worksheet("สมาชิก")
    put_rows(sheet, 1, [
        ["ที่", "ชื่อกลุ่ม", "ชื่อ-สกุล", "ตำแหน่ง"],
        [1, "พัสดุใสสะอาด", "นางมาลี รักงาน", "นักวิชาการ"],
        [2, "พัสดุใสสะอาด", "นายรวมพล คนดี", "นิติกร"],
        [None, None, "รวม 2 คน"],
        [],
        [None, None, "นายรวมพล คนดี ย้ายไปกองแผนงาน 1 ธ.ค. 69"],
    ])  # fmt: skip


def form_with_two_labels_in_a_line(book: xlsxwriter.Workbook) -> None:
    """A form about one group; one line says of whom and of when it is."""
    sheet = book.add_worksheet("ฟอร์ม")
    put_rows(sheet, 1, [
        ["ชื่อกลุ่ม: พัสดุใสสะอาด   ผู้ประสานงาน: นางมาลี รักงาน โทร: 1234"],
        ["หัวข้อความรู้: ระเบียบพัสดุ เวลา 09:30 น. หน่วยงาน: กองคลัง"],
        ["สมาชิก", "นายรวมพล คนดี, น.ส.พร ไอที"],
    ])  # fmt: skip
