"""Quota: sliding minutes, by user and by project."""

import pytest

from tests.google.clients import SCOPES
from tests.google.google import ROBOT
from tests.google.tests.conftest import Http


@pytest.fixture
def book(google):
    google.clock.freeze(google.clock.now())
    return google.new_spreadsheet("Busy", {"Data": [["a"]]}, owner=ROBOT)


@pytest.fixture
def read(book, http: Http):
    return lambda: http("GET", f"/v4/spreadsheets/{book.id}/values/A1")


@pytest.fixture
def write(book, http: Http):
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    return lambda: http("PUT", path, json={"values": [[1]]})


def test_the_sixty_first_read_of_a_minute_is_refused(read):
    assert {read().status_code for _ in range(60)} == {200}
    refused = read()
    assert refused.status_code == 429
    error = refused.json()["error"]
    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per "
        "user' of service 'sheets.googleapis.com' for consumer 'project_number:123456789012'."
    )
    assert "Retry-After" not in refused.headers


def test_reads_and_writes_are_counted_apart(google, read, write):
    for _ in range(60):
        read()
    assert {write().status_code for _ in range(60)} == {200}
    assert write().status_code == 429
    assert (google.quota.used("read", ROBOT), google.quota.used("write", ROBOT)) == (60, 60)


def test_the_window_slides(google, read):
    for _ in range(30):
        read()
    google.clock.advance(40)
    for _ in range(30):
        read()
    assert read().status_code == 429
    google.clock.advance(20.1)
    assert {read().status_code for _ in range(30)} == {200}
    assert read().status_code == 429


def test_refused_requests_do_not_count(google, read):
    for _ in range(70):
        read()
    assert google.quota.used("read", ROBOT) == 60
    assert google.log.reads == 60


def test_the_project_has_a_limit_of_its_own(google, book):
    people = [f"robot{number}@loopback.iam.gserviceaccount.com" for number in range(6)]
    book.file.permissions += [
        {"id": who, "type": "user", "role": "reader", "emailAddress": who} for who in people
    ]
    http = Http(google)
    statuses = []
    for who in people:
        token = google.identity.issue(who, SCOPES).text
        http.session.headers["Authorization"] = f"Bearer {token}"
        path = f"/v4/spreadsheets/{book.id}/values/A1"
        statuses += [http("GET", path).status_code for _ in range(60)]
    http.session.close()
    assert statuses == [200] * 300 + [429] * 60


def test_a_batch_is_one_request(google, book, http):
    path = f"/v4/spreadsheets/{book.id}/values:batchGet"
    http("GET", path, params={"ranges": ["A1"] * 500})
    assert google.quota.used("read") == 1


def test_drive_is_not_counted(google, book, http):
    for _ in range(70):
        assert http("GET", f"/drive/v3/files/{book.id}").status_code == 200
    assert google.quota.used("read") == 0


def test_quota_can_be_switched_off(google, read):
    google.quota.enabled = False
    assert {read().status_code for _ in range(70)} == {200}
