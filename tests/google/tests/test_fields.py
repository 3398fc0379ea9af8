"""The `fields` parameter of requests."""

import pytest


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["a", "b"]]})


def refusal(path):
    text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return {
        "code": 400,
        "message": "Request contains an invalid argument.",
        "status": "INVALID_ARGUMENT",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": path, "description": text}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ("foo", "foo"),
        ("properties.titel", "properties.titel"),
        ("sheets(properties.title,dta.rowData)", "sheets.dta"),
        ("spreadsheetId.deeper", "spreadsheetId.deeper"),
    ],
)
def test_a_field_the_reply_does_not_have_is_refused(google, book, http, fields, wrong):
    found = http("GET", f"/v4/spreadsheets/{book.id}", params={"fields": fields})
    assert (found.status_code, found.json()) == (400, {"error": refusal(wrong)})
    assert [d.what for d in google.conformance.take()] == [f"unknown field: {wrong}"]


def test_a_mask_that_cannot_be_read_is_refused(book, http):
    found = http("GET", f"/v4/spreadsheets/{book.id}", params={"fields": "sheets(properties"})
    assert found.json() == {"error": refusal("sheets(properties")}


def test_a_write_with_a_wrong_mask_changes_nothing(google, book, http):
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW&fields=updatedRage"
    assert http("PUT", path, json={"values": [["new"]]}).status_code == 400
    assert book.cell("A1") == "a"
    assert len(google.conformance.take()) == 1


def test_drive_names_the_selection_it_does_not_know(google, book, http):
    found = http("GET", f"/drive/v3/files/{book.id}", params={"fields": "id,nme"}).json()
    message = "Invalid field selection nme"
    reason = {"message": message, "domain": "global", "reason": "invalidParameter"}
    place = {"location": "fields", "locationType": "parameter"}
    assert found == {"error": {"code": 400, "message": message, "errors": [reason | place]}}
    assert len(google.conformance.take()) == 1


def test_maps_and_everything_below_may_be_asked_for(book, http):
    path = f"/drive/v3/files/{book.id}"
    fields = {"fields": "properties/mine,owners(*),capabilities.canEdit"}
    assert http("GET", path, params=fields).json()["capabilities"] == {"canEdit": True}
    cells = {"fields": "sheets.data.rowData.values.formattedValue"}
    found = http("GET", f"/v4/spreadsheets/{book.id}", params=cells).json()
    values = [{"formattedValue": "a"}, {"formattedValue": "b"}]
    assert found == {"sheets": [{"data": [{"rowData": [{"values": values}]}]}]}
