"""Pointing real, unmodified Google clients at a server on loopback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

import httplib2  # type: ignore[import-untyped]
import requests
from requests.adapters import HTTPAdapter

GOOGLE_HOSTS = (
    "https://sheets.googleapis.com",
    "https://www.googleapis.com",
    "https://oauth2.googleapis.com",
    "https://iamcredentials.googleapis.com",
)
SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
)


class LoopbackAdapter(HTTPAdapter):
    """Sends what is meant for Google to another base URL, the first host in a header."""

    def __init__(self, base_url: str) -> None:
        self._base = urlsplit(base_url)
        super().__init__()

    def __deepcopy__(self, memo: object) -> Self:
        # google-auth copies what it is given to ask for more in the background, at a time nobody
        # can tell; where that cannot be copied it does without.
        raise TypeError("a line to loopback is not copied")

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        parts = urlsplit(request.url or "")
        request.headers["X-Original-Host"] = parts.netloc
        here = parts._replace(scheme=self._base.scheme, netloc=self._base.netloc)
        request.url = here.geturl()
        return super().send(request, *args, **kwargs)


def redirect(session: requests.Session, base_url: str) -> None:
    """Make a session talk to the server instead of to Google.

    An AuthorizedSession has a second session inside for what it asks on its own account.
    """
    inner: requests.Session | None = getattr(session, "_auth_request_session", None)
    for each in (session, inner):
        if each is not None:
            for host in GOOGLE_HOSTS:
                each.mount(host, LoopbackAdapter(base_url))


def gspread_client(
    base_url: str, info: dict[str, str], scopes: Sequence[str] = SCOPES, **options: Any
) -> Any:
    """gspread as its documentation sets it up, `service_account_from_dict`, on loopback."""
    import gspread

    client = gspread.service_account_from_dict(info, scopes=list(scopes), **options)
    redirect(client.http_client.session, base_url)
    return client


def google_service(
    name: str, version: str, base_url: str, info: dict[str, str], scopes: Sequence[str] = SCOPES
) -> Any:
    """A service of google-api-python-client on loopback, by `client_options.api_endpoint`."""
    import google_auth_httplib2  # type: ignore[import-untyped]
    from googleapiclient.discovery import build  # type: ignore[import-untyped]

    endpoint = base_url if name == "sheets" else f"{base_url}/{name}/{version}/"
    http = google_auth_httplib2.AuthorizedHttp(
        _credentials(info, scopes), http=LoopbackHttp(base_url)
    )
    return build(
        name,
        version,
        http=http,
        client_options={"api_endpoint": endpoint},
        static_discovery=True,
        cache_discovery=False,
    )


def pygsheets_client(base_url: str, info: dict[str, str], scopes: Sequence[str] = SCOPES) -> Any:
    """pygsheets on loopback: its HTTP object rewrites addresses, nothing else is changed."""
    from pygsheets.client import Client  # type: ignore[import-untyped]

    return Client(_credentials(info, scopes), http=LoopbackHttp(base_url), retries=1)


def _credentials(info: dict[str, str], scopes: Sequence[str]) -> Any:
    from google.oauth2 import service_account

    kind: Any = service_account.Credentials
    return kind.from_service_account_info(info, scopes=list(scopes))


class LoopbackHttp(httplib2.Http):  # type: ignore[misc]
    """The same for clients that are built on httplib2."""

    def __init__(self, base_url: str) -> None:
        self._base = urlsplit(base_url)
        super().__init__()

    def __deepcopy__(self, memo: object) -> Self:
        raise TypeError("a line to loopback is not copied")

    def request(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        if uri.startswith((*GOOGLE_HOSTS, f"https://{self._base.netloc}")):
            here = urlsplit(uri)._replace(scheme=self._base.scheme, netloc=self._base.netloc)
            uri = here.geturl()
        return super().request(uri, *args, **kwargs)
