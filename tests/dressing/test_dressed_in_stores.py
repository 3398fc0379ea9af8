"""A store reads from its workbook what the sheets wear, so that it says nothing either.

COP_STEWARD_DRESSES=all tries each dress alone, too.
"""

import json
import os

import pytest

from sheets_sync.registry.formats_wanted import formats_wanted
from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.dressing.dressed_books import shared_dressed, write_dressed
from tests.dressing.dresses import DRESSES
from tests.dressing.test_dressed import dressed, plain, said
from tests.google.fixture import google, throw_away_key
from tests.rules.workbooks import our_schema

__all__ = ["google", "throw_away_key"]


@pytest.fixture
def read_from_file(tmp_path):
    def read(workbook):
        path = tmp_path / "registry.xlsx"
        write_dressed(workbook, path)
        return XlsxStore(path).read()

    return read


@pytest.fixture
def read_from_google(google, tmp_path):
    key = tmp_path / "key.json"
    key.write_text(json.dumps(google.service_account_info()))

    def read(workbook):
        shared = shared_dressed(workbook, google, tmp_path / "registry.xlsx")
        store = GoogleStore(
            shared.id,
            key,
            endpoint=google.url,
            state=tmp_path / "state",
            coded=lambda tab: formats_wanted(tab, our_schema()),
        )
        try:
            return store.read()
        finally:
            store.connection.close()

    return read


def combinations():
    alone = [{name} for name in DRESSES] if os.environ.get("COP_STEWARD_DRESSES") == "all" else []
    return [*alone, set(DRESSES)]


def test_a_file(read_from_file):
    undressed = said(read_from_file(plain()))
    for names in combinations():
        assert said(read_from_file(dressed(names))) == undressed, names


def test_a_shared_spreadsheet(read_from_google):
    undressed = said(read_from_google(plain()))
    for names in combinations():
        assert said(read_from_google(dressed(names))) == undressed, names
