"""A pytest fixture: a server of its own for every test, held against the discovery documents.

Use it with `from tests.google.fixture import google` in a conftest, or `-p tests.google.fixture`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from .clients import google_service, gspread_client, pygsheets_client, redirect
from .google import ROBOT, Google

__all__ = ["LoopbackGoogle", "google", "throw_away_key"]


class LoopbackGoogle(Google):
    """A started server with clients that talk to it."""

    def __init__(self) -> None:
        super().__init__()
        self._closing = ExitStack()

    def gspread(self, email: str = ROBOT, **options: Any) -> Any:
        """A gspread client of a service account."""
        client = gspread_client(self.url, self.service_account_info(email), **options)
        self._closing.callback(client.http_client.session.close)
        return client

    def service(self, name: str = "sheets", version: str = "v4", email: str = ROBOT) -> Any:
        """A service of google-api-python-client."""
        made = google_service(name, version, self.url, self.service_account_info(email))
        self._closing.callback(made.close)
        return made

    def pygsheets(self, email: str = ROBOT) -> Any:
        client = pygsheets_client(self.url, self.service_account_info(email))
        for api in (client.sheet, client.drive):
            self._closing.callback(api.service.close)
        return client

    def check(self) -> None:
        """Fail the test if the server was wrong, or was spoken to wrongly."""
        if self.world.bugs:
            raise self.world.bugs[0]
        found = self.conformance.deviations
        if found:
            lines = "\n".join(f"  {d.method} {d.part}: {d.where}: {d.what}" for d in found)
            pytest.fail(f"Not as the discovery documents say:\n{lines}", pytrace=False)

    def stop(self) -> None:
        self._closing.close()
        super().stop()

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
    server.check()
