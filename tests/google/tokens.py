"""The ways to an access token: keys, consents, and keyless."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import orjson

from .errors import ApiError, OAuthError
from .identity import LIFETIME, PROJECT, SCOPE, Identity, Token
from .model import JSON
from .server.message import Reply, Request, error_reply, json_reply

_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
_AUDIENCES = {"https://oauth2.googleapis.com/token", "https://accounts.google.com/o/oauth2/token"}
AMBIENT = "ambient@loopback.iam.gserviceaccount.com"
"""The service account of the machine, as its metadata server tells it."""


def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").startswith("application/json"):
        found: dict[str, str] = orjson.loads(request.body or b"{}")
        return found
    return {name: values[-1] for name, values in parse_qs(request.body.decode()).items()}


def token_reply(identity: Identity, request: Request) -> Reply:
    """The answer of the token endpoint."""
    form = _form(request)
    grants: dict[str, Callable[[Identity, dict[str, str]], JSON]] = {
        _JWT: _by_assertion,
        "refresh_token": _by_refresh_token,
        _EXCHANGE: _by_exchange,
    }
    asked = form.get("grant_type", "")
    if asked not in grants:
        return error_reply(OAuthError("unsupported_grant_type", f"Invalid grant_type: {asked}"))
    try:
        return json_reply(grants[asked](identity, form))
    except OAuthError as error:
        return error_reply(error)


def _issued(token: Token, **more: Any) -> JSON:
    return {
        "access_token": token.text,
        "expires_in": LIFETIME - 1,
        "token_type": "Bearer",
        **more,
    }


def _by_assertion(identity: Identity, form: dict[str, str]) -> JSON:
    """A service account's signed JWT."""
    claims = identity.verified(form.get("assertion", ""))
    if claims.get("aud") not in _AUDIENCES | {identity.token_uri}:
        raise OAuthError("invalid_grant", "Invalid JWT: Failed audience check.")
    scopes = str(claims.get("scope", "")).split()
    if not scopes:
        raise OAuthError("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    return _issued(identity.issue(claims.get("sub") or claims["iss"], scopes))


def _by_refresh_token(identity: Identity, form: dict[str, str]) -> JSON:
    """A person's stored consent."""
    refresh = form.get("refresh_token", "")
    for account in identity.accounts.values():
        if refresh in account.refresh_tokens:
            scopes = form.get("scope", f"{SCOPE}spreadsheets {SCOPE}drive").split()
            return _issued(identity.issue(account.email, scopes), scope=" ".join(scopes))
    raise OAuthError("invalid_grant", "Token has been expired or revoked.")


def _by_exchange(identity: Identity, form: dict[str, str]) -> JSON:
    """Workload identity federation: another provider's token, whose text names the account."""
    subject = form.get("subject_token", "")
    if subject not in identity.accounts:
        raise OAuthError("invalid_grant", "The subject token is not known.")
    scopes = form.get("scope", SCOPE + "cloud-platform").split()
    issued = "urn:ietf:params:oauth:token-type:access_token"
    return _issued(identity.issue(subject, scopes), issued_token_type=issued)


def impersonation_reply(identity: Identity, request: Request, email: str) -> Reply:
    """`iamcredentials`: a token of a service account for somebody who may act as it."""
    identity.bearer(request.token)
    body = orjson.loads(request.body or b"{}")
    token = identity.issue(email, body.get("scope", [SCOPE + "spreadsheets"]))
    expires = identity.clock.now().timestamp() + LIFETIME
    return json_reply({"accessToken": token.text, "expireTime": _rfc3339(expires)})


def background_reply(identity: Identity, request: Request) -> Reply:
    """Where tokens of an account may be used: anywhere. Recent clients ask in the background."""
    try:
        identity.bearer(request.token)
    except ApiError as error:
        return error_reply(error)
    return json_reply({"locations": [], "encodedLocations": "0x0"})


def _rfc3339(seconds: float) -> str:

    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def metadata_reply(identity: Identity, request: Request) -> Reply:
    """The metadata server of a machine in the cloud: keys that nobody has to keep."""
    if request.headers.get("metadata-flavor") != "Google":
        return Reply(403, b"Missing Metadata-Flavor:Google header.", "text/plain")
    rest = request.path.removeprefix("/computeMetadata/v1").strip("/")
    parts = rest.split("/")
    flavor = {"Metadata-Flavor": "Google"}
    if parts[-1] == "token":
        asked = request.query.get("scopes", [f"{SCOPE}spreadsheets,{SCOPE}drive"])[-1]
        reply = json_reply(_issued(identity.issue(AMBIENT, asked.split(","))))
    elif "service-accounts" in parts:
        found = {"aliases": ["default"], "email": AMBIENT, "scopes": [f"{SCOPE}spreadsheets"]}
        reply = json_reply(found)
    else:
        known = {
            "project/project-id": PROJECT.encode(),
            "universe/universe-domain": b"googleapis.com",
        }
        reply = Reply(200, known.get(rest, b"computeMetadata/"), "application/text")
    reply.headers |= flavor
    return reply
