"""The discovery documents as judge."""

import pytest

from tests.google.discovery import Deviation, api
from tests.google.proto3 import snake_case, without_defaults
from tests.google.server.routes import ROUTES, Route

SHEETS = api("sheets.v4")


def method(http_method, path):
    return SHEETS.method(http_method, path).id.removeprefix("sheets.spreadsheets.")


@pytest.mark.parametrize(
    ("http_method", "path", "name"),
    [
        ("GET", "/v4/spreadsheets/id", "get"),
        ("POST", "/v4/spreadsheets/id:batchUpdate", "batchUpdate"),
        ("POST", "/v4/spreadsheets/id:getByDataFilter", "getByDataFilter"),
        ("GET", "/v4/spreadsheets/id/values/A1%3AB2", "values.get"),
        ("GET", "/v4/spreadsheets/id/values:batchGet", "values.batchGet"),
        ("POST", "/v4/spreadsheets/id/values/A1:B2:append", "values.append"),
        ("POST", "/v4/spreadsheets/id/values/A1:B2:clear", "values.clear"),
        ("POST", "/v4/spreadsheets/id/sheets/0:copyTo", "sheets.copyTo"),
    ],
)
def test_request_lines_are_told_apart(http_method, path, name):
    assert method(http_method, path) == name


def test_every_method_of_sheets_is_answered():
    assert [m.id for m in SHEETS.methods if m.id not in ROUTES] == []
    assert len(SHEETS.methods) == 17


def test_everything_answered_is_described():
    known = {m.id for m in SHEETS.methods} | {m.id for m in api("drive.v3").methods}
    assert [name for name in ROUTES if name not in known] == []


def checked(body, query=None):
    target = SHEETS.method("POST", "/v4/spreadsheets/id:batchUpdate")
    clean, deviations, refusals = SHEETS.clean_request(target, query or {}, body)
    return clean, [(d.where, d.what, d.tolerated) for d in deviations], refusals


def test_nulls_and_unknown_parameters_are_let_through_and_noted():
    body = {"requests": [{"addSheet": {"properties": {"title": None, "sheetId": "5"}}}]}
    clean, deviations, refusals = checked(body, {"pretend": ["1"], "prettyPrint": ["false"]})
    assert clean == {"requests": [{"addSheet": {"properties": {"sheetId": 5}}}]}
    assert deviations == [
        ("?pretend", "unknown parameter", True),
        ("requests[0].addSheet.properties.title", "null", True),
    ]
    assert refusals == []


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (
            {"request": []},
            'Invalid JSON payload received. Unknown name "request": Cannot find field.',
        ),
        (
            {"requests": [{"addSheet": {"properties": {"titel": "x"}}}]},
            (
                'Invalid JSON payload received. Unknown name "titel" at '
                "'requests[0].add_sheet.properties': Cannot find field."
            ),
        ),
        (
            {"requests": [{"addSheet": {"properties": {"title": 5}}}]},
            "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 5",
        ),
        (
            {"requests": [{"mergeCells": {"mergeType": "ALL"}}]},
            "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"ALL\"",
        ),
    ],
)
def test_what_google_would_not_take_is_refused(body, refusal):
    _, deviations, refusals = checked(body)
    assert refusals == [refusal]
    assert [tolerated for _, _, tolerated in deviations] == [False]


def test_snake_case_names_are_taken_for_their_twins():
    clean, deviations, _ = checked({"requests": [{"add_sheet": {}}]})
    assert (clean, deviations) == ({"requests": [{"addSheet": {}}]}, [])


def test_replies_are_held_to_the_letter():
    target = SHEETS.method("GET", "/v4/spreadsheets/id/values/A1")
    good = {"range": "A1", "majorDimension": "ROWS", "values": [[1, "a", None]]}
    assert SHEETS.reply_deviations(target, good) == []
    bad = {"range": 5, "majorDimension": "DIAGONAL", "valeus": [], "values": ["x"]}
    found = SHEETS.reply_deviations(target, bad)
    assert found[2] == Deviation(target.id, "reply", "valeus", "unknown field")
    assert [d.where for d in found] == ["range", "majorDimension", "valeus", "values"]


def test_defaults_are_left_out_where_proto3_leaves_them_out():
    given = {
        "sheetId": 0,
        "title": "",
        "hidden": False,
        "gridProperties": {"rowCount": 5, "frozenRowCount": 0},
        "tabColor": {"red": 0, "blue": 1},
    }
    assert without_defaults(given, "SheetProperties", SHEETS.schemas) == {
        "sheetId": 0,
        "gridProperties": {"rowCount": 5},
        "tabColor": {"blue": 1},
    }
    value = {"numberValue": 0}
    assert without_defaults(value, "ExtendedValue", SHEETS.schemas) == value
    assert (
        snake_case("requests[0].updateCells.startIndex") == "requests[0].update_cells.start_index"
    )


def test_a_wrong_reply_fails_the_test_that_caused_it(google, monkeypatch):
    book = google.new_spreadsheet("Data", {"Data": [["a"]]})
    google.gspread().open_by_key(book.id)
    google.check()
    monkeypatch.setitem(
        ROUTES, "sheets.spreadsheets.values.get", Route(lambda _call: {"rows": []}, "read")
    )
    google.gspread().http_client.values_get(book.id, "A1")
    with pytest.raises(pytest.fail.Exception) as caught:
        google.check()
    assert str(caught.value) == (
        "Not as the discovery documents say:\n"
        "  sheets.spreadsheets.values.get reply: rows: unknown field"
    )
    assert len(google.conformance.take()) == 1
