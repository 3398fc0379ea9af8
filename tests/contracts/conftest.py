"""Every adapter of every port, for the suites in this folder."""

import datetime as dt

import pytest

from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.fixtures.postgres import postgres

__all__ = ["postgres"]

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request):
    if request.param == "sqlite":
        return "sqlite:///ledger.db"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def ledger(ledger_url, tmp_path):
    with open_ledger(ledger_url, folder=tmp_path) as ledger:
        yield ledger


@pytest.fixture
def another(ledger, ledger_url, tmp_path):
    """The same ledger, opened by a second process."""
    assert ledger
    with open_ledger(ledger_url, folder=tmp_path) as second:
        yield second
