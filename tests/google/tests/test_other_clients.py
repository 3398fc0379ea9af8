"""pygsheets and google-api-python-client doing their basics."""

import io

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from tests.google.google import ROBOT


def test_service_reads_and_writes_values(google):
    book = google.new_spreadsheet("Data", {"Data": [["a", 1]]})
    values = google.service().spreadsheets().values()
    target = {"spreadsheetId": book.id, "range": "Data!A2"}
    values.update(
        **target, valueInputOption="USER_ENTERED", body={"values": [["b", "=B1+1"]]}
    ).execute()
    found = values.get(spreadsheetId=book.id, range="Data").execute()
    assert found["values"] == [["a", "1"], ["b", "2"]]
    values.append(
        spreadsheetId=book.id,
        range="Data!A1",
        valueInputOption="RAW",
        insertDataOption="INSERT_ROWS",
        body={"values": [["c"]]},
    ).execute()
    found = values.batchGet(spreadsheetId=book.id, ranges=["Data!A:A", "Data!B2"]).execute()
    assert [part["values"] for part in found["valueRanges"]] == [[["a"], ["b"], ["c"]], [["2"]]]
    values.clear(spreadsheetId=book.id, range="Data!A1", body={}).execute()
    assert book.cell("A1") == ""


def test_service_creates_updates_and_copies(google):
    sheets = google.service().spreadsheets()
    made = sheets.create(body={"properties": {"title": "Made"}}, fields="spreadsheetId").execute()
    assert set(made) == {"spreadsheetId"}
    add = {"requests": [{"addSheet": {"properties": {"title": "Second"}}}]}
    reply = sheets.batchUpdate(spreadsheetId=made["spreadsheetId"], body=add).execute()
    sheet_id = reply["replies"][0]["addSheet"]["properties"]["sheetId"]
    other = google.new_spreadsheet("Other")
    copied = (
        sheets.sheets()
        .copyTo(
            spreadsheetId=made["spreadsheetId"],
            sheetId=sheet_id,
            body={"destinationSpreadsheetId": other.id},
        )
        .execute()
    )
    assert copied["title"] == "Copy of Second"
    assert other.titles == ["Sheet1", "Copy of Second"]


def test_service_meets_errors_as_google_words_them(google):
    with pytest.raises(HttpError) as caught:
        google.service().spreadsheets().get(spreadsheetId="nothing").execute()
    assert caught.value.status_code == 404
    assert caught.value.reason == "Requested entity was not found."


def test_many_ranges_go_as_a_post(google):
    book = google.new_spreadsheet("Data", {"Data": [["a"]]})
    ranges = [f"Data!A{n}" for n in range(1, 400)]
    found = google.service().spreadsheets().values().batchGet(spreadsheetId=book.id, ranges=ranges)
    assert len(found.execute()["valueRanges"]) == 399


def test_drive_service(google):
    drive = google.service("drive", "v3")
    media = MediaIoBaseUpload(io.BytesIO(b"a,b\n1,2\n"), mimetype="text/csv", resumable=False)
    body = {"name": "Uploaded", "mimeType": "application/vnd.google-apps.spreadsheet"}
    made = drive.files().create(body=body, media_body=media).execute()
    assert google.spreadsheet(made["id"]).values("Uploaded") == [["a", "b"], [1, 2]]
    found = drive.files().get(fileId=made["id"], fields="version,modifiedTime").execute()
    assert int(found["version"]) >= 1
    listed = drive.files().list(q="name = 'Uploaded'").execute()
    assert [file["id"] for file in listed["files"]] == [made["id"]]
    csv = drive.files().export(fileId=made["id"], mimeType="text/csv").execute()
    assert csv == b"a,b\r\n1,2"
    drive.files().delete(fileId=made["id"]).execute()
    assert drive.files().list().execute()["files"] == []


def test_pygsheets_does_its_basics(google):
    client = google.pygsheets()
    book = client.create("Pygsheets")
    tab = book.sheet1
    tab.update_value("A1", "name")
    tab.update_values("A2", [["b", 2], ["a", 1]])
    assert tab.get_value("A2") == "b"
    assert tab.get_all_values(include_tailing_empty=False, include_tailing_empty_rows=False) == [
        ["name"],
        ["b", "2"],
        ["a", "1"],
    ]
    tab.append_table(["c", 3], start="A2")
    tab.insert_rows(row=1, number=1, values=["put", "in"])
    tab.delete_rows(2)
    tab.sort_range("A2", "B4", basecolumnindex=0)
    assert tab.get_col(1, include_tailing_empty=False) == ["name", "a", "b", "c"]
    assert client.open("Pygsheets").id == book.id


def test_pygsheets_tabs_formats_and_sharing(google):
    client = google.pygsheets()
    book = client.create("Pygsheets")
    tab = book.add_worksheet("Second", rows=5, cols=3)
    tab.title = "Renamed"
    tab.frozen_rows = 1
    cell = tab.cell("B2")
    cell.set_text_format("bold", True).set_value("x")
    cell.note = "noted"
    assert book.worksheet_by_title("Renamed").cell("B2").value == "x"
    assert google.spreadsheet(book.id).note("Renamed!B2") == "noted"
    found = tab.find("x")
    assert [c.label for c in found] == ["B2"]
    book.replace("x", replacement="y")
    assert google.spreadsheet(book.id).cell("Renamed!B2") == "y"
    book.share("a@agency.example", role="writer", type="user", sendNotificationEmail=False)
    assert {p["emailAddress"] for p in book.permissions} == {ROBOT, "a@agency.example"}
    book.del_worksheet(tab)
    book.delete()
    assert client.spreadsheet_titles() == []
