"""The control endpoint refuses what it cannot do, and harms no later request."""

import pytest
import requests

from tests.google.google import ROBOT


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["a"]]}, owner=ROBOT)


@pytest.fixture
def control(google):
    def send(name, body):
        found = requests.post(f"{google.url}/control/{name}", json=body, timeout=10)
        return found.status_code, found.json()

    return send


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("faults", {"kind": "status", "path": "("}, "the path '(' is no regular expression"),
        ("faults", {"kind": "status", "status": "abc"}, "status is no number: 'abc'"),
        ("faults", {"kind": "status", "status": 200}, "200 is not the status of an error"),
        ("faults", {"kind": "status", "times": "2"}, "times is no number: '2'"),
        ("faults", {"kind": "status", "code": 500}, "a fault has no 'code': choose from"),
        ("faults", {"status": 500}, "there is no 'kind'"),
        ("faults", [1], "the body is a JSON object, not [1]"),
        ("edits", {}, "there is no 'script'"),
        ("edits", {"script": "x"}, "a script is a list of steps, not 'x'"),
        ("edits", {"script": [{"sort": 1}]}, "a step has 'range' and 'values', 'clear' or"),
        ("edits", {"script": [], "when": "befor"}, "an edit comes 'before' or 'after' a request"),
        ("share", {"spreadsheetId": "none"}, "there is no 'none'"),
    ],
)
def test_what_cannot_be_done_is_refused_at_once(book, http, control, name, body, words):
    status, found = control(name, body)
    assert (status, found["error"][: len(words)]) == (400, words)
    assert http("GET", f"/v4/spreadsheets/{book.id}/values/A1").json()["values"] == [["a"]]


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("flood", "X-Emulator-Fault: there is no fault 'flood'"),
        ("status; speed=1", "X-Emulator-Fault: a fault has no 'speed'"),
        ("status; status=abc", "X-Emulator-Fault: status is no number: 'abc'"),
    ],
)
def test_a_wrong_header_is_told_to_who_sent_it(book, http, header, words):
    path = f"/v4/spreadsheets/{book.id}/values/A1"
    found = http("GET", path, headers={"X-Emulator-Fault": header})
    assert (found.status_code, found.json()["error"][: len(words)]) == (400, words)


def test_any_status_of_an_error_can_be_asked_for(book, http, control):
    assert control("faults", {"kind": "status", "status": 418}) == (200, {"waiting": 1})
    found = http("GET", f"/v4/spreadsheets/{book.id}")
    error = {"code": 418, "message": "Request failed.", "status": "UNKNOWN"}
    assert (found.status_code, found.json()) == (418, {"error": error})
