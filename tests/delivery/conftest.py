"""A delivery to a mail server on loopback."""

import datetime as dt

import pytest

from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.fixtures.mail_office import office
from tests.mailers.faults import HEAD, Archive
from tests.mailers.server import MailServer

__all__ = ["clock", "office", "server", "smtp_delivery"]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self):
        self.now = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)

    def __call__(self):
        return self.now

    def forward(self, **time):
        self.now += dt.timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server():
    with MailServer() as server:
        yield server


@pytest.fixture
def smtp_delivery(server, clock, tmp_path):
    with open_ledger("sqlite:///ledger.db", folder=tmp_path) as ledger:
        account = Server("127.0.0.1", server.port, "none", seconds=2, data_seconds=2)
        mailer = SmtpMailer(account, clock, name="smtp")
        yield DeliveryContext(
            ledger, mailer, DeliveryPolicy(HEAD), clock, "r1", "w1", Archive(server)
        )
