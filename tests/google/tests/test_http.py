"""Requests no client library sends: odd methods, packed bodies, broken lengths."""

import gzip
import socket

import pytest

from tests.google.google import ROBOT


@pytest.fixture
def book(google):
    return google.new_spreadsheet("Data", {"Data": [["a"]]}, owner=ROBOT)


def test_a_post_can_stand_for_another_method(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    headers = {"X-HTTP-Method-Override": "PUT"}
    found = http("POST", path, json={"values": [["b"]]}, headers=headers).json()
    assert (found["updatedCells"], book.cell("A1")) == (1, "b")


def test_a_packed_body_is_unpacked(book, http):
    path = f"/v4/spreadsheets/{book.id}/values/A1?valueInputOption=RAW"
    headers = {"Content-Encoding": "gzip"}
    assert http("PUT", path, data=gzip.compress(b'{"values":[["b"]]}'), headers=headers).ok
    assert book.cell("A1") == "b"
    assert http("PUT", path, data=b"not packed", headers=headers).status_code == 400


def test_null_for_a_body_is_an_empty_one(book, http):
    found = http("POST", f"/v4/spreadsheets/{book.id}:batchUpdate", data="null")
    assert found.json()["error"]["message"] == "Must specify at least one request."


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_methods_nobody_answers_are_not_found(google, book, http, method):
    found = http(method, f"/v4/spreadsheets/{book.id}")
    assert (found.status_code, found.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")
    assert [entry.method for entry in google.log] == [method]
    assert http("GET", f"/v4/spreadsheets/{book.id}").ok, "the line can be used again"


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: abc\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    ],
)
def test_a_length_that_is_none_is_refused(google, rest, capfd):
    host, port = google.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(b"POST /v4/spreadsheets HTTP/1.1\r\nHost: loopback\r\n" + rest)
        assert line.makefile("rb").readline() == b"HTTP/1.1 400 Bad Request\r\n"
    assert capfd.readouterr().err == ""
