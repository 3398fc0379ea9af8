"""What Google's refusals mean: each becomes a problem that has a name and a way out."""

import re
from dataclasses import dataclass
from typing import Any

import orjson
import requests
from google.auth.exceptions import GoogleAuthError

from sheets_sync.errors import SetupError, StewardError, StoreError
from sheets_sync.stores.google.transport.http import GaveUpError, RefusedError, ReplyTooLargeError
from sheets_sync.stores.google.transport.usage import Quota

_LONGEST = 200
_LINK = re.compile(r"https://console\.[\w./?=&%-]+")
_API_OFF = re.compile(r"(Google \w+) API has not been used|(Google \w+) API .{0,40}disabled")


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for what."""

    spreadsheet: str
    account: str
    """Its address; a dash where it is not known."""
    quota: Quota


def problem(error: Exception, asked: Asked) -> StewardError | None:
    """The problem behind an exception of the line; None for one that is no failure of Google's."""
    match error:
        case RefusedError():
            return _refusal(error.status, _said(error.content), asked)
        case GaveUpError():
            return _gave_up(error, asked)
        case ReplyTooLargeError():
            return StoreError("google-too-large", spreadsheet=asked.spreadsheet)
        case GoogleAuthError():
            return _token(error, asked)
        case requests.RequestException():
            return _line(error, asked)
    return None


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of a refusal; they are only ever used to choose a sentence."""

    message: str
    reasons: frozenset[str]


def _said(content: bytes) -> _Said:
    try:
        error: Any = orjson.loads(content)["error"]
        message = str(error["message"])
        named = [*error.get("details", ()), *error.get("errors", ())]
        reasons = frozenset(str(one.get("reason", "")) for one in named)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _Said("", frozenset())
    return _Said(message, reasons)


def _refusal(status: int, said: _Said, asked: Asked) -> StewardError:
    who: dict[str, object] = {"spreadsheet": asked.spreadsheet, "account": asked.account}
    match status:
        case 401:
            return SetupError("google-not-signed-in", account=asked.account)
        case 403:
            return _forbidden(said, asked, who)
        case 404:
            return SetupError("google-not-found", spreadsheet=asked.spreadsheet)
        case 400 if "not supported for this document" in said.message:
            return SetupError("google-office-file", spreadsheet=asked.spreadsheet)
    if "protected cell" in said.message:
        return SetupError("google-protected", **who)
    reason = said.message[:_LONGEST] or "–"
    return StoreError("google-refused", spreadsheet=asked.spreadsheet, status=status, reason=reason)


def _forbidden(said: _Said, asked: Asked, who: dict[str, object]) -> StewardError:
    if {"SERVICE_DISABLED", "accessNotConfigured"} & said.reasons or _API_OFF.search(said.message):
        api = "Google Drive" if asked.quota == "drive" else "Google Sheets"
        link = _LINK.search(said.message)
        return SetupError("google-api-off", api=api, link=link[0].rstrip(".") if link else _CONSOLE)
    if {"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"} & said.reasons:
        return SetupError("google-scope-missing", account=asked.account)
    if asked.quota == "drive" and any(reason.endswith("LimitExceeded") for reason in said.reasons):
        return StoreError("google-quota", account=asked.account, attempts=1, seconds=0)
    if asked.quota == "write":
        return SetupError("google-no-write-right", **who)
    return SetupError("google-not-shared", **who)


_CONSOLE = "https://console.cloud.google.com/apis/library"


def _gave_up(error: GaveUpError, asked: Asked) -> StewardError:
    tried: dict[str, object] = {"attempts": error.attempts, "seconds": round(error.seconds)}
    if asked.quota == "write" and error.reached:
        name = "google-write-unclear"
    elif error.last.why == "quota":
        return StoreError("google-quota", account=asked.account, **tried)
    else:
        name = "google-odd-reply" if error.last.why == "odd" else "google-unreachable"
    return StoreError(
        name, spreadsheet=asked.spreadsheet, reason=error.last.reason[:_LONGEST], **tried
    )


def _token(error: GoogleAuthError, asked: Asked) -> StewardError:
    """A token that is not given: the key, the account or the clock is not as it must be."""
    if isinstance(error.__cause__, requests.exceptions.SSLError):
        return SetupError("google-certificate")
    said = str(error.args[0]) if error.args else ""
    if "short-lived token" in said:
        return SetupError("google-clock")
    if "account not found" in said or "account_disabled" in said:
        return SetupError("google-account-gone", account=asked.account)
    if said.startswith("invalid_grant"):
        return SetupError("google-key-revoked", account=asked.account)
    reason = said[:_LONGEST] or type(error).__name__
    return SetupError("google-token-refused", account=asked.account, reason=reason)


def _line(error: requests.RequestException, asked: Asked) -> StewardError:
    if isinstance(error, requests.exceptions.SSLError):
        return SetupError("google-certificate")
    return StoreError(
        "google-unreachable",
        spreadsheet=asked.spreadsheet,
        reason=type(error).__name__,
        attempts=1,
        seconds=0,
    )
