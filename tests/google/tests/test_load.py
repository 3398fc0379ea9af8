"""Workbooks from files."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

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


@pytest.fixture
def dressed(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ข้อมูล"
    sheet.append(["id", "state"])
    sheet.freeze_panes = "B2"
    sheet.sheet_properties.tabColor = "FFFF0000"
    sheet.column_dimensions["B"].width = 40
    sheet.row_dimensions[3].hidden = True
    sheet["A1"].font = Font(bold=True)
    sheet["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["A1"].alignment = Alignment(horizontal="center", wrap_text=True)
    for formula, cells in (('"open,done"', "B2:B5"), ("$A$2:$A$9", "C2")):
        choice = DataValidation(type="list", formula1=formula, showErrorMessage=True)
        choice.add(cells)
        sheet.add_data_validation(choice)
    book.defined_names["codes"] = DefinedName("codes", attr_text="'ข้อมูล'!$A$2:$A$9")
    sheet.defined_names["here"] = DefinedName("here", attr_text="'ข้อมูล'!$B$1")
    book.defined_names["a.name"] = DefinedName("a.name", attr_text="'ข้อมูล'!$A$1")
    sheet.print_title_rows = "1:1"
    path = tmp_path / "dressed.xlsx"
    book.save(path)
    return path


def test_office_workbooks_keep_what_is_frozen_named_and_chosen_from(google, dressed):
    book = google.load(dressed)
    sh = google.gspread().open_by_key(book.id)
    ws = sh.sheet1
    assert (ws.frozen_row_count, ws.frozen_col_count, ws.tab_color) == (1, 1, "#FF0000")
    assert [named["name"] for named in sh.list_named_ranges()] == ["codes", "here"]
    assert ws.get("here") == [["state"]]
    mask = (
        "sheets.data(columnMetadata,rowMetadata,rowData.values(userEnteredFormat,dataValidation))"
    )
    data = sh.fetch_sheet_metadata({"ranges": "A1:C3", "fields": mask})["sheets"][0]["data"][0]
    assert [column["pixelSize"] for column in data["columnMetadata"]] == [100, 285, 100]
    assert [row.get("hiddenByUser") for row in data["rowMetadata"]] == [None, None, True]
    assert data["rowData"][0]["values"][0]["userEnteredFormat"] == {
        "backgroundColor": {"green": 1},
        "backgroundColorStyle": {"rgbColor": {"green": 1}},
        "textFormat": {"bold": True},
        "horizontalAlignment": "CENTER",
        "wrapStrategy": "WRAP",
    }
    rules = [cell.get("dataValidation") for cell in data["rowData"][1]["values"]]
    choices = [{"userEnteredValue": "open"}, {"userEnteredValue": "done"}]
    shown = {"strict": True, "showCustomUi": True}
    place = [{"userEnteredValue": "=$A$2:$A$9"}]
    assert rules == [
        None,
        {"condition": {"type": "ONE_OF_LIST", "values": choices}} | shown,
        {"condition": {"type": "ONE_OF_RANGE", "values": place}} | shown,
    ]


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
