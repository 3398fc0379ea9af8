"""Who asks: a service account by its key, or the account of the machine; and its tokens."""

import json
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import google.auth
import orjson
from google.auth.credentials import Credentials
from google.auth.environment_vars import CREDENTIALS
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account

from sheets_sync.errors import SetupError
from sheets_sync.stores.google.transport.endpoint import redirect
from sheets_sync.stores.google.transport.line import Line
from sheets_sync.stores.google.transport.token_transport import MachineLine, TokenLine
from sheets_sync.stores.google.transport.usage import Usage

SHEETS_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
VERSION_SCOPE = "https://www.googleapis.com/auth/drive.metadata.readonly"
"""Enough to ask whether a spreadsheet changed, and for nothing else."""
_KIND = "service_account"


def signed_in(
    key: Path | None,
    scopes: Sequence[str],
    spent: Usage,
    endpoint: str = "",
    silence: int | None = None,
) -> AuthorizedSession:
    """A session that asks as that account; a line that is silent for so long is given up.

    Raises:
        SetupError: there is no account that could sign in.
    """
    if key is None:
        credentials = _ambient(tuple(scopes), endpoint)
    else:
        credentials = _of_key(key, tuple(scopes), endpoint)
    line = TokenLine(spent, endpoint)
    kind: Any = AuthorizedSession
    session: AuthorizedSession = kind(credentials, refresh_status_codes=(), auth_request=line)
    if endpoint:
        redirect(session, endpoint, silence)
    else:
        session.mount("https://", Line(silence))
    return session


def address(session: AuthorizedSession) -> str:
    """The e-mail address the session asks as; a machine learns its own with its first token."""
    found = getattr(session.credentials, "service_account_email", "")
    return found if isinstance(found, str) and "@" in found else ""


def _ambient(scopes: tuple[str, ...], endpoint: str) -> Credentials:
    named = os.environ.get(CREDENTIALS, "")
    try:
        return _machine(scopes, endpoint, named)
    except (GoogleAuthError, ValueError, OSError) as error:
        if named:
            raise SetupError("google-ambient-file", variable=CREDENTIALS, path=named) from error
        raise SetupError("google-ambient-missing", variable=CREDENTIALS) from error


@lru_cache(maxsize=8)
def _machine(
    scopes: tuple[str, ...],
    endpoint: str,
    named: str,  # noqa: ARG001 what the variable names may be another account's
) -> Credentials:
    """The account of this machine, looked for once."""
    line = MachineLine(Usage(), endpoint)
    kept: Credentials = google.auth.default(scopes=scopes, request=line)[0]
    return kept


def _of_key(path: Path, scopes: tuple[str, ...], endpoint: str) -> Credentials:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise SetupError("google-key-missing", path=path) from error
    except IsADirectoryError as error:
        raise SetupError("file-is-folder", path=path) from error
    except PermissionError as error:
        raise SetupError("file-not-readable", path=path) from error
    except OSError as error:
        raise SetupError("file-read-failed", path=path, reason=type(error).__name__) from error
    _look_at(path, content)
    try:
        return _credentials(content, scopes, endpoint)
    except (ValueError, TypeError, GoogleAuthError):
        # The reason may quote the key.
        raise SetupError("google-key-damaged", path=path) from None


def _look_at(path: Path, content: bytes) -> None:
    """Refuse what is not the key of a service account."""
    try:
        info = json.loads(content)
    except ValueError:
        raise SetupError("google-key-unreadable", path=path) from None
    named = info if isinstance(info, dict) else {}
    kind = named.get("type")
    if kind != _KIND:
        client = next((name for name in ("installed", "web") if name in named), "–")
        raise SetupError(
            "google-key-other-kind", path=path, kind=kind if isinstance(kind, str) else client
        )


@lru_cache(maxsize=256)
def _credentials(
    content: bytes,
    scopes: tuple[str, ...],
    endpoint: str,  # noqa: ARG001 a server that stands in for Google knows no tokens of another
) -> Credentials:
    """The same object for the same key: one token serves every spreadsheet of the account."""
    kind: Any = service_account.Credentials
    credentials: Credentials = kind.from_service_account_info(orjson.loads(content), scopes=scopes)
    return credentials
