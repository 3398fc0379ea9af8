"""When the key of a service account was made, from the certificates that Google shows anybody."""

import datetime as dt
import json
from pathlib import Path
from urllib.parse import quote

import requests
from cryptography import x509

from sheets_sync.stores.google.transport.endpoint import loopback, redirect

_URL = "https://www.googleapis.com/robot/v1/metadata/x509/{}"
_SECONDS = 10


def key_made(key: Path, endpoint: str = "") -> dt.datetime | None:
    """The moment; None where nobody says."""
    try:
        info = json.loads(key.read_bytes())
        account, number = str(info["client_email"]), str(info["private_key_id"])
        with requests.Session() as session:
            if endpoint:
                redirect(session, loopback(endpoint))
            reply = session.get(_URL.format(quote(account, safe="")), timeout=_SECONDS)
            certificate = reply.json()[number]
        return x509.load_pem_x509_certificate(certificate.encode()).not_valid_before_utc
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
