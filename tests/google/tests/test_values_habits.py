"""The habits of `values`: what is trimmed, clipped, left out, refused."""

import pytest

from tests.google.google import ROBOT
from tests.google.tests.conftest import Http


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


@pytest.fixture
def values(book, http: Http):
    def get(name, **params):
        return http("GET", f"/v4/spreadsheets/{book.id}/values/{name}", params=params).json()

    return get


def test_trailing_blanks_are_left_out_and_inner_ones_are_not(values):
    assert values("Data") == {
        "range": "Data!A1:E10",
        "majorDimension": "ROWS",
        "values": [["a", "", "c"], [], ["", "5"]],
    }


def test_blank_ranges_have_no_values_at_all(values):
    assert values("Data!D1:E9") == {"range": "Data!D1:E9", "majorDimension": "ROWS"}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Data!A:A", "Data!A1:A10"),
        ("Data!2:3", "Data!A2:E3"),
        ("Data!B2:C", "Data!B2:C10"),
        ("Data!C3:B2", "Data!B2:C3"),
        ("Data!A1:Z99", "Data!A1:E10"),
        ("'data'!a1", "Data!A1"),
        ("A1:B1", "Data!A1:B1"),
        ("'🌵 t'!A:A", "'🌵 t'!A1:A1000"),
        ("Data!R2C1:R3C2", "Data!A2:B3"),
    ],
)
def test_ranges_are_answered_normalised_and_clipped(values, asked, answered):
    assert values(asked)["range"] == answered


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("'A1", "Unable to parse range: 'A1"),
        ("Data!A0", "Unable to parse range: Data!A0"),
        ("Data!A11", "Range (Data!A11) exceeds grid limits. Max rows: 10, max columns: 5"),
        ("Data!F1:G2", "Range (Data!F1:G2) exceeds grid limits. Max rows: 10, max columns: 5"),
    ],
)
def test_ranges_that_are_not_there_are_refused(values, asked, message):
    assert values(asked) == {
        "error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}
    }


def test_columns_are_trimmed_like_rows(values):
    assert values("Data", majorDimension="COLUMNS")["values"] == [["a"], ["", "", "5"], ["c"]]


def test_every_way_of_rendering(values):
    def row(**params):
        return values("Dates!A1:F1", **params)["values"][0]

    assert row() == ["1/2/2026", "12.50%", "$3", "TRUE", "1/3/2026", ""]
    assert row(valueRenderOption="UNFORMATTED_VALUE") == [46_024, 0.125, 3, True, 46_025, ""]
    assert row(valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING") == [
        "1/2/2026",
        0.125,
        3,
        True,
        "1/3/2026",
        "",
    ]
    assert row(valueRenderOption="FORMULA") == [46_024, 0.125, 3, True, "=A1+1", '=""']


def test_empty_text_of_a_formula_is_not_a_blank(values):
    assert values("Dates!F1:G2")["values"] == [[""]]


def test_locale_decides_what_is_shown(book, values):
    book.requests(
        {"updateSpreadsheetProperties": {"properties": {"locale": "th_TH"}, "fields": "locale"}}
    )
    book.set("Data!A1", [["22/11/2569", "5/6/2026", "=B1"]])
    assert values("Data!A1:C1")["values"] == [["22/11/2569", "5/6/2026", "5/6/2026"]]
    unformatted = values("Data!A1:C1", valueRenderOption="UNFORMATTED_VALUE")
    assert unformatted["values"] == [[244_675, 46_178, 46_178]]


