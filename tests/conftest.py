"""What all tests share."""

import gc

import tests.fixtures.properties  # noqa: F401 — how often each property is tried
from tests.fixtures.agency_folder import agency_folder
from tests.fixtures.browser import browser
from tests.fixtures.chat_server import chat_server

__all__ = ["agency_folder", "browser", "chat_server"]

gc.disable()  # what is collected stays until the end: looking for garbage in it is a fifth of that


def pytest_collection_finish():
    gc.freeze()
    gc.enable()
