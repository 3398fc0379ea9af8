"""The server for every test, a gspread client, and a spreadsheet of its own."""

import pytest
from gspread import Client, Spreadsheet, Worksheet

from tests.google.fixture import LoopbackGoogle, google, throw_away_key

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
