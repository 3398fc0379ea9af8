"""How a webhook is signed, after the Standard Webhooks specification (version 1, symmetric).

Whoever listens computes the same from the headers and the body as they came, and compares. The
key is `whsec_` and the base64 of 24 to 64 random bytes, or any other text, taken as it is.
"""

import base64
import binascii
import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping

_PREFIX = "whsec_"
LEAST = 24
"""Bytes of a key; a shorter one could be guessed."""


def key_of(secret: str) -> bytes | None:
    """The key that a secret stands for; nothing where it is too short or not well written."""
    text = secret.strip()
    key = text.encode()
    if text.startswith(_PREFIX):
        try:
            key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            return None
    return key if len(key) >= LEAST else None


def signed_headers(key: bytes, id_: str, body: bytes, now: dt.datetime) -> Mapping[str, str]:
    """The three headers; the moment is that of this try, so that old ones can be refused."""
    at = str(int(now.timestamp()))
    signed = b".".join((id_.encode(), at.encode(), body))
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return {
        "webhook-id": id_,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
