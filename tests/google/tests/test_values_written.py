"""What `values` takes, what it refuses, and what it answers."""

import pytest

from tests.google.google import ROBOT


@pytest.fixture
def book(google):
    tabs = {
        "Data": [["a", "", "c", ""], [], ["", 5, "", ""], ["", "", "", ""]],
        "🌵 t": [["x"]],
        "Dates": [["1/2/2026", "12.5%", "$3", True, "=A1+1", '=""']],
    }
    book = google.new_spreadsheet("Habits", tabs, owner=ROBOT)
    book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {"rowCount": 10, "columnCount": 5}},
                "fields": "gridProperties(rowCount,columnCount)",
            }
        }
    )
    return book


def test_writes_by_data_filter(book, http):
    base = f"/v4/spreadsheets/{book.id}/values"
    data_filter = {"gridRange": {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 6}}
    body = {
        "valueInputOption": "USER_ENTERED",
        "data": [{"dataFilter": data_filter, "values": [["x", "=1+1"]]}],
        "includeValuesInResponse": True,
    }
    found = http("POST", f"{base}:batchUpdateByDataFilter", json=body).json()
    assert found == {
        "spreadsheetId": book.id,
        "totalUpdatedRows": 1,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 2,
        "totalUpdatedSheets": 1,
        "responses": [
            {
                "updatedRange": "Data!A5:B5",
                "updatedRows": 1,
                "updatedColumns": 2,
                "updatedCells": 2,
                "dataFilter": data_filter,
                "updatedData": {
                    "range": "Data!A5:B5",
                    "majorDimension": "ROWS",
                    "values": [["x", "2"]],
                },
            }
        ],
    }
    clear = http("POST", f"{base}:batchClearByDataFilter", json={"dataFilters": [data_filter]})
    assert clear.json()["clearedRanges"] == ["Data!A5:E6"]


def test_nulls_leave_cells_alone_and_empty_texts_clear_them(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/Data!A1:C1"
    params = {"valueInputOption": "RAW"}
    http("PUT", path, params=params, json={"values": [[None, "b", ""]]})
    assert book.values("Data!A1:C1") == [["a", "b"]]


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("Data!A1", {"values": [[1]]}, "'valueInputOption' is required but not specified"),
        (
            "Data!A1?valueInputOption=RAW",
            {"values": [[{"a": 1}]]},
            "Invalid values[0][0]: struct_value {\n}\n",
        ),
        (
            "Data!A1:B1?valueInputOption=RAW",
            {"values": [[1, 2, 3]]},
            "Requested writing within range [Data!A1:B1], but tried writing to column [C]",
        ),
        (
            "Data!A5:A20?valueInputOption=RAW",
            {"values": [[1]]},
            "Range (Data!A5:A20) exceeds grid limits. Max rows: 10, max columns: 5",
        ),
        (
            "Data!A1?valueInputOption=RAW",
            {"values": [["x" * 50_001]]},
            "Your input contains more than the maximum of 50000 characters in a single cell.",
        ),
    ],
)
def test_writes_that_google_refuses(book, http, path, body, message):
    before = book.values("Data")
    found = http("PUT", f"/v4/spreadsheets/{book.id}/values/{path}", json=body).json()
    assert found["error"]["message"] == message
    assert book.values("Data") == before


def test_a_batch_of_ranges_is_written_whole_or_not_at_all(book, http):
    before = book.values("Data")
    data = [
        {"range": "Data!A1", "values": [["new"]]},
        {"range": "Gone!A1", "values": [["new"]]},
    ]
    body = {"valueInputOption": "RAW", "data": data}
    path = f"/v4/spreadsheets/{book.id}/values:batchUpdate"
    found = http("POST", path, json=body).json()
    assert found["error"]["message"] == "Invalid data[1]: Unable to parse range: Gone!A1"
    assert book.values("Data") == before


def test_too_large_requests_are_refused(book, http):
    body = {"values": [["x" * 40_000] * 300]}
    path = f"/v4/spreadsheets/{book.id}/values/Data!A1?valueInputOption=RAW"
    found = http("PUT", path, json=body).json()["error"]
    assert found["message"] == "Request payload size exceeds the limit: 10485760 bytes."


def test_ten_million_cells_are_the_most(google, http):
    book = google.new_spreadsheet("Full", owner=ROBOT)
    book.requests({"appendDimension": {"dimension": "ROWS", "length": 383_600}})
    path = f"/v4/spreadsheets/{book.id}/values/A384600?valueInputOption=RAW"
    found = http("PUT", path, json={"values": [[1]] * 100}).json()["error"]
    assert found["message"] == (
        "This action would increase the number of cells in the workbook above the limit of "
        "10000000 cells."
    )


def test_typed_text_format_keeps_texts(book, http):
    book.requests(
        {
            "repeatCell": {
                "range": {"sheetId": 0, "startColumnIndex": 4},
                "cell": {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
    )
    book.set("Data!D1", [["007", "007"], ["=1+1", "=1+1"]])
    assert book.values("Data!D1:E2") == [[7, "007"], [2, "=1+1"]]
