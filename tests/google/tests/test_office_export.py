"""A spreadsheet that is downloaded looks as it does online."""

import io

import openpyxl
import pytest

OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GRID = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0}


@pytest.fixture
def downloaded(google):
    """The workbook of a dressed spreadsheet."""
    book = google.new_spreadsheet("Register", {"Data [1]": [["id", "", 46348], [1, 2]], "B": []})
    look = {
        "backgroundColor": {"red": 1},
        "textFormat": {"bold": True, "fontSize": 14, "fontFamily": "Sarabun"},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "TOP",
        "borders": {"bottom": {"style": "SOLID"}},
    }
    link = {"format": {"link": {"uri": "#gid=0&range=B2"}}}
    day = {"numberFormat": {"type": "DATE", "pattern": 'd mmm "2569"'}}
    book.requests(
        {
            "repeatCell": {
                "range": {**GRID, "endColumnIndex": 2},
                "cell": {"userEnteredFormat": look, "note": "what belongs here"},
                "fields": "userEnteredFormat,note",
            }
        },
        {
            "updateCells": {
                "range": {"sheetId": 0, "startRowIndex": 2, "startColumnIndex": 0},
                "rows": [
                    {
                        "values": [
                            {"userEnteredValue": {"stringValue": "go"}, "textFormatRuns": [link]},
                            {"userEnteredValue": {"formulaValue": "=ARRAYFORMULA(A1:A2)"}},
                            {"userEnteredValue": {"formulaValue": "=SUM(A2:B2)"}},
                        ]
                    }
                ],
                "fields": "userEnteredValue,textFormatRuns",
            }
        },
        {
            "repeatCell": {
                "range": {**GRID, "startColumnIndex": 2, "endColumnIndex": 3},
                "cell": {"userEnteredFormat": day},
                "fields": "userEnteredFormat",
            }
        },
        {"mergeCells": {"range": {**GRID, "endColumnIndex": 2}, "mergeType": "MERGE_ALL"}},
        {
            "updateDimensionProperties": {
                "range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 1},
                "properties": {"pixelSize": 40},
                "fields": "pixelSize",
            }
        },
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
    )
    book.hide_tab("B")
    session = google.gspread().http_client.session
    reply = session.get(
        f"https://www.googleapis.com/drive/v3/files/{book.id}/export", params={"mimeType": OFFICE}
    )
    return openpyxl.load_workbook(io.BytesIO(reply.content))


def test_values_formulas_and_what_formulas_fill(downloaded):
    sheet = downloaded.worksheets[0]

    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows(max_row=4)] == [
        ["id", None, sheet["C1"].value],
        [1, 2, None],
        ["go", "id", "=SUM(A2:B2)"],
        [None, 1, None],
    ]
    assert (sheet["C1"].is_date, sheet["C1"].number_format) == (True, 'd mmm "2569"')
    assert sheet["A3"].hyperlink.location == "'Data _1_'!B2"


def test_looks_sizes_and_what_is_hidden(downloaded):
    sheet = downloaded.worksheets[0]
    first = sheet["A1"]

    assert (first.font.b, first.font.sz, first.font.name) == (True, 14, "Sarabun")
    assert (first.fill.fgColor.rgb, first.alignment.wrap_text) == ("FFFF0000", True)
    assert (first.alignment.vertical, first.border.bottom.style) == ("top", "thin")
    assert first.comment.text == "what belongs here"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:B1"]
    assert (sheet.row_dimensions[1].height, sheet.freeze_panes) == (30, "A2")
    assert [one.sheet_state for one in downloaded.worksheets] == ["visible", "hidden"]
    assert [one.title for one in downloaded.worksheets] == ["Data _1_", "B"]
