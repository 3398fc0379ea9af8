"""A loopback Google for every test, with the key of an account its spreadsheets are shared with."""

import json
from contextlib import ExitStack

import pytest

from sheets_sync.stores.google.store import GoogleStore
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.retry_policy import RetryPolicy
from tests.google.fixture import google, throw_away_key

__all__ = ["google", "throw_away_key"]

BRISK = RetryPolicy(attempts=3, seconds=20, first_wait=0.001)


@pytest.fixture
def key(google, tmp_path):
    """The file of the service account's key."""
    path = tmp_path / "key.json"
    path.write_text(json.dumps(google.service_account_info()))
    return path


@pytest.fixture
def closing():
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def connect(google, key, closing):
    """A connection to a spreadsheet, by its id."""

    def make(spreadsheet, **options):
        options = {"endpoint": google.url, "retry_policy": BRISK} | options
        made = Connection(spreadsheet, options.pop("credentials", key), **options)
        closing.callback(made.close)
        return made

    return make


def hang_up(store):
    """Close the line of a store, if it ever took one up."""
    if "connection" in vars(store):
        store.connection.close()


@pytest.fixture
def open_google(google, key, tmp_path, closing):
    """A store of a spreadsheet, by its id; all of them share one state folder."""

    def make(spreadsheet, **options):
        options = {
            "endpoint": google.url,
            "retry_policy": BRISK,
            "state": tmp_path / "state",
        } | options
        made = GoogleStore(spreadsheet, options.pop("credentials", key), **options)
        closing.callback(hang_up, made)
        return made

    return make
