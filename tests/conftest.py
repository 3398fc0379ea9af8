"""What all tests share."""

import gc
from collections import Counter

import pytest

import tests.fixtures.properties  # noqa: F401 — how often each property is tried
from tests.fixtures.agency_folder import agency_folder
from tests.fixtures.browser import browser
from tests.fixtures.chat_server import chat_server

__all__ = ["agency_folder", "browser", "chat_server"]

MANY = 100
"""Tests of one file; handing them out to workers one by one takes longer than most of them do."""


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: looking for garbage in it takes a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items):
    """Let one worker run a file of many small tests, which then also makes what they share once."""
    tests = Counter(item.path for item in items)
    for item in items:
        if tests[item.path] >= MANY and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
