"""Where Google is: its own addresses, or a server on this machine that stands in for it."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests

from sheets_sync.errors import SetupError
from sheets_sync.stores.google.transport.line import Line


def loopback(endpoint: str) -> str:
    """A base URL that is sure to lead nowhere but to this machine.

    Raises:
        SetupError: it leads elsewhere, so that a key would be shown to a stranger.
    """
    try:
        parts = urlsplit(endpoint)
        if parts.scheme == "http" and _is_here(parts) and not parts.username:
            return f"{parts.scheme}://{parts.netloc}"
    except ValueError:  # neither an address nor a port
        pass
    raise SetupError("google-endpoint", value=endpoint)


def _is_here(parts: SplitResult) -> bool:
    if parts.hostname == "localhost":
        return parts.port != 0
    return ip_address(parts.hostname or "").is_loopback and parts.port != 0


def redirect(session: requests.Session, endpoint: str, silence: int | None = None) -> None:
    """Send whatever the session asks, of anybody, to the server at `endpoint`."""
    for scheme in ("https://", "http://"):
        session.mount(scheme, _Elsewhere(endpoint, silence))


class _Elsewhere(Line):
    """Sends a request to another base URL, with the host it was meant for in a header."""

    def __init__(self, endpoint: str, silence: int | None) -> None:
        self._base = urlsplit(endpoint)
        super().__init__(silence)

    def send(
        self,
        request: requests.PreparedRequest,
        *args: Any,  # noqa: ANN401 they are the adapter's own
        **kwargs: Any,  # noqa: ANN401
    ) -> requests.Response:
        parts = urlsplit(request.url or "")
        request.headers["X-Original-Host"] = parts.netloc
        request.url = parts._replace(scheme=self._base.scheme, netloc=self._base.netloc).geturl()
        # A proxy of this machine would carry the request away.
        return super().send(request, *args, **{**kwargs, "proxies": {}})
