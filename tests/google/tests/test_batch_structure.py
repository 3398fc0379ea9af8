"""batchUpdate: rows, columns, tabs, and what is kept about them."""

import pytest

from tests.google.sheets.updates.kinds import KINDS


def rows(start, end, **more):
    return {"sheetId": 0, "dimension": "ROWS", "startIndex": start, "endIndex": end, **more}


def columns(start, end):
    return rows(start, end) | {"dimension": "COLUMNS"}


def test_everything_moves_with_the_rows(batch):
    batch.book.set("A1", [["h"], ["a"], ["=A2"], ["=SUM(A1:A2)"]])
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    batch(
        {"addNamedRange": {"namedRange": {"name": "Two", "range": area}}},
        {"addProtectedRange": {"protectedRange": {"range": area}}},
        {"mergeCells": {"range": {**area, "startColumnIndex": 2, "endColumnIndex": 4}}},
        {"setBasicFilter": {"filter": {"range": area}}},
        {"addDimensionGroup": {"range": rows(1, 3)}},
        {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [area],
                    "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}},
                }
            }
        },
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataKey": "k",
                    "visibility": "DOCUMENT",
                    "location": {"dimensionRange": rows(2, 3)},
                }
            }
        },
        {"insertDimension": {"range": rows(1, 2)}},
    )
    assert batch.book.values("A1:A9", "FORMULA") == [["h"], [], ["a"], ["=A3"], ["=SUM(A1:A3)"]]
    found = batch.get("*")
    (sheet,) = found["sheets"]
    spans = [
        found["namedRanges"][0]["range"],
        sheet["protectedRanges"][0]["range"],
        sheet["merges"][0],
        sheet["basicFilter"]["range"],
        sheet["conditionalFormats"][0]["ranges"][0],
    ]
    assert [(s["startRowIndex"], s["endRowIndex"]) for s in spans] == [(2, 4)] * 5
    assert sheet["rowGroups"][0]["range"]["startIndex"] == 2
    metadata = batch.book.model.developer_metadata[0]["location"]["dimensionRange"]
    assert (metadata["startIndex"], metadata["endIndex"]) == (3, 4)
    batch({"deleteDimension": {"range": rows(2, 4)}})
    found = batch.get("*")
    assert "namedRanges" not in found
    assert set(found["sheets"][0]) & {"protectedRanges", "merges", "basicFilter"} == set()
    assert batch.book.model.developer_metadata == []
    assert batch.book.values("A1:A9", "FORMULA") == [["h"], [], ["=SUM(A1:A2)"]]


def test_moved_rows_and_columns(batch):
    batch.book.set("A1", [["a", 1], ["b", 2], ["c", 3], ["d", 4]])
    batch({"moveDimension": {"source": rows(0, 2), "destinationIndex": 3}})
    assert [row[0] for row in batch.book.values("Sheet1")] == ["c", "a", "b", "d"]
    batch({"moveDimension": {"source": columns(1, 2), "destinationIndex": 0}})
    assert batch.book.values("Sheet1")[0] == [3, "c"]


def test_new_rows_look_like_their_neighbour(batch):
    batch(
        {
            "repeatCell": {
                "range": {"endRowIndex": 1, "endColumnIndex": 1},
                "cell": {"userEnteredFormat": {"textFormat": {"bold": True}}, "note": "n"},
                "fields": "userEnteredFormat,note",
            }
        },
        {"insertDimension": {"range": rows(1, 2), "inheritFromBefore": True}},
    )
    fields = "sheets.data.rowData.values(userEnteredFormat,note)"
    found = batch.get(fields, ranges="A2")["sheets"][0]["data"][0]["rowData"]
    assert found == [{"values": [{"userEnteredFormat": {"textFormat": {"bold": True}}}]}]


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"deleteDimension": {"range": rows(0, 1000)}},
            (
                "Invalid requests[0].deleteDimension: Sorry, it is not possible to delete all "
                "non-frozen rows."
            ),
        ),
        (
            {"deleteDimension": {"range": rows(2000, 2001)}},
            (
                "Invalid requests[0].deleteDimension: Cannot delete a row that doesn't exist. "
                "Tried to delete row index 2000 but there are only 1000 rows."
            ),
        ),
        (
            {"insertDimension": {"range": rows(1000, 1001)}},
            (
                "Invalid requests[0].insertDimension: range.startIndex[1000] is too large for the "
                "grid, it must be at most 999."
            ),
        ),
        (
            {"insertDimension": {"range": rows(0, 1), "inheritFromBefore": True}},
            (
                "Invalid requests[0].insertDimension: inheritFromBefore cannot be true when "
                "range.startIndex is 0"
            ),
        ),
        (
            {"deleteSheet": {"sheetId": 9}},
            "Invalid requests[0].deleteSheet: No sheet with id: 9",
        ),
        (
            {"updateCells": {"start": {"sheetId": 9}, "rows": [], "fields": "*"}},
            "Invalid requests[0].updateCells: No grid with id: 9",
        ),
        (
            {"appendDimension": {"dimension": "ROWS", "length": 1_000_000}},
            (
                "Invalid requests[0].appendDimension: This action would increase the number of "
                "cells in the workbook above the limit of 10000000 cells."
            ),
        ),
        (
            {"appendDimension": {"dimension": "COLUMNS", "length": 18_278}},
            (
                "Invalid requests[0].appendDimension: This action would increase the number of "
                "columns in the sheet above the limit of 18278 columns."
            ),
        ),
        (
            {
                "updateSheetProperties": {
                    "properties": {"gridProperties": {"frozenRowCount": 1000}},
                    "fields": "gridProperties.frozenRowCount",
                }
            },
            (
                "Invalid requests[0].updateSheetProperties: You can't freeze all visible rows on "
                "the sheet."
            ),
        ),
        ({}, "Invalid requests[0]: No request set."),
        (
            {"addDataSource": {}},
            "Invalid requests[0].addDataSource: not emulated by this server.",
        ),
        (
            {"deleteNamedRange": {"namedRangeId": "x"}},
            "Invalid requests[0].deleteNamedRange: No named range with id: x",
        ),
        (
            {"deleteConditionalFormatRule": {"index": 3}},
            (
                "Invalid requests[0].deleteConditionalFormatRule: No conditional format on sheet: "
                "0 at index: 3"
            ),
        ),
        (
            {"unmergeCells": {"range": {"sheetId": 0, "startRowIndex": 5000}}},
            "Invalid requests[0].unmergeCells: Range is out of bounds of the grid with id: 0",
        ),
    ],
)
def test_refusals_name_the_request(batch, request_, message):
    assert batch(request_) == message


