"""The line that google-auth asks on for itself, with our time-outs and our patience."""

import json
import time
from collections.abc import Callable
from typing import Any, Self

import requests
from google.auth.exceptions import DefaultCredentialsError, TransportError
from google.auth.transport import Response
from google.auth.transport.requests import Request

from sheets_sync.stores.google.transport.endpoint import redirect
from sheets_sync.stores.google.transport.retryable import PASSING, TokenLaterError, retry_after
from sheets_sync.stores.google.transport.usage import Usage

_CONNECT, _READ = 10.0, 30.0
_OK = 200
_OF_MACHINE = "metadata-flavor"
"""The header of what is asked of the server that tells a machine its account."""
_SECOND_LOOK = 2
"""Seconds for further attempts behind the first; google-auth says how long one may take, and
`GCE_METADATA_TIMEOUT` may make it longer."""


class TokenLine(Request):
    """What google-auth asks on its own account: tokens.

    Whoever is to come later does so by our own patience, not by google-auth's.
    """

    def __init__(self, spent: Usage, endpoint: str = "") -> None:
        session = requests.Session()
        if endpoint:
            redirect(session, endpoint)
        super().__init__(session)
        self._spent = spent

    def __deepcopy__(self, memo: object) -> Self:
        # google-auth would copy it to ask in the background where a token may be used. Nothing
        # here needs to know, and without a copy it does without.
        raise TypeError("the line to the token server is not copied")

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        timeout: float | tuple[float, float] | None = None,
        **kwargs: Any,  # noqa: ANN401 they are the transport's own
    ) -> Response:
        """The answer; one that is none, or that asks to come later, is a `TokenLaterError`."""
        exchange = method == "POST"
        self._spent.tokens += exchange
        if isinstance(timeout, tuple):
            timeout = min(timeout[0], _CONNECT), min(timeout[1], _READ)
        ask: Any = super().__call__
        try:
            reply: Response = ask(
                url, method, body, headers, timeout=timeout or (_CONNECT, _READ), **kwargs
            )
        finally:
            self.session.close()  # the next token is an hour away
        self._spent.hear(reply.headers)
        if reply.status in PASSING:
            raise TokenLaterError(f"token: HTTP {reply.status}", retry_after(reply.headers))
        if exchange and reply.status == _OK and not _holds_token(reply.data):
            raise TokenLaterError("token: no token")
        return reply


class MachineLine(TokenLine):
    """How google-auth finds out whether Google gave this machine an account.

    Where nobody answers, it would go on asking for long, and then take an account for granted
    because the machine looks like one of Google's. Here the search ends after a few seconds.
    """

    def __init__(
        self, spent: Usage, endpoint: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(spent, endpoint)
        self._clock = clock
        self._until: float | None = None

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        timeout: float | tuple[float, float] | None = None,
        **kwargs: Any,  # noqa: ANN401 they are the transport's own
    ) -> Response:
        """The answer; `DefaultCredentialsError` where the machine's own server keeps silent."""
        if _OF_MACHINE not in (headers or {}) or not isinstance(timeout, int | float):
            return super().__call__(url, method, body, headers, timeout, **kwargs)
        if self._until is None:
            self._until = self._clock() + timeout + _SECOND_LOOK
        left = self._until - self._clock()
        try:
            if left > 0:
                return super().__call__(url, method, body, headers, min(timeout, left), **kwargs)
        except TransportError:
            if self._clock() < self._until:
                raise
        silent: Any = DefaultCredentialsError
        raise silent("nobody tells the account of this machine")


def _holds_token(data: bytes) -> bool:
    """Whether it is an answer of a token server, and no page of somebody else."""
    try:
        found = json.loads(data)
    except ValueError:
        return False
    return isinstance(found, dict) and bool({"access_token", "accessToken"} & found.keys())
