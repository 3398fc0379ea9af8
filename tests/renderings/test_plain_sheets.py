"""A workbook of plain rows, read by another program."""

import datetime as dt
import io

import openpyxl
import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.workbook.plain_sheets import PlainSheet, plain_workbook

DAY = dt.date(2026, 11, 30)
ROWS = [
    ["=1+1", 1, True, 1.5, DAY],
    ["=1+1", True, 1, "https://a.example", dt.datetime(2026, 11, 30, 9, 30)],
    [None, "", False, 0, dt.time(13, 45)],
    ["เสร็จ <b> & \x07", "บรรทัด\nสอง", "late", None, "x" * 400],
]


def made(**more):
    sheet = PlainSheet("ก", ["หนึ่ง", "สอง", "สาม", "สี่", "ห้า"], ROWS, **more)
    return plain_workbook([sheet, sheet], Sentences("th"), title="ก", author="ข", day=DAY)


@pytest.fixture
def sheets():
    book = openpyxl.load_workbook(io.BytesIO(made(title="หัวเรื่อง", notes=("บอก",), to_copy=1)))
    return book.worksheets


def test_each_cell_is_what_it_was_given_as_and_no_text_becomes_a_formula(sheets):
    for sheet in sheets:
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        assert cells == [
            ["=1+1", 1, True, 1.5, dt.datetime(2026, 11, 30)],
            ["=1+1", True, 1, "https://a.example", dt.datetime(2026, 11, 30, 9, 30)],
            [None, None, False, 0, dt.time(13, 45)],
            ["เสร็จ <b> & ", "บรรทัด\nสอง", "late", None, "x" * 400],
        ]
        kinds = [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=4, max_col=3)]
        assert kinds == [["s", "n", "b"], ["s", "b", "n"], ["n", "n", "b"], ["s", "s", "s"]]


def test_what_is_to_be_copied_has_its_colour_and_rows_are_as_high_as_their_texts(sheets):
    sheet = sheets[0]

    assert [cell.fill.fgColor.rgb for cell in sheet[6][:2]] == ["00000000", "FFFFF8E1"]
    assert [sheet.row_dimensions[row].height for row in (4, 6, 7)] == [22, 22, 220]
    assert (sheet.dimensions, sheet.auto_filter.ref) == ("A1:E7", "A3:E7")


def test_the_same_rows_are_the_same_bytes():
    assert made() == made()
