"""Which failures pass by themselves, and whether a request may have been carried out all the same.

Only the HTTP status and the exception of the transport decide. The codes inside a body do not:
a page of HTML has none, and Google's own differ between its services.
"""

import datetime as dt
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Literal, TypeAlias

import requests
from google.auth.exceptions import GoogleAuthError, TransportError
from requests import exceptions as lines
from urllib3.exceptions import HTTPError, NewConnectionError

Why: TypeAlias = Literal["quota", "odd", "line"]

PASSING = frozenset({408, 429, 500, 502, 503, 504})
TOO_MANY = 429
ELSEWHERE = range(300, 400)
"""The only place that Google's answers lead to is a page to sign in, and not every time."""


class PassingError(Exception):
    """An attempt that failed for a reason that may be gone a little later."""

    def __init__(self, reason: str, *, why: Why, reached: bool, wait: float = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        """In a word or two: a status, the name of an exception."""
        self.why = why
        self.reached = reached
        """The request may have been carried out."""
        self.wait = wait
        """Seconds the server asked to be left alone."""


class TokenLaterError(TransportError):
    """Whoever gives out tokens asks to come again."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason, retryable=True)  # type: ignore[no-untyped-call]
        self.reason = reason
        self.wait = wait


def passing_status(status: int, headers: Mapping[str, str]) -> PassingError | None:
    """What a status means that may be another one soon; None for an answer that is final."""
    if status not in PASSING and status not in ELSEWHERE:
        return None
    why: Why = "quota" if status == TOO_MANY else "odd" if status in ELSEWHERE else "line"
    # Whoever is turned away by the quota has surely changed nothing.
    return PassingError(
        f"HTTP {status}", why=why, reached=status != TOO_MANY, wait=retry_after(headers)
    )


def passing_line(error: Exception) -> PassingError | None:
    """What an exception of the transport means; None for one that will come again."""
    if isinstance(error, TokenLaterError):
        return PassingError(error.reason, why="line", reached=False, wait=error.wait)
    if isinstance(error, GoogleAuthError):
        return _passing_token(error)
    if isinstance(error, lines.SSLError | lines.InvalidURL | lines.InvalidProxyURL):
        return None
    if isinstance(error, requests.RequestException):
        return PassingError(_name(error), why="line", reached=_reached(error))
    if isinstance(error, HTTPError):  # while the body is read
        return PassingError(_name(error), why="line", reached=True)
    return None


def _passing_token(error: GoogleAuthError) -> PassingError | None:
    """A token is asked for before the request itself is sent."""
    cause = error.__cause__
    if isinstance(cause, lines.SSLError):
        return None
    if isinstance(error, TransportError) or error.retryable:
        name = _name(cause) if isinstance(cause, Exception) else _name(error)
        return PassingError(f"token: {name}", why="line", reached=False)
    return None


def _reached(error: requests.RequestException) -> bool:
    """Whether the line stood before it broke."""
    inner = getattr(error.args[0] if error.args else None, "reason", None)
    return not isinstance(error, lines.ConnectTimeout | lines.ProxyError) and not isinstance(
        inner, NewConnectionError
    )


def _name(error: Exception) -> str:
    return type(error).__name__


def retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that a server asks to be left alone; 0 where it says nothing that can be read."""
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return 0
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max((until - dt.datetime.now(dt.UTC)).total_seconds(), 0)