def test_replies_are_indented_unless_asked_not_to_be(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/Data!E1"
    assert http("GET", path).text == '{\n  "range": "Data!E1",\n  "majorDimension": "ROWS"\n}\n'
    compact = http("GET", path, params={"prettyPrint": "false"}).text
    assert compact == '{"range":"Data!E1","majorDimension":"ROWS"}'


def test_fields_cut_the_reply(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/Data!A1"
    assert http("GET", path, params={"fields": "values"}).json() == {"values": [["a"]]}
    assert http("GET", path, params={"fields": "values("}).status_code == 400


def test_several_ranges_and_none(book, http):
    path = f"/v4/spreadsheets/{book.id}/values:batchGet"
    found = http("GET", path, params={"ranges": ["Data!A1", "Data!B3"]}).json()
    assert [part.get("values") for part in found["valueRanges"]] == [[["a"]], [["5"]]]
    assert http("GET", path).json() == {"spreadsheetId": book.id}


def test_whole_tabs_by_id_survive_a_new_title(book, http):
    path = f"/v4/spreadsheets/{book.id}/values:batchGetByDataFilter"
    body = {
        "dataFilters": [{"gridRange": {"sheetId": 0}}, {"a1Range": "'🌵 t'!A1"}],
        "valueRenderOption": "UNFORMATTED_VALUE",
    }
    book.rename("Data", "ข้อมูล")
    found = http("POST", path, json=body).json()["valueRanges"]
    assert [part["valueRange"]["range"] for part in found] == ["'ข้อมูล'!A1:E10", "'🌵 t'!A1"]
    assert [part["dataFilters"] for part in found] == [[f] for f in body["dataFilters"]]
    missing = {"dataFilters": [{"gridRange": {"sheetId": 99}}]}
    assert http("POST", path, json=missing).json()["error"]["message"] == "No grid with id: 99"


def test_spreadsheet_created_with_cells_and_tabs(http):
    body = {
        "properties": {"title": "Made", "locale": "th_TH", "timeZone": "Asia/Bangkok"},
        "sheets": [
            {
                "properties": {"title": "One", "gridProperties": {"rowCount": 5, "columnCount": 2}},
                "data": [
                    {
                        "startRow": 1,
                        "rowData": [{"values": [{"userEnteredValue": {"stringValue": "x"}}]}],
                    }
                ],
                "merges": [{"endRowIndex": 1, "endColumnIndex": 2}],
            },
            {"properties": {"title": "Two", "hidden": True}},
        ],
        "namedRanges": [{"name": "Here", "range": {"endRowIndex": 2}}],
    }
    made = http("POST", "/v4/spreadsheets", json=body).json()
    assert made["properties"]["locale"] == "th_TH"
    assert [s["properties"]["title"] for s in made["sheets"]] == ["One", "Two"]
    assert made["sheets"][0]["properties"]["gridProperties"] == {"rowCount": 5, "columnCount": 2}
    assert made["sheets"][1]["properties"]["hidden"] is True
    assert made["namedRanges"][0]["name"] == "Here"
    path = f"/v4/spreadsheets/{made['spreadsheetId']}/values/One"
    assert http("GET", path).json()["values"] == [[], ["x"]]


def test_spreadsheet_that_cannot_be_made_is_not_there(google, http):
    body = {"sheets": [{"properties": {"title": "A"}}, {"properties": {"title": "a"}}]}
    assert http("POST", "/v4/spreadsheets", json=body).status_code == 400
    assert google.files.by_id == {}


def test_spreadsheet_by_data_filter_and_by_ranges(book, http):
    path = f"/v4/spreadsheets/{book.id}"
    found = http("GET", path, params={"ranges": ["Data!A1:B1", "Data!C3"], "includeGridData": True})
    (sheet,) = found.json()["sheets"]
    assert [part.get("startRow") for part in sheet["data"]] == [None, 2]
    body = {
        "dataFilters": [{"gridRange": {"sheetId": 0, "endRowIndex": 1}}],
        "includeGridData": True,
    }
    (sheet,) = http("POST", f"{path}:getByDataFilter", json=body).json()["sheets"]
    assert sheet["data"][0]["rowData"][0]["values"][0]["formattedValue"] == "a"


def test_long_gets_may_come_as_posts(book, http):
    path = f"/v4/spreadsheets/{book.id}/values:batchGet"
    found = http(
        "POST",
        path,
        data={"ranges": "Data!A1"},
        headers={"X-HTTP-Method-Override": "GET"},
    )
    assert found.json()["valueRanges"][0]["values"] == [["a"]]
