"""The server: lines, packing, the log, control."""

import gzip

import pytest
import requests

from tests.google.google import ROBOT, Google


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["x" * 500] * 10] * 5}, owner=ROBOT)


def test_a_line_is_kept_for_many_requests(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/A1"
    ports = set()
    for _ in range(5):
        with http("GET", path, stream=True) as found:
            ports.add(found.raw.connection.sock.getsockname()[1])
            found.content  # noqa: B018
    assert len(ports) == 1


def test_large_bodies_are_packed_when_asked_for(google, book, http):
    path = f"/v4/spreadsheets/{book.id}/values/Data"
    packed = http("GET", path, headers={"Accept-Encoding": "gzip"}, stream=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    text = gzip.decompress(packed.raw.read())
    plain = http("GET", path, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.content == text
    google.world.gzip_limit = 100
    assert "Content-Encoding" not in http("GET", path).headers


def test_bodies_may_come_in_chunks(book, http):
    pieces = iter([b'{"values": ', b'[["chunked"]]}'])
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    found = http("PUT", path, data=pieces, headers={"Content-Type": "application/json"})
    assert found.status_code == 200
    assert book.cell("A1") == "chunked"


def test_broken_json_is_refused(book, http):
    path = f"/v4/spreadsheets/{book.id}:batchUpdate"
    found = http("POST", path, data="{requests: ")
    assert found.status_code == 400
    assert found.json()["error"]["message"].startswith("Invalid JSON payload received.")


def test_log_says_what_was_asked_and_what_it_cost(google, book, http):
    google.log.clear()
    http("GET", f"/v4/spreadsheets/{book.id}/values/Data!A1%3AB1", params={"fields": "range"})
    http("POST", f"/v4/spreadsheets/{book.id}/values/A1:clear")
    http("GET", f"/drive/v3/files/{book.id}")
    first, second, third = google.log
    assert (first.number, first.method, first.user, first.status) == (1, "GET", ROBOT, 200)
    assert first.path == f"/v4/spreadsheets/{book.id}/values/Data!A1:B1"
    assert first.query == {"fields": ["range"]}
    assert [entry.quota for entry in (first, second, third)] == ["read", "write", None]
    assert google.log.methods() == [
        "sheets.spreadsheets.values.get",
        "sheets.spreadsheets.values.clear",
        "drive.files.get",
    ]
    assert (google.log.reads, google.log.writes) == (1, 1)
    assert google.log.bytes_sent == sum(entry.reply_bytes for entry in google.log) > 0
    assert google.log.bytes_received == 0


def test_control_endpoint_does_what_the_fixture_does(google, book, http):
    def control(method, name, body=None):
        return requests.request(method, f"{google.url}/control/{name}", json=body, timeout=10)

    path = f"/v4/spreadsheets/{book.id}/values/A1"
    control("POST", "faults", {"kind": "status", "status": 500, "times": 1})
    assert [http("GET", path).status_code for _ in range(2)] == [500, 200]
    control("POST", "edits", {"script": [{"range": "A1", "values": [["staff"]]}]})
    assert http("GET", path).json()["values"] == [["staff"]]
    assert control("GET", "log").json()["reads"] == 2
    control("POST", "quota", {"per_user": 1})
    assert http("GET", path).status_code == 429
    control("POST", "clock", {"advance": 61})
    assert http("GET", path).status_code == 200
    made = control(
        "POST", "spreadsheets", {"title": "T", "sheets": [{"title": "A", "rows": [[1]]}]}
    )
    new_id = made.json()["spreadsheetId"]
    control("POST", "share", {"spreadsheetId": new_id, "email": ROBOT, "role": "reader"})
    assert google.files.by_id[new_id].role(ROBOT) == "reader"
    assert "private_key" in control("POST", "accounts", {"email": "x@y.example"}).json()
    control("POST", "tokens", {})
    assert http("GET", path).status_code == 401
    control("DELETE", "log")
    assert len(google.log) == 0
    assert control("POST", "faults", {"kind": "flood"}).status_code == 400
    assert control("POST", "quota", {"speed": 1}).status_code == 400
    assert "POST /control/faults" in control("GET", "nothing").json()["known"]
    control("POST", "clock", {"freeze": "2026-11-22T00:00:00+00:00"})
    control("DELETE", "faults")
    control("DELETE", "edits")
    control("POST", "tokens", {"revoke": ROBOT})
    assert google.clock.now().isoformat() == "2026-11-22T00:00:00+00:00"
    google.clock.run()
    assert google.clock.now().year >= 2026


def test_mistakes_of_the_server_are_not_hidden(google, book, http, capfd):
    google.edits.before(lambda _staff: 1 / 0)
    assert http("GET", f"/v4/spreadsheets/{book.id}").status_code == 500
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert [type(error) for error in google.world.bugs] == [ZeroDivisionError]
    google.world.bugs.clear()


def test_two_servers_do_not_know_each_other():
    with Google() as one, Google() as two:
        one.new_spreadsheet("Only here")
        assert one.url != two.url
        assert (len(one.files.by_id), len(two.files.by_id)) == (1, 0)
