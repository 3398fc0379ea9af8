"""gspread.Client over sockets, as its documentation shows it."""

import io
import zipfile

import gspread
import openpyxl
import pytest
from gspread.utils import ExportFormat

from tests.google.google import ROBOT


def test_created_spreadsheet_is_the_one_google_makes(sh):
    assert sh.title == "Tea tasting"
    assert sh.locale == "en_US"
    assert sh.timezone == "Etc/GMT"
    assert [(w.title, w.id, w.row_count, w.col_count) for w in sh.worksheets()] == [
        ("Sheet1", 0, 1000, 26)
    ]
    assert sh.url == f"https://docs.google.com/spreadsheets/d/{sh.id}"


def test_opened_by_title_key_and_url(gc, sh):
    assert gc.open("Tea tasting").id == sh.id
    assert gc.open_by_key(sh.id).title == "Tea tasting"
    assert gc.open_by_url(f"https://docs.google.com/spreadsheets/d/{sh.id}/edit#gid=0").id == sh.id


def test_title_that_nobody_has_is_not_found(gc, sh):
    with pytest.raises(gspread.SpreadsheetNotFound):
        gc.open("Coffee tasting")


def test_key_that_nobody_has_is_not_found(gc):
    with pytest.raises(gspread.SpreadsheetNotFound) as caught:
        gc.open_by_key("test")
    assert caught.value.args[0].json() == {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
        }
    }


def test_spreadsheet_of_a_stranger_is_refused(google, gc):
    private = google.new_spreadsheet("Private", writers=[])
    with pytest.raises(PermissionError) as caught:
        gc.open_by_key(private.id)
    assert caught.value.__cause__.error == {
        "code": 403,
        "message": "The caller does not have permission",
        "status": "PERMISSION_DENIED",
    }


def test_listed_files_are_those_one_can_see(google, gc, sh):
    google.new_spreadsheet("Private", writers=[])
    other = google.new_spreadsheet("Shared with the robot")
    listed = gc.list_spreadsheet_files()
    assert {file["id"] for file in listed} == {sh.id, other.id}
    assert {frozenset(file) for file in listed} == {
        frozenset({"id", "name", "createdTime", "modifiedTime"})
    }
    assert [file["name"] for file in gc.list_spreadsheet_files(title="Tea tasting")] == [
        "Tea tasting"
    ]


def test_more_files_than_a_page_holds_are_all_listed(google, gc):
    for number in range(1005):
        google.files.new_spreadsheet(f"File {number}", google.world.caller(ROBOT))
    assert len(gc.list_spreadsheet_files()) == 1005


def test_openall_opens_each_with_the_title(gc, sh):
    gc.create("Another")
    assert sorted(book.title for book in gc.openall()) == ["Another", "Tea tasting"]
    assert [book.id for book in gc.openall("Tea tasting")] == [sh.id]


def test_folder_narrows_the_search(gc):
    inside = gc.create("Minutes", folder_id="folder-1")
    gc.create("Minutes")
    assert gc.open("Minutes", folder_id="folder-1").id == inside.id


def test_copy_takes_cells_permissions_and_comments(google, gc, sh, ws):
    ws.update([["green", 1]], "A1")
    sh.share("reader@agency.example", perm_type="user", role="reader", notify=False)
    google.files.by_id[sh.id].comments.append({"content": "see row 1", "anchor": "x"})
    copy = gc.copy(sh.id, title="Second tasting", copy_permissions=True)
    assert copy.title == "Second tasting"
    assert copy.sheet1.get_all_values() == [["green", "1"]]
    held = {(p["emailAddress"], p["role"]) for p in copy.list_permissions()}
    assert held == {(ROBOT, "owner"), ("reader@agency.example", "reader")}
    assert [c["content"] for c in google.files.by_id[copy.id].comments] == ["see row 1"]


def test_copy_without_a_title_is_named_after_its_source(gc, sh):
    assert gc.copy(sh.id, copy_comments=False).title == "Copy of Tea tasting"


