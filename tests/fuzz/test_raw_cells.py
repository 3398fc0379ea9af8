"""The judge reads cells by itself, as openpyxl does."""

import datetime as dt

import openpyxl
import pytest
import xlsxwriter

from tests.fuzz.raw_cells import raw_cells


@pytest.mark.parametrize("shared", [True, False], ids=["shared strings", "strings in cells"])
def test_every_kind_of_cell_is_seen_as_what_it_is(tmp_path, shared):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": not shared}) as book:
        sheet = book.add_worksheet("แผ่น")
        sheet.write_row(0, 0, ["ก", 1.5, True])
        sheet.write_rich_string(1, 26, "แรก", book.add_format({"bold": True}), "หนา")
        sheet.write_formula(2, 0, "=A1&1", None, "ก1")
        sheet.write_string(3, 0, "=A1")
        sheet.write_blank(4, 0, None, book.add_format({"bold": True}))

    assert raw_cells(path) == {
        "แผ่น": {
            (1, 1): "s:ก",
            (1, 2): "n:1.5",
            (1, 3): "b:1",
            (2, 27): "s:แรกหนา",
            (3, 1): "=A1&1",
            (4, 1): "s:=A1",
        }
    }


def test_workbook_whose_parts_are_named_from_the_root_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "แผ่น"
    book.active.append(["ก", dt.date(2026, 11, 23)])
    book.create_chartsheet("แผนภูมิ")
    book.save(tmp_path / "a.xlsx")

    assert raw_cells(tmp_path / "a.xlsx") == {"แผ่น": {(1, 1): "s:ก", (1, 2): "n:46349"}}
