"""What all tests share."""

import gc

import pytest

import tests.fixtures.properties  # noqa: F401 — how often each property is tried
from tests.fixtures.agency_folder import agency_folder
from tests.fixtures.browser import browser
from tests.fixtures.chat_server import chat_server

__all__ = ["agency_folder", "browser", "chat_server"]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays to the end: looking for garbage in it takes a fifth of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)  # what a test makes is seldom worth a look either
        gc.enable()


def pytest_collection_modifyitems(items):
    """Let one worker run a file, which then makes what its tests share once; long files first.

    What begins last should be short: else the other workers wait for it at the end.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
