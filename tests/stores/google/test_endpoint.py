"""A server that stands in for Google is on this machine, and nothing gets past it."""

import pytest
import requests

from sheets_sync.errors import SetupError
from sheets_sync.stores.google.transport.endpoint import loopback, redirect


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://127.4.5.6:8080", "http://127.4.5.6:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("HTTP://127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_an_address_on_this_machine(given, used):
    assert loopback(given) == used


@pytest.mark.parametrize(
    "given",
    [
        "https://127.0.0.1:8080",
        "http://192.168.1.5:8080",
        "http://10.0.0.1",
        "http://0.0.0.0:8080",
        "http://example.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1@example.com",
        "http://example.com:80@127.0.0.1:8080",
        "http://[::ffff:8.8.8.8]:80",
        "http://127.0.0.1:port",
        "http://[::1",
        "127.0.0.1:8080",
        "file:///etc/passwd",
        "http://",
        " ",
    ],
)
def test_an_address_anywhere_else_is_refused(given):
    with pytest.raises(SetupError) as caught:
        loopback(given)

    assert caught.value.name == "google-endpoint"
    assert caught.value.facts == {"value": given}


def test_whatever_a_session_asks_of_anybody_goes_there(google, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with requests.Session() as session:
        redirect(session, google.url)
        hosts = ["https://sheets.googleapis.com", "http://metadata.google.internal", "https://x.y"]
        for host in hosts:
            session.get(f"{host}/v4/spreadsheets/1aB?fields=spreadsheetId", timeout=5)

    assert [entry.path for entry in google.log] == ["/v4/spreadsheets/1aB"] * 3
