"""What all tests share."""

import tests.fixtures.properties  # noqa: F401 — how often each property is tried
from tests.fixtures.agency_folder import agency_folder
from tests.fixtures.browser import browser
from tests.fixtures.chat_server import chat_server

__all__ = ["agency_folder", "browser", "chat_server"]
