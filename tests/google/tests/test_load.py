"""Workbooks from files."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.google.cells import CellError
from tests.google.load import load_spreadsheet


@pytest.fixture
def office(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["text", 1.0, 2.5, True, dt.datetime(2026, 11, 22), "=B1+1", None, "#N/A"])
    sheet.append([dt.datetime(2026, 11, 22, 12), dt.time(6), "007", 0.5])
    sheet["C2"].number_format = "@"
    sheet["D2"].number_format = "0.0%"
    sheet["A1"].comment = Comment("noted", "somebody")
    sheet.merge_cells("A5:B6")
    book.create_sheet("Hidden").sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_office_workbooks_keep_values_formats_and_tabs(google, office):
    book = google.load(office)
    assert book.titles == ["Data", "Hidden"]
    assert book.values("Data") == [
        ["text", 1, 2.5, True, 46_348, 2, "", "#N/A"],
        [46_348.5, 0.25, "007", 0.5],
    ]
    assert book.values("Data!A2:D2", "FORMATTED_VALUE") == [
        ["2026-11-22 12:00:00", "06:00:00", "007", "50.0%"]
    ]
    assert book.values("E1:F1", "FORMATTED_VALUE") == [["2026-11-22", "2"]]
    assert book.formula("F1") == "=B1+1"
    assert isinstance(book.sheet("Data").grid.value(0, 7), CellError)
    assert book.note("A1") == "noted"
    assert book.sheet("Data").merges[0]["endRowIndex"] == 6
    assert book.sheet("Hidden").properties == {"hidden": True}
    assert book.sheet("Data").size == (1000, 26)


def test_json_workbooks(tmp_path):
    path = tmp_path / "book.json"
    path.write_text(
        '{"locale": "th_TH", "timeZone": "Asia/Bangkok", "sheets": [{"title": "หนึ่ง", '
        '"rows": [["a", null, 1.0, "=C1*2"]], "rowCount": 5, "columnCount": 6}, '
        '{"title": "two", "hidden": true}]}',
        "utf-8",
    )
    book = load_spreadsheet(path, "id")
    assert (book.id, book.title, book.locale, book.time_zone) == (
        "id",
        "book",
        "th_TH",
        "Asia/Bangkok",
    )
    assert book.sheets[0].grid.rows[0][:3] == ("a", "", 1)
    assert book.sheets[0].size == (5, 6)
    assert book.sheets[1].properties == {"hidden": True}
