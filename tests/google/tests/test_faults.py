"""Everything that can go wrong, each on request."""

import gzip
import time

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError

from tests.google.google import ROBOT
from tests.google.server.faults import SIGN_IN
from tests.google.tests.conftest import Http


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Target", {"Data": [["a"]]}, owner=ROBOT)


@pytest.fixture
def ws(google, book):
    return google.gspread().open_by_key(book.id).sheet1


@pytest.fixture
def read(book, http: Http):
    return lambda **options: http("GET", f"/v4/spreadsheets/{book.id}/values/A1", **options)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_errors_as_json_with_and_without_a_time_to_wait(google, read, status):
    google.faults.add("status", status=status, retry_after=7)
    google.faults.add("status", status=status)
    first, second, third = read(), read(), read()
    assert [r.status_code for r in (first, second, third)] == [status, status, 200]
    assert (first.headers["Retry-After"], second.headers.get("Retry-After")) == ("7", None)
    assert set(second.json()["error"]) == {"code", "message", "status"}


@pytest.mark.parametrize("status", [500, 502, 503])
def test_errors_as_pages(google, ws, status):
    google.faults.add("status", status=status, html=True)
    with pytest.raises(gspread.exceptions.APIError) as caught:
        ws.acell("A1")
    assert caught.value.response.status_code == status
    assert caught.value.code == -1
    assert caught.value.response.headers["Content-Type"].startswith("text/html")
    assert ws.acell("A1").value == "a"


def test_reset_before_and_after_the_write(google, book, ws):
    google.faults.add("reset", method="PUT")
    with pytest.raises(requests.ConnectionError):
        ws.update_acell("A1", "first")
    assert book.cell("A1") == "a"
    google.faults.add("reset", method="PUT", applied=True)
    with pytest.raises(requests.ConnectionError):
        ws.update_acell("A1", "second")
    assert book.cell("A1") == "second"
    assert [entry.status for entry in google.log if entry.fault] == [0, 0]


def test_error_after_the_write_was_applied(google, book, ws):
    google.faults.add("status", status=503, applied=True, path=":append$")
    with pytest.raises(gspread.exceptions.APIError):
        ws.append_row(["b"])
    ws.append_row(["b"])
    assert book.values("Data") == [["a"], ["b"], ["b"]]


def test_slow_replies(google, read):
    google.faults.add("slow", seconds=0.3)
    begun = time.monotonic()
    assert read().json()["values"] == [["a"]]
    assert time.monotonic() - begun >= 0.3
    google.faults.add("slow", seconds=0, pause=0.01)
    assert read().json()["values"] == [["a"]]
    google.faults.add("slow", seconds=30)
    with pytest.raises(requests.ReadTimeout):
        read(timeout=0.2)


def test_truncated_bodies(google, read):
    google.faults.add("truncated")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        read()
    assert read().json()["values"] == [["a"]]


def test_sign_in_pages_and_empty_objects_with_status_200(google, ws):
    google.faults.add("sign-in")
    with pytest.raises(requests.exceptions.JSONDecodeError):
        ws.acell("A1")
    google.faults.add("empty-object")
    assert ws.spreadsheet.values_get("A1") == {}


def test_a_redirect_to_sign_in(google, read):
    google.faults.add("redirect")
    found = read(allow_redirects=False)
    assert (found.status_code, found.headers["Location"]) == (302, SIGN_IN)


def test_a_good_reply_spoiled_on_purpose(google, read):
    def pack_half(reply):
        reply.body = gzip.compress(reply.body)[:40]
        reply.headers["Content-Encoding"] = "gzip"

    google.faults.add("spoiled", spoil=lambda reply: setattr(reply, "body", b"[]"))
    google.faults.add("spoiled", spoil=pack_half)
    assert read().json() == []
    assert '"values"' not in read().text
    assert read().json()["values"] == [["a"]]
    with pytest.raises(ValueError, match="takes a function"):
        google.faults.add("spoiled")


def test_expired_tokens_are_renewed_and_revoked_ones_are_not(google, ws):
    google.faults.add("token-expired")
    assert ws.acell("A1").value == "a"
    assert [e.status for e in google.log if "values" in e.path] == [401, 200]
    google.faults.add("token-revoked")
    with pytest.raises(RefreshError, match="invalid_grant"):
        ws.acell("A1")


def test_permission_lost_midway(google, book, ws):
    google.faults.add("permission-lost", after=1)
    assert ws.acell("A1").value == "a"
    with pytest.raises(gspread.exceptions.APIError) as caught:
        ws.acell("A1")
    assert caught.value.code == 403
    assert book.file.role(ROBOT) is None


def test_api_that_was_never_enabled(google, read):
    google.faults.add("api-off", times=None)
    error = read().json()["error"]
    assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")
    assert error["details"][0]["reason"] == "SERVICE_DISABLED"
    assert read().status_code == 403
    google.faults.clear()
    assert read().status_code == 200


def test_faults_hit_only_what_they_are_for(google, book, http, read):
    google.faults.add("status", status=500, method="put", path="/values/B", after=1, times=2)
    path = f"/v4/spreadsheets/{book.id}/values/B1?valueInputOption=RAW"
    assert read().status_code == 200
    sent = [http("PUT", path, json={"values": [[1]]}).status_code for _ in range(4)]
    assert sent == [200, 500, 500, 200]


def test_fault_by_header(read):
    asked = {"X-Emulator-Fault": "status; status=502; html=true; retry_after=3"}
    found = read(headers=asked)
    assert (found.status_code, found.headers["Retry-After"]) == (502, "3")
    assert "<title>Error 502" in found.text
    assert read().status_code == 200


def test_a_fault_nobody_knows_is_told(google):
    with pytest.raises(ValueError, match="there is no fault 'flood'"):
        google.faults.add("flood")
