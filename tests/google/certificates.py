"""The public certificates of a service account's keys, as anybody may ask for them."""

from __future__ import annotations

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from .identity import Account, Identity
from .server.message import Reply, json_reply

_LIFETIME = dt.timedelta(days=3650)
_SHORT = 1024


def certificates_reply(identity: Identity, email: str) -> Reply:
    """By key id a certificate whose time begins when the key was made; 404 for a stranger."""
    account = identity.accounts.get(email)
    if account is None or account.disabled:
        return json_reply({}, 404)
    return json_reply({key_id: _certificate(account, key_id) for key_id in account.keys})


def _certificate(account: Account, key_id: str) -> str:
    signer = rsa.generate_private_key(public_exponent=65537, key_size=_SHORT)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, account.email.partition("@")[0])])
    born = dt.datetime.fromtimestamp(account.born.get(key_id, 0), dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(account.keys[key_id])
        .serial_number(x509.random_serial_number())
        .not_valid_before(born)
        .not_valid_after(born + _LIFETIME)
        .sign(signer, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()
