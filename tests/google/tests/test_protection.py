"""Protected ranges keep people out, and nobody else."""

import gspread
import pytest

from tests.google.google import ROBOT
from tests.google.server.workbook import STAFF

REFUSED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


@pytest.fixture
def book(google):
    book = google.new_spreadsheet("Shared", {"Data": [["a", "b"], ["c", "d"]]})
    book.requests(
        {
            "addProtectedRange": {
                "protectedRange": {
                    "protectedRangeId": 5,
                    "range": {"sheetId": 0, "endRowIndex": 1},
                }
            }
        }
    )
    return book


@pytest.fixture
def ws(google, book):
    return google.gspread().open_by_key(book.id).sheet1


def message(call, *args):
    with pytest.raises(gspread.exceptions.APIError) as caught:
        call(*args)
    assert caught.value.error["status"] == "INVALID_ARGUMENT"
    return caught.value.error["message"]


def test_cells_of_a_protected_row_are_refused(book, ws):
    assert message(ws.update_acell, "A1", "x") == REFUSED
    assert message(ws.clear) == REFUSED
    assert message(ws.delete_rows, 1) == f"Invalid requests[0].deleteDimension: {REFUSED}"
    assert message(ws.format, "A1", {"textFormat": {"bold": True}}) == (
        f"Invalid requests[0].repeatCell: {REFUSED}"
    )
    assert book.values("Data") == [["a", "b"], ["c", "d"]]


def test_other_rows_are_free(book, ws):
    ws.update([["x"]], "A2")
    assert book.cell("A2") == "x"


def test_editors_and_the_owner_may(book, ws):
    change = {"protectedRangeId": 5, "editors": {"users": [ROBOT]}}
    book.requests({"updateProtectedRange": {"protectedRange": change, "fields": "editors"}})
    ws.update_acell("A1", "robot")
    book.set("B1", [["owner"]])
    assert book.values("A1:B1") == [["robot", "owner"]]
    with pytest.raises(Exception, match="protected cell"):
        book.as_person("guest@agency.example").set("A1", [["guest"]])


def test_warning_only_lets_everybody_through(book, ws):
    change = {"protectedRangeId": 5, "warningOnly": True}
    book.requests({"updateProtectedRange": {"protectedRange": change, "fields": "warningOnly"}})
    ws.update_acell("A1", "x")
    assert book.cell("A1") == "x"


def test_holes_in_a_protected_tab_are_free(book, ws):
    whole = {
        "range": {"sheetId": 0},
        "unprotectedRanges": [{"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}],
    }
    book.requests(
        {"deleteProtectedRange": {"protectedRangeId": 5}},
        {"addProtectedRange": {"protectedRange": whole}},
    )
    ws.update_acell("B2", "free")
    assert message(ws.update_acell, "A3", "x") == REFUSED
    assert book.cell("B2") == "free"


def test_protection_cannot_be_taken_off_by_those_it_keeps_out(ws):
    assert message(ws.delete_protected_range, 5).endswith(REFUSED)


def test_readers_write_nothing(google):
    book = google.new_spreadsheet("Look", {"Data": [["a"]]}, writers=[], readers=[ROBOT])
    sheet = google.gspread().open_by_key(book.id).sheet1
    assert sheet.acell("A1").value == "a"
    with pytest.raises(gspread.exceptions.APIError) as caught:
        sheet.update_acell("A1", "x")
    assert caught.value.error == {
        "code": 403,
        "message": "The caller does not have permission",
        "status": "PERMISSION_DENIED",
    }


def test_everybody_is_told_whether_they_may_edit(google):
    book = google.new_spreadsheet("Book", {"A": [["x"]]})
    for users in ([STAFF], [ROBOT]):
        guard = {"range": {"sheetId": 0, "endRowIndex": 1}, "editors": {"users": users}}
        book.requests({"addProtectedRange": {"protectedRange": guard}})
    before = [dict(one) for one in book.sheet("A").protected_ranges]

    reply = google.service().spreadsheets().get(spreadsheetId=book.id).execute()

    guards = reply["sheets"][0]["protectedRanges"]
    assert [one.get("requestingUserCanEdit") for one in guards] == [None, True]
    assert book.sheet("A").protected_ranges == before
