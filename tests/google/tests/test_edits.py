"""Staff edit between a client's requests."""

import gspread
import pytest

from tests.google.google import ROBOT

ROWS = [["id", "name"], ["C-2", "b"], ["C-1", "a"]]


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Shared", {"Data": ROWS})


@pytest.fixture
def ws(google, book):
    return google.gspread().open_by_key(book.id).sheet1


def test_row_put_in_between_read_and_write(google, book, ws):
    row = ws.find("C-1").row
    google.edits.before(lambda staff: staff.insert_rows("Data", 2), method="PUT")
    ws.update_cell(row, 2, "written")
    assert book.values("Data") == [["id", "name"], [], ["C-2", "written"], ["C-1", "a"]]


def test_sorted_renamed_and_deleted_in_between(google, book, ws):
    google.edits.before(lambda staff: staff.sort("Data", 1), path="/values/")
    assert ws.col_values(1) == ["id", "C-1", "C-2"]
    google.edits.after(lambda staff: staff.rename("Data", "ข้อมูล"), path="/values/")
    assert ws.acell("A2").value == "C-1"
    with pytest.raises(gspread.exceptions.APIError) as caught:
        ws.acell("A2")
    assert caught.value.error["message"] == "Unable to parse range: 'Data'!A2"
    google.edits.before(lambda staff: staff.delete_rows("ข้อมูล", 2), method="GET")
    assert google.gspread().open_by_key(book.id).sheet1.acell("A2").value == "C-2"


def test_edits_as_data(google, book, ws):
    google.edits.before(
        [
            {"range": "Data!A4", "values": [["C-3", "=1+1"]]},
            {"range": "Data!C1", "values": [["=1+1"]], "raw": True},
            {"clear": "Data!A2:B2"},
            {"requests": [{"addSheet": {"properties": {"title": "New"}}}]},
        ]
    )
    ws.acell("A1")
    assert book.values("Data") == [
        ["id", "name", "=1+1"],
        [],
        ["C-1", "a"],
        ["C-3", 2],
    ]
    assert book.titles == ["Data", "New"]


def test_edits_wait_for_their_turn_and_run_as_often_as_asked(google, book, ws):
    seen = []
    google.edits.before(seen.append, method="GET", after=1, times=2)
    for _ in range(4):
        ws.acell("A1")
    assert [staff.id for staff in seen] == [book.id] * 2
    assert google.edits.waiting == []


def test_edits_of_another_spreadsheet(google, book, ws):
    other = google.new_spreadsheet("Directory", {"Staff": [["x"]]})
    google.edits.before(lambda staff: staff.set("A1", [["y"]]), spreadsheet=other.id)
    ws.acell("A1")
    assert (other.cell("A1"), book.cell("A1")) == ("y", "id")


def test_edits_cost_the_client_nothing(google, book, ws):
    google.edits.before(lambda staff: [staff.set("A1", [[n]]) for n in range(100)])
    before = google.log.reads, google.log.writes
    assert ws.acell("A1").value == "99"
    assert (google.log.reads, google.log.writes) == (before[0] + 1, before[1])


def test_staff_meet_protections_too(google, book):
    guarded = {"range": {"sheetId": 0}, "editors": {"users": [ROBOT]}}
    google.gspread().open_by_key(book.id).batch_update(
        {"requests": [{"addProtectedRange": {"protectedRange": guarded}}]}
    )
    book.set("A1", [["owner"]])
    with pytest.raises(Exception, match="protected cell"):
        book.as_person("other@agency.example").set("A1", [["x"]])
    assert book.cell("A1") == "owner"


def test_a_failing_edit_changes_nothing(book):
    with pytest.raises(Exception, match="already exists"):
        book.requests(
            {"addSheet": {"properties": {"title": "New"}}},
            {"addSheet": {"properties": {"title": "New"}}},
        )
    assert book.titles == ["Data"]


def test_everything_staff_do_by_name(book):
    book.add_tab("More", gridProperties={"rowCount": 3, "columnCount": 3})
    book.set("More!A1", [["a", "b"]])
    book.insert_columns("More", 1)
    book.delete_columns("More", 3)
    book.hide_tab("More")
    assert book.values("More") == [["", "a"]]
    assert book.sheet("More").properties["hidden"] is True
    book.clear("More!A:B")
    book.fill("More", [[1, 2]])
    assert book.values("More") == [[1, 2]]
    book.delete_tab("More")
    with pytest.raises(LookupError, match="there is no tab 'More'"):
        book.sheet("More")


def test_an_edit_waits_for_a_request_about_a_spreadsheet(google, book):
    google.edits.before(lambda staff: staff.set("A2", [["edited"]]))
    opened = google.gspread().open("Shared")  # looks the title up in Drive first
    assert opened.sheet1.acell("A2").value == "edited"


def test_an_edit_before_the_version_is_looked_up(google, book):
    before = book.file.version
    google.edits.before(lambda staff: staff.set("A2", [["edited"]]))
    files = google.service("drive", "v3").files()
    assert int(files.get(fileId=book.id, fields="version").execute()["version"]) > before
    assert book.cell("A2") == "edited"
