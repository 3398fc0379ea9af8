"""Who is who: accounts, their keys, the tokens they hold."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .errors import ApiError, OAuthError
from .server.clock import Clock

SCOPE = "https://www.googleapis.com/auth/"
LIFETIME = 3600
PROJECT = "loopback"
"""The project of every service account here."""
_ALLOWED_SKEW = 300
_LONGEST = 3600


@dataclass(slots=True)
class Token:
    """An access token."""

    text: str
    email: str
    scopes: frozenset[str]
    expires: float
    revoked: bool = False


@dataclass(slots=True)
class Account:
    """A service account or a person."""

    email: str
    keys: dict[str, rsa.RSAPublicKey] = field(default_factory=dict)
    """Public keys by key id; a deleted key cannot sign any more."""
    born: dict[str, float] = field(default_factory=dict)
    """When each key was made, in seconds."""
    refresh_tokens: set[str] = field(default_factory=set)
    disabled: bool = False


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Identity:
    """Accounts and tokens. A throw-away key is made when one is first asked for."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.accounts: dict[str, Account] = {}
        self.tokens: dict[str, Token] = {}
        self.token_uri = ""
        self.skew = 0.0
        """Seconds that Google's clock is ahead of the client's."""
        self.anonymous: str | None = None
        """Requests without a token are this person's; None refuses them."""

    def account(self, email: str) -> Account:
        """The account with that address, made on first sight."""
        return self.accounts.setdefault(email, Account(email))

    def service_account_info(
        self, email: str, key: rsa.RSAPrivateKey | None = None
    ) -> dict[str, str]:
        """The JSON of a new key of a service account, as the console downloads it."""
        private = key or rsa.generate_private_key(public_exponent=65537, key_size=2048)
        key_id = secrets.token_hex(20)
        self.account(email).keys[key_id] = private.public_key()
        self.account(email).born[key_id] = self.clock.seconds()
        pem = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": key_id,
            "private_key": pem.decode(),
            "client_email": email,
            "client_id": "100000000000000000000",
            "token_uri": self.token_uri,
            "universe_domain": "googleapis.com",
        }

    def known_key(self, info: dict[str, str]) -> dict[str, str]:
        """Take the key of an earlier run for one of this server's own; its JSON for today."""
        private = serialization.load_pem_private_key(info["private_key"].encode(), None)
        if not isinstance(private, rsa.RSAPrivateKey):
            raise ValueError("the private key is not an RSA key")  # noqa: TRY004
        self.account(info["client_email"]).keys[info["private_key_id"]] = private.public_key()
        return info | {"token_uri": self.token_uri}

    def delete_key(self, email: str, key_id: str) -> None:
        del self.account(email).keys[key_id]

    def authorized_user_info(self, email: str) -> dict[str, str]:
        """What a person's stored consent looks like: a refresh token."""
        refresh = f"1//{secrets.token_urlsafe(24)}"
        self.account(email).refresh_tokens.add(refresh)
        return {
            "type": "authorized_user",
            "client_id": "loopback.apps.googleusercontent.com",
            "client_secret": "loopback",
            "refresh_token": refresh,
            "token_uri": self.token_uri,
        }

    def issue(self, email: str, scopes: Iterable[str], lifetime: float = LIFETIME) -> Token:
        """A new access token."""
        account = self.account(email)
        if account.disabled:
            raise OAuthError("invalid_grant", "Invalid grant: account not found")
        text = f"ya29.{secrets.token_urlsafe(32)}"
        token = Token(text, email, frozenset(scopes), self.clock.seconds() + lifetime)
        self.tokens[text] = token
        return token

    def expire_tokens(self) -> None:
        """Let every token run out; new ones can be had."""
        for token in self.tokens.values():
            token.expires = 0

    def revoke(self, email: str) -> None:
        """Take everything from an account: its tokens stop working and it gets no new ones."""
        account = self.account(email)
        account.keys.clear()
        account.refresh_tokens.clear()
        for token in self.tokens.values():
            if token.email == email:
                token.revoked = True

    def bearer(self, text: str | None) -> Token:
        """The token of a request, or the refusal that Google gives."""
        if text is None:
            if self.anonymous is None:
                raise ApiError(
                    403,
                    "Method doesn't allow unregistered callers (callers without established "
                    "identity). Please use API Key or other form of API consumer identity to "
                    "call this API.",
                )
            return Token("", self.anonymous, frozenset({SCOPE + "drive"}), float("inf"))
        token = self.tokens.get(text) or self._self_signed(text)
        if token is None and self.anonymous is not None:
            return Token(text, self.anonymous, frozenset({SCOPE + "drive"}), float("inf"))
        if token is None or token.revoked or token.expires <= self.clock.seconds():
            raise unauthenticated()
        return token

    def _self_signed(self, text: str) -> Token | None:
        """A JWT that a service account signed itself and sends in place of a token."""
        if text.count(".") != 2:
            return None
        try:
            claims = self.verified(text)
        except OAuthError:
            return None
        scopes = frozenset(str(claims.get("scope", SCOPE + "drive")).split())
        return Token(text, str(claims["iss"]), scopes, float(claims["exp"]))

    def verified(self, jwt: str) -> dict[str, Any]:
        """The claims of a JWT that is signed by a known key and in time."""
        try:
            head, body, signature = jwt.split(".")
            header, claims = json.loads(_unpadded(head)), json.loads(_unpadded(body))
            signed = _unpadded(signature)
        except ValueError:
            raise OAuthError("invalid_grant", "Bad Request") from None
        self._check_signature(header, claims, f"{head}.{body}".encode(), signed)
        self._check_time(claims)
        return claims  # type: ignore[no-any-return]

    def _check_signature(
        self, header: dict[str, Any], claims: dict[str, Any], text: bytes, signature: bytes
    ) -> None:
        account = self.accounts.get(claims.get("iss", ""))
        if account is None or account.disabled:
            raise OAuthError("invalid_grant", "Invalid grant: account not found")
        key_id = header.get("kid")
        keys = [account.keys[key_id]] if key_id in account.keys else []
        if header.get("alg") != "RS256" or (key_id is not None and not keys):
            raise OAuthError("invalid_grant", "Invalid JWT Signature.")
        for key in keys or account.keys.values():
            try:
                key.verify(signature, text, padding.PKCS1v15(), hashes.SHA256())
            except InvalidSignature:
                continue
            return
        raise OAuthError("invalid_grant", "Invalid JWT Signature.")

    def _check_time(self, claims: dict[str, Any]) -> None:
        # The client's clock is the real one, whatever this server's clock is set to.
        now = time.time() + self.skew
        issued, expires = float(claims.get("iat", 0)), float(claims.get("exp", 0))
        early, late = issued - now > _ALLOWED_SKEW, now > expires + _ALLOWED_SKEW
        if early or late or expires - issued > _LONGEST:
            raise OAuthError(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                "timeframe. Check your iat and exp values in the JWT claim.",
            )


def unauthenticated() -> ApiError:
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )
