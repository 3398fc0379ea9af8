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
        gc.enable()
