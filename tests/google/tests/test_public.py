"""What anybody may ask: the time, and the certificates of a service account's keys."""

import datetime as dt
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import requests
from cryptography import x509

from tests.google.google import ROBOT

NOW = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)


def test_every_reply_tells_googles_time(google):
    google.clock.freeze(NOW)
    google.identity.skew = 90

    reply = requests.get(f"{google.url}/v4/spreadsheets/none", timeout=5)

    assert parsedate_to_datetime(reply.headers["Date"]) == NOW + dt.timedelta(seconds=90)


def test_the_certificate_of_a_key_begins_when_the_key_was_made(google):
    google.clock.freeze(NOW)
    info = google.service_account_info()
    google.clock.advance(3600)

    url = f"{google.url}/robot/v1/metadata/x509/{quote(ROBOT, safe='')}"
    found = requests.get(url, timeout=5).json()

    (pem,) = found.values()
    assert list(found) == [info["private_key_id"]]
    assert x509.load_pem_x509_certificate(pem.encode()).not_valid_before_utc == NOW


def test_there_are_no_certificates_of_a_stranger(google):
    url = f"{google.url}/robot/v1/metadata/x509/nobody@elsewhere.example"

    assert requests.get(url, timeout=5).status_code == 404