def test_deleted_spreadsheet_is_gone(gc, sh):
    gc.del_spreadsheet(sh.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        gc.open_by_key(sh.id)


def test_csv_import_replaces_everything(gc, sh):
    sh.add_worksheet("Second", 5, 5)
    gc.import_csv(sh.id, "name,score,on\nกาแฟ,1.5,2026-11-22\nb,2,\n")
    again = gc.open_by_key(sh.id)
    assert [w.title for w in again.worksheets()] == ["Tea tasting"]
    values = again.sheet1.get(value_render_option="UNFORMATTED_VALUE")
    assert values == [["name", "score", "on"], ["กาแฟ", 1.5, 46348], ["b", 2]]


def test_permissions_are_made_changed_and_taken(gc, sh):
    gc.insert_permission(sh.id, "a@agency.example", perm_type="user", role="writer", notify=False)
    sh.share("agency.example", perm_type="domain", role="reader")
    sh.share(None, perm_type="anyone", role="reader")
    listed = gc.list_permissions(sh.id)
    assert [(p["type"], p["role"]) for p in listed] == [
        ("user", "owner"),
        ("user", "writer"),
        ("domain", "reader"),
        ("anyone", "reader"),
    ]
    gc.remove_permission(sh.id, listed[-1]["id"])
    assert sh.remove_permissions("a@agency.example", role="writer") == [listed[1]["id"]]
    assert sh.remove_permissions("agency.example") == [listed[2]["id"]]
    assert [p["role"] for p in sh.list_permissions()] == ["owner"]


def test_ownership_goes_to_another_person(google, gc, sh):
    sh.share("new@agency.example", perm_type="user", role="writer", notify=False)
    permission_id = sh.list_permissions()[1]["id"]
    assert sh.transfer_ownership(permission_id).ok
    theirs = google.gspread("new@agency.example").open_by_key(sh.id)
    assert theirs.accept_ownership(permission_id).ok
    assert google.files.by_id[sh.id].owner == "new@agency.example"


def test_times_of_the_file_follow_changes(google, gc, sh, ws):
    before = sh.get_lastUpdateTime()
    assert sh.creationTime <= before
    google.clock.advance(5)
    ws.update_acell("A1", "x")
    assert sh.get_lastUpdateTime() > before
    sh.update_drive_metadata()
    with pytest.warns(DeprecationWarning, match="lastUpdateTime"):
        assert sh.lastUpdateTime > before
    assert gc.get_file_drive_metadata(sh.id)["name"] == "Tea tasting"


def test_exported_workbook_opens_elsewhere(gc, sh, ws):
    ws.update([["เริ่ม", "n"], ["2026-11-22", "=1+1"]], "A1", raw=False)
    book = openpyxl.load_workbook(io.BytesIO(sh.export(ExportFormat.EXCEL)))
    cells = [[cell.value for cell in row] for row in book["Sheet1"].iter_rows()]
    assert cells[0] == ["เริ่ม", "n"]
    assert cells[1][0].isoformat() == "2026-11-22T00:00:00"
    assert cells[1][1] == "=1+1"


def test_exported_texts_are_what_the_first_tab_shows(gc, sh, ws):
    ws.update([["a", "b,c"], ["1", "50%"]], "A1", raw=False)
    assert gc.export(sh.id, ExportFormat.CSV) == b'a,"b,c"\r\n1,50%'
    assert gc.export(sh.id, ExportFormat.TSV) == b"a\tb,c\r\n1\t50%"


def test_other_export_formats_are_what_they_say(sh, ws):
    ws.update_acell("A1", "hello")
    assert sh.export(ExportFormat.PDF).startswith(b"%PDF-1.4")
    for wanted, inside in (
        (ExportFormat.OPEN_OFFICE_SHEET, "content.xml"),
        (ExportFormat.ZIPPED_HTML, "Sheet1.html"),
    ):
        with zipfile.ZipFile(io.BytesIO(sh.export(wanted))) as archive:
            assert "hello" in archive.read(inside).decode()


def test_token_is_fetched_once_and_says_when_it_ends(google, gc, sh):
    gc.set_timeout((5, 30))
    gc.open_by_key(sh.id)
    tokens = [entry for entry in google.log if entry.path == "/token"]
    assert len(tokens) == 1
    assert gc.expiry is not None


def test_client_signs_in_by_hand(gc):
    gc.http_client.login()
    assert gc.http_client.session.headers["Authorization"].startswith("Bearer ya29.")
