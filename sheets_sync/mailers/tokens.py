"""Secrets of mail accounts: password files, token commands, refreshed OAuth tokens."""

import datetime as dt
import http.client
import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sheets_sync.errors import MailError
from sheets_sync.files import replace_file
from sheets_sync.regular_files import OpenToOthersError, read_private
from sheets_sync.service_credentials import is_withheld

EARLY = dt.timedelta(minutes=5)
"""A token is replaced so long before it ends: a letter takes a while."""
UNTOLD_LIFE = dt.timedelta(minutes=30)
"""How long a token lives that does not say: half of what Google and Microsoft give."""
SECONDS = 30

GOOGLE = "https://oauth2.googleapis.com/token"
MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
MICROSOFT_SCOPE = "https://outlook.office365.com/SMTP.Send offline_access"


@dataclass(frozen=True, slots=True)
class PasswordFile:
    """A file that only the service may read, holding one line."""

    path: Path

    def reveal(self) -> str:
        """Read the password; a file that others can read is refused."""
        return _private(self.path).rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class PasswordVariable:
    """An environment variable."""

    variable: str

    def reveal(self) -> str:
        """Read the password."""
        try:
            return os.environ[self.variable]
        except KeyError as error:
            raise MailError("smtp-variable-missing", variable=self.variable) from error


@dataclass(frozen=True, slots=True)
class _Grant:
    token: str = field(repr=False)
    until: dt.datetime


@dataclass(slots=True)
class TokenCommand:
    """A program that prints an access token, bare or as JSON with `expires_in`."""

    command: Sequence[str]
    _grant: _Grant | None = field(default=None, init=False, repr=False)

    def fresh(self, now: dt.datetime) -> str:
        """Give a token that lives for a while yet."""
        if self._grant is None or self._grant.until - EARLY <= now:
            self._grant = _granted(_answer(self._run()), now)
        return self._grant.token

    def forget(self) -> None:
        """Drop the token: the server would not have it."""
        self._grant = None

    def _run(self) -> str:
        try:
            done = subprocess.run(  # noqa: S603  (the operator's own command)
                [*self.command], capture_output=True, timeout=SECONDS, check=True
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            # Its output may hold the token: only the kind of failure is told.
            raise MailError("smtp-token-command", failure=_kind(error)) from None
        return done.stdout.decode("utf-8", "replace")


def _kind(error: Exception) -> str:
    """How a command failed, as somebody at a terminal would see it."""
    match error:
        case subprocess.CalledProcessError():
            return f"exit {error.returncode}"
        case subprocess.TimeoutExpired():
            return f"> {SECONDS} s"
        case OSError() if error.strerror:
            return error.strerror
    return type(error).__name__


@dataclass(slots=True)
class RefreshedToken:
    """An access token won from a refresh token (Google and Microsoft alike).

    The file holds JSON: `client_id`, `client_secret` (where there is one), `refresh_token`;
    for Microsoft also `tenant`; for anybody else `token_uri` and `scope`. Microsoft hands out
    a new refresh token each time: it is written back.
    """

    file: Path
    _grant: _Grant | None = field(default=None, init=False, repr=False)

    def fresh(self, now: dt.datetime) -> str:
        """Give a token that lives for a while yet."""
        if self._grant is None or self._grant.until - EARLY <= now:
            self._grant = self._refreshed(now)
        return self._grant.token

    def forget(self) -> None:
        """Drop the token: the server would not have it."""
        self._grant = None

    def _refreshed(self, now: dt.datetime) -> _Grant:
        kept = _answer(_private(self.file))
        endpoint, scope = _provider(kept)
        _refuse_insecure(endpoint)
        if "tenant" not in kept and kept.get("client_secret"):
            from sheets_sync.mailers.google_token import refreshed  # slow import

            reply = refreshed(kept, endpoint, scope, seconds=SECONDS)
        else:
            form = {"grant_type": "refresh_token", "scope": scope} | {
                name: kept.get(name, "") for name in ("client_id", "client_secret", "refresh_token")
            }
            reply = _post(endpoint, {name: value for name, value in form.items() if value})
        newer = reply.get("refresh_token")
        if newer and newer != kept.get("refresh_token"):
            _replace(self.file, json.dumps(kept | {"refresh_token": newer}))
        return _granted(reply, now)


def _provider(kept: dict[str, str]) -> tuple[str, str]:
    """Who gives the token, and what for."""
    if "tenant" in kept:
        tenant = urllib.parse.quote(kept["tenant"], safe="")
        return MICROSOFT.format(tenant=tenant), kept.get("scope", MICROSOFT_SCOPE)
    return kept.get("token_uri", GOOGLE), kept.get("scope", "")


def _refuse_insecure(endpoint: str) -> None:
    parts = urllib.parse.urlsplit(endpoint)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise MailError("smtp-token-endpoint-insecure", endpoint=endpoint)


def _post(endpoint: str, form: dict[str, str]) -> dict[str, str]:
    request = urllib.request.Request(  # noqa: S310  (scheme checked above)
        endpoint, urllib.parse.urlencode(form).encode(), method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as reply:  # noqa: S310
            return _answer(reply.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        with error:
            told = _answer(error.read().decode("utf-8", "replace")).get("error", "")
        raise MailError("smtp-token-refused", status=error.code, error=told) from None
    except (OSError, http.client.HTTPException) as error:
        raise MailError("smtp-token-unreachable", endpoint=endpoint) from error


def _answer(text: str) -> dict[str, str]:
    """Read JSON, or a bare token."""
    try:
        found = json.loads(text)
    except ValueError:
        found = {"access_token": text.strip()}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def _granted(reply: dict[str, str], now: dt.datetime) -> _Grant:
    token = reply.get("access_token", "")
    if not token or not token.isascii() or any(letter.isspace() for letter in token):
        raise MailError("smtp-token-missing")
    seconds = reply.get("expires_in", "")
    life = dt.timedelta(seconds=int(seconds)) if seconds.isdecimal() else UNTOLD_LIFE
    return _Grant(token, now + life)


def _private(path: Path) -> str:
    try:
        return read_private(path).decode()
    except OpenToOthersError as error:
        raise MailError("smtp-secret-open-to-others", file=path) from error
    except (OSError, UnicodeDecodeError) as error:
        if is_withheld(path):
            raise MailError("credential-withheld", name=path.name) from error
        raise MailError("smtp-secret-unreadable", file=path) from error


def _replace(path: Path, text: str) -> None:
    try:
        replace_file(path, lambda file: file.write(text.encode()), private=True)
    except OSError as error:
        raise MailError("smtp-secret-unwritable", file=path) from error
