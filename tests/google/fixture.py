"""A pytest fixture: a server of its own for every test, held against the discovery documents.

Use it with `from tests.google.fixture import google` in a conftest, or `-p tests.google.fixture`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.google.clients import google_service, gspread_client, pygsheets_client, redirect
from tests.google.google import ROBOT, Google

__all__ = ["LoopbackGoogle", "google", "throw_away_key"]


class LoopbackGoogle(Google):
    """A started server with clients that talk to it."""

    def gspread(self, email: str = ROBOT, **options: Any) -> Any:
        """A gspread client of a service account."""
        return gspread_client(self.url, self.service_account_info(email), **options)

    def service(self, name: str = "sheets", version: str = "v4", email: str = ROBOT) -> Any:
        """A service of google-api-python-client."""
        return google_service(name, version, self.url, self.service_account_info(email))

    def pygsheets(self, email: str = ROBOT) -> Any:
        return pygsheets_client(self.url, self.service_account_info(email))

    def redirect(self, session: Any) -> None:
        """Make any `requests` session talk to this server instead of to Google."""
        redirect(session, self.url)


@pytest.fixture(scope="session")
def throw_away_key() -> rsa.RSAPrivateKey:
    """One short key for the whole run: clients take longer to load a long one than a test takes."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505


@pytest.fixture
def google(throw_away_key: rsa.RSAPrivateKey) -> Iterator[LoopbackGoogle]:
    """A loopback Google; a request or reply that is not as documented fails the test."""
    server = LoopbackGoogle()
    server.use_key(throw_away_key)
    with server:
        yield server
    if server.world.bugs:
        raise server.world.bugs[0]
    found = server.conformance.deviations
    if found:
        lines = "\n".join(f"  {d.method} {d.part}: {d.where}: {d.what}" for d in found)
        pytest.fail(f"Not as the discovery documents say:\n{lines}", pytrace=False)
