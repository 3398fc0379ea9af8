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


_DAYS = ["5 พ.ย. 69", "6 พ.ย. 69", "7 พ.ย. 69"]
_TOPICS = ["ระเบียบพัสดุ", "ราคากลาง", "AAR"]
_HEADINGS = ["ที่", "ชื่อ-สกุล", "ตำแหน่ง"]


def topics_in_merged_headings(book: xlsxwriter.Workbook) -> None:
    """Headings in three rows: what the columns are, the topics, the days."""
    _in_merged_headings(book, _TOPICS, _DAYS)


def topics_beneath_the_days(book: xlsxwriter.Workbook) -> None:
    """The same, the topics last."""
    _in_merged_headings(book, _DAYS, _TOPICS)


def days_and_parts_of_the_day(book: xlsxwriter.Workbook) -> None:
    """The same, with the parts of the day in the place of the topics."""
    _in_merged_headings(book, _DAYS, ["เช้า", "บ่าย", "09.00-12.00 น."])


def _in_merged_headings(book: xlsxwriter.Workbook, *lines: Sequence[str]) -> None:
    _sheet(book, 4, [None] * 3 + [*lines[0]], [None] * 3 + [*lines[1]], *_PEOPLE)
    (sheet,) = book.worksheets()
    for place, text in enumerate(_HEADINGS):
        sheet.merge_range(2, place, 4, place, text)
    sheet.merge_range(2, 3, 2, 5, "วันที่จัดกิจกรรม")


def topics_above_the_headings(book: xlsxwriter.Workbook) -> None:
    """A line of topics with nothing that says so."""
    _sheet(book, 3, [None] * 3 + _TOPICS, [*_HEADINGS, *_DAYS], *_PEOPLE)


def topics_below_the_headings(book: xlsxwriter.Workbook) -> None:
    """The same line right below the days."""
    _sheet(book, 3, [*_HEADINGS, *_DAYS], [None] * 3 + _TOPICS, *_PEOPLE)


def speakers_above_the_headings(book: xlsxwriter.Workbook) -> None:
    """A line of names: who speaks or who invites, nobody can tell."""
    speakers = ["นายเก่ง คอมดี", "น.ส.พร ไอที", "นายวิชัย ใจดี"]
    _sheet(book, 3, [None] * 3 + speakers, [*_HEADINGS, *_DAYS], *_PEOPLE)


def named_in_quotation_marks(book: xlsxwriter.Workbook) -> None:
    """The title has the name of the group in quotation marks."""
    _sheet(book, 3, [*_HEADINGS, *_DAYS], *_PEOPLE)
    (sheet,) = book.worksheets()
    sheet.write_string("A1", 'ทะเบียนการเข้าร่วมกิจกรรม CoP "พัสดุใสสะอาด" ปีงบประมาณ 2570')