def test_unknown_kinds_are_refused_as_by_google(google, batch):
    assert batch({"boilWater": {}}) == (
        "Invalid JSON payload received. Unknown name \"boilWater\" at 'requests[0]': Cannot find "
        "field."
    )
    assert [d.where for d in google.conformance.take()] == ["requests[0].boilWater"]


def test_nothing_of_a_failing_batch_is_applied(batch):
    batch.book.set("A1", [["a", "=A1"], ["b"]])
    before = batch.get("*", includeGridData="true")
    for bad in ({"deleteSheet": {"sheetId": 9}}, {"addNamedRange": {"namedRange": {"name": "1"}}}):
        message = batch(
            {"insertDimension": {"range": rows(0, 1)}},
            {"addSheet": {"properties": {"title": "New"}}},
            {"updateCells": {"range": {"sheetId": 0}, "fields": "*"}},
            {"mergeCells": {"range": {"endRowIndex": 2, "endColumnIndex": 2}}},
            {"updateSpreadsheetProperties": {"properties": {"title": "x"}, "fields": "title"}},
            bad,
        )
        assert message.startswith("Invalid requests[5].")
        assert batch.get("*", includeGridData="true") == before
        assert batch.book.file.name == "Batch"


def test_empty_batches_and_too_many_requests(batch):
    assert batch() == "Must specify at least one request."
    assert batch(*[{}] * 100_001) == "Cannot exceed 100000 requests in a single batch"


def test_spreadsheet_comes_back_with_the_reply(batch):
    path = f"/v4/spreadsheets/{batch.book.id}:batchUpdate"
    body = {
        "requests": [{"findReplace": {"find": "x", "allSheets": True}}],
        "includeSpreadsheetInResponse": True,
        "responseRanges": ["A1"],
        "responseIncludeGridData": True,
    }
    found = batch.http("POST", path, json=body).json()
    assert found["replies"] == [{}]
    assert found["updatedSpreadsheet"]["spreadsheetId"] == batch.book.id
    assert found["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowMetadata"] == [{"pixelSize": 21}]


def test_sort_puts_blanks_last_and_takes_formats_along(batch):
    batch.book.set("A1", [["h"], [3], [""], ["b"], [1], ["a"], [True]])
    batch(
        {
            "updateCells": {
                "start": {"rowIndex": 1},
                "rows": [{"values": [{"note": "three"}]}],
                "fields": "note",
            }
        }
    )
    spec = {"range": {"startRowIndex": 1, "endRowIndex": 7}, "sortSpecs": [{"dimensionIndex": 0}]}
    batch({"sortRange": spec})
    assert batch.book.values("Sheet1") == [["h"], [1], [3], ["a"], ["b"], [True]]
    assert batch.book.note("A3") == "three"
    spec["sortSpecs"][0]["sortOrder"] = "DESCENDING"
    batch({"sortRange": spec})
    assert batch.book.values("Sheet1") == [["h"], [True], ["b"], ["a"], [3], [1]]


def test_sort_of_some_columns_leaves_the_others(batch):
    batch.book.set("A1", [[2, "x", 20], [1, "y", 10]])
    area = {"endRowIndex": 2, "endColumnIndex": 2}
    batch({"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0}]}})
    assert batch.book.values("Sheet1") == [[1, "y", 20], [2, "x", 10]]


def test_every_kind_of_the_issue_is_in_the_table():
    wanted = [
        "addSheet",
        "deleteSheet",
        "duplicateSheet",
        "updateSheetProperties",
        "updateSpreadsheetProperties",
        "updateDimensionProperties",
        "insertDimension",
        "deleteDimension",
        "appendDimension",
        "moveDimension",
        "updateCells",
        "repeatCell",
        "mergeCells",
        "unmergeCells",
        "sortRange",
        "setBasicFilter",
        "clearBasicFilter",
        "addNamedRange",
        "addProtectedRange",
        "setDataValidation",
        "addConditionalFormatRule",
        "addDimensionGroup",
        "copyPaste",
        "cutPaste",
        "findReplace",
        "autoResizeDimensions",
        "createDeveloperMetadata",
        "addTable",
    ]
    assert [kind for kind in wanted if kind not in KINDS] == []
