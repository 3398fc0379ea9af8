"""Drive as a program without gspread meets it."""

import pytest
import requests

from tests.google.google import ROBOT, STAFF
from tests.google.tests.conftest import Http


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["a", 1]]}, owner=ROBOT)


def test_default_fields_are_few_and_all_can_be_had(book, http):
    assert http("GET", f"/drive/v3/files/{book.id}").json() == {
        "kind": "drive#file",
        "id": book.id,
        "name": "Data",
        "mimeType": "application/vnd.google-apps.spreadsheet",
    }
    found = http("GET", f"/drive/v3/files/{book.id}", params={"fields": "*"}).json()
    assert found["owners"][0]["emailAddress"] == ROBOT
    assert found["capabilities"]["canEdit"] is True


def test_version_moves_with_every_change_and_never_without(google, book, http):
    def version():
        found = http("GET", f"/drive/v3/files/{book.id}", params={"fields": "version,modifiedTime"})
        return int(found.json()["version"]), found.json()["modifiedTime"]

    first = version()
    http("GET", f"/v4/spreadsheets/{book.id}/values/A1")
    assert version() == first
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    http("PUT", path, json={"values": [["b"]]})
    second = version()
    assert second[0] > first[0]
    assert second[1] > first[1]
    http("PUT", path.replace("RAW", "WRONG"), json={"values": [["c"]]})
    assert version() == second
    book.set("A1", [["staff"]])
    assert version()[0] > second[0]
    assert len(google.conformance.take()) == 1


def test_strangers_files_are_not_found(google, http):
    private = google.new_spreadsheet("Private", writers=[])
    found = http("GET", f"/drive/v3/files/{private.id}")
    assert (found.status_code, found.json()) == (
        404,
        {
            "error": {
                "code": 404,
                "message": f"File not found: {private.id}.",
                "errors": [
                    {
                        "message": f"File not found: {private.id}.",
                        "domain": "global",
                        "reason": "notFound",
                        "location": "fileId",
                        "locationType": "parameter",
                    }
                ],
            }
        },
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name = 'Data'", ["Data"]),
        ("name != 'Data'", ["Folder", "It's"]),
        ("name contains 'at'", ["Data"]),
        ("name = 'It\\'s'", ["It's"]),
        ("mimeType = 'application/vnd.google-apps.folder'", ["Folder"]),
        ("'box' in parents and trashed = false", ["It's"]),
        ('parents in "box"', ["It's"]),
        ("trashed = true", []),
        ("not name contains 'd'", ["It's"]),
        ("(name = 'Data' or name = 'Folder') and not trashed = true", ["Data", "Folder"]),
        (f"'{ROBOT}' in owners", ["Data", "Folder", "It's"]),
        ("modifiedTime > '2012-06-04T12:00:00'", ["Data", "Folder", "It's"]),
        ("sharedWithMe", []),
    ],
)
def test_files_are_searched(book, http, query, names):
    folder = {"name": "Folder", "mimeType": "application/vnd.google-apps.folder"}
    http("POST", "/drive/v3/files", json=folder)
    http("POST", "/drive/v3/files", json={"name": "It's", "parents": ["box"]})
    params = {"q": query, "fields": "files(name)", "orderBy": "name"}
    found = http("GET", "/drive/v3/files", params=params).json()["files"]
    assert [file["name"] for file in found] == names


@pytest.mark.parametrize("size", ["0", "1001", "many"])
def test_pages_have_a_size(http, size):
    found = http("GET", "/drive/v3/files", params={"pageSize": size})
    message = f"Invalid value '{size}'. Values must be within the range: [1, 1000]"
    assert (found.status_code, found.json()["error"]["message"]) == (400, message)


@pytest.mark.parametrize("query", ["name", "name = ", "nope = 'x'", "name ~ 'x'", "(name = 'x'"])
def test_broken_searches_are_refused(http, query):
    found = http("GET", "/drive/v3/files", params={"q": query})
    assert (found.status_code, found.json()["error"]["message"]) == (400, "Invalid Value")


def test_renamed_moved_trashed_and_deleted(book, http):
    path = f"/drive/v3/files/{book.id}"
    params = {"addParents": "box", "removeParents": "root", "fields": "name,parents,trashed"}
    body = {"name": "New", "trashed": True}
    assert http("PATCH", path, params=params, json=body).json() == {
        "name": "New",
        "parents": ["box"],
        "trashed": True,
    }
    assert book.model.title == "New"
    assert http("DELETE", path).status_code == 204
    assert http("GET", path).status_code == 404
    assert http("GET", f"/v4/spreadsheets/{book.id}").status_code == 404


