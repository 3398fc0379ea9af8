"""The server for every test, a gspread client, and a spreadsheet of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from gspread import Client, Spreadsheet, Worksheet

from tests.google.clients import SCOPES
from tests.google.fixture import LoopbackGoogle, google, throw_away_key
from tests.google.google import ROBOT

__all__ = ["google", "throw_away_key"]


@pytest.fixture
def gc(google: LoopbackGoogle) -> Client:
    return google.gspread()


@pytest.fixture
def sh(gc: Client) -> Spreadsheet:
    return gc.create("Tea tasting")


@pytest.fixture
def ws(sh: Spreadsheet) -> Worksheet:
    return sh.sheet1


class Http:
    """Plain requests with a token, for what no client would send."""

    def __init__(self, google: LoopbackGoogle) -> None:
        self.url = google.url
        self.session = requests.Session()
        token = google.identity.issue(ROBOT, SCOPES).text
        self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        return self.session.request(method, self.url + path, **{"timeout": 30, **options})


@pytest.fixture
def http(google: LoopbackGoogle) -> Iterator[Http]:
    made = Http(google)
    yield made
    made.session.close()


class Batch:
    """A spreadsheet of the robot's own, and batchUpdate on it."""

    def __init__(self, google: LoopbackGoogle, http: Http) -> None:
        self.book = google.new_spreadsheet("Batch", {"Sheet1": []}, owner=ROBOT)
        self.http = http

    def __call__(self, *sent: dict[str, Any], **more: Any) -> Any:
        """The replies, or the message of the refusal."""
        path = f"/v4/spreadsheets/{self.book.id}:batchUpdate"
        found = self.http("POST", path, json={"requests": list(sent), **more}).json()
        return found["error"]["message"] if "error" in found else found.get("replies")

    def get(self, fields: str, **params: Any) -> Any:
        path = f"/v4/spreadsheets/{self.book.id}"
        return self.http("GET", path, params={"fields": fields, **params}).json()


@pytest.fixture
def batch(google: LoopbackGoogle, http: Http) -> Batch:
    return Batch(google, http)