def test_writers_may_not_delete(google, http):
    shared = google.new_spreadsheet("Shared")
    found = http("DELETE", f"/drive/v3/files/{shared.id}")
    assert found.json()["error"]["errors"][0]["reason"] == "insufficientFilePermissions"
    assert shared.file.owner == STAFF


def test_permissions_have_ids_and_roles(book, http):
    path = f"/drive/v3/files/{book.id}/permissions"
    new = {"type": "user", "role": "reader", "emailAddress": "a@agency.example"}
    made = http("POST", path, json=new).json()
    assert set(made) == {"kind", "id", "type", "role"}
    changed = http("PATCH", f"{path}/{made['id']}", json={"role": "writer"}).json()
    assert changed == {**made, "role": "writer"}
    assert http("GET", f"{path}/{made['id']}").json() == changed
    listed = http("GET", path).json()["permissions"]
    assert [p["role"] for p in listed] == ["owner", "writer", "writer"]
    assert http("DELETE", f"{path}/{made['id']}").status_code == 204
    for bad in (
        {"role": "reader"},
        {"type": "user", "role": "king"},
        {"type": "user", "role": "reader"},
    ):
        assert http("POST", path, json=bad).status_code == 400
    owner = http("GET", path).json()["permissions"][0]
    assert http("DELETE", f"{path}/{owner['id']}").status_code == 403
    transfer = {"role": "owner", "type": "user", "emailAddress": "b@agency.example"}
    assert http("POST", path, json=transfer).status_code == 403


def test_content_is_uploaded_and_becomes_a_spreadsheet(google, http):
    sheet_type = "application/vnd.google-apps.spreadsheet"
    body = (
        b"--x\r\nContent-Type: application/json\r\n\r\n"
        b'{"name": "Up", "mimeType": "' + sheet_type.encode() + b'"}\r\n'
        b"--x\r\nContent-Type: text/csv\r\n\r\na,1\nb,2\r\n--x--"
    )
    made = http(
        "POST",
        "/upload/drive/v3/files?uploadType=multipart",
        data=body,
        headers={"Content-Type": "multipart/related; boundary=x"},
    ).json()
    assert google.spreadsheet(made["id"]).values("Up") == [["a", 1], ["b", 2]]
    http(
        "PATCH",
        f"/upload/drive/v3/files/{made['id']}?uploadType=media",
        data="c",
        headers={"Content-Type": "text/csv"},
    )
    assert google.spreadsheet(made["id"]).values("Up") == [["c"]]


def test_exports_that_do_not_exist(book, http):
    path = f"/drive/v3/files/{book.id}/export"
    assert http("GET", path, params={"mimeType": "text/html"}).status_code == 400
    made = http("POST", "/drive/v3/files", json={"name": "plain"}).json()
    found = http("GET", f"/drive/v3/files/{made['id']}/export", params={"mimeType": "text/csv"})
    assert found.json()["error"]["errors"][0]["reason"] == "fileNotExportable"


def test_accounts_without_storage_own_nothing(google, http):
    google.files.service_accounts_have_storage = False
    found = http("POST", "/drive/v3/files", json={"name": "x"}).json()["error"]
    assert found["errors"][0]["reason"] == "storageQuotaExceeded"


def test_who_am_i(http):
    found = http("GET", "/drive/v3/about", params={"fields": "user"}).json()
    assert found["user"]["emailAddress"] == ROBOT
    assert http("GET", "/drive/v3/about").status_code == 400


def test_methods_that_are_described_but_not_emulated(http):
    assert http("GET", "/drive/v3/drives").status_code == 501
    assert http("GET", "/drive/v3/nonsense").status_code == 404
    assert "Error 404" in http("GET", "/v9/anything").text


def test_everybody_may_look_when_everybody_is_let_in(google, book, http):
    other = Http(google)
    token = google.identity.issue("guest@else.example", ["https://www.googleapis.com/auth/drive"])
    other.session.headers["Authorization"] = f"Bearer {token.text}"
    path = f"/v4/spreadsheets/{book.id}/values/A1"
    assert other("GET", path).status_code == 403
    http(
        "POST", f"/drive/v3/files/{book.id}/permissions", json={"type": "anyone", "role": "reader"}
    )
    assert other("GET", path).status_code == 200
    other.session.close()
    assert requests.get(google.url + path, timeout=10).status_code == 403
