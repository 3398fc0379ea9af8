"""Cells that try to redirect a letter: nobody outside the allowed domain ever gets one."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.message import DigestKey, Recipient
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.faults import HEAD, LETTER
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
GOOD, DOMAIN = "somchai@agency.go.th", "agency.go.th"
EVILS = (
    "evil@out.example",
    "evil@agency.go.th.out.example",
    "evil@notagency.go.th",
    "evil@agency.go.th@out.example",
    "evil@out.example\x00@agency.go.th",
    "evil@аgency.go.th",  # a Cyrillic letter
    "evil@agency。go。th。out。example",
    "evil%out.example@agency.go.th@out.example",
    "evil@[127.0.0.1]",
    "evil%out.example@agency.go.th",
    "out.example!evil@agency.go.th",
    "evil@xn--80ak6aa92e.example",
)
SHAPES = (
    "{evil}",
    "{good}, {evil}",
    "{evil}, {good}",
    "{good};{evil}",
    "{good} {evil}",
    "{good}\n{evil}",
    "{good}\r\nBcc: {evil}",
    "{good}\r\nRCPT TO:<{evil}>",
    '"{good}" <{evil}>',
    "{good} <{evil}>",
    "<{good}> <{evil}>",
    "<{evil}>{good}",
    "{evil} ({good})",
    "({good}) {evil}",
    "{good}>{evil}",
    "{good}\u200b,{evil}",
    "{good}\u200b{evil}",
    "{good}\u2028{evil}",
    "{good}\x00{evil}",
    "{good}\t{evil}",
    "{good}|{evil}",
    "{good}/{evil}",
    "{good}%0d%0aBcc:{evil}",
    "{good}&#44;{evil}",
    "{good}،{evil}",
    "{good}，{evil}",
    "{good}；{evil}",
    "group: {good}, {evil};",
    "=?utf-8?q?{good}?= <{evil}>",
    "=?utf-8?b?ZXZpbEBvdXQuZXhhbXBsZQ==?= <{evil}>",
    '"{good},"@out.example <{evil}>',
    "@out.example:{good} {evil}",
    "<@out.example:{evil}>",
    "mailto:{evil}",
    "mailto:{good}?bcc={evil}",
    "{evil}?x=@agency.go.th",
    "{evil}#@agency.go.th",
    "{evil}\\@agency.go.th",
    "{good}\u202e{evil}",
    "\u202e{evil}",
    "{good}\ufeff{evil}",
    "＜{evil}＞",
    "{good} หรือ {evil}",
    "'{good}'{evil}'",
    "{good}SIZE=1 {evil}",
    "{good}> NOTIFY=SUCCESS ORCPT=rfc822;{evil}",
    "{evil}> SIZE=1\r\nDATA",
    "{evil}.",
    ".{evil}",
    "{evil}\n",
)
TRICKS = [shape.format(good=GOOD, evil=evil) for shape, evil in product(SHAPES, EVILS)]


def letter_to(number, address):
    key = DigestKey(f"{number}/{address}", NOW.date())
    return replace(LETTER, key=key, to=Recipient(address, "สมชาย"))


@pytest.fixture
def mailed(tmp_path):
    """Give cells to the delivery; who was mailed at the server."""

    def mail(addresses):
        with MailServer() as server, open_ledger("sqlite:///l.db", folder=tmp_path) as ledger:
            mailer = SmtpMailer(Server("127.0.0.1", server.port, "none"), lambda: NOW)
            policy = DeliveryPolicy(HEAD, allowed_domains=frozenset({DOMAIN}))
            letters = [letter_to(n, address) for n, address in enumerate(addresses)]
            receipt = deliver(
                letters, DeliveryContext(ledger, mailer, policy, lambda: NOW, "r", "w")
            )
            return receipt, [each.recipients for each in server.stored]

    return mail


def test_there_are_five_hundred_tricks():
    assert len(set(TRICKS)) >= 500


def test_tricks_that_pass_as_an_address_reach_nobody_outside(mailed):
    passed = [address for trick in TRICKS if (address := one_address(trick))]

    _, recipients = mailed([GOOD, *passed])

    assert (GOOD,) in recipients
    assert {each.rpartition("@")[2] for one in recipients for each in one} == {DOMAIN}
    assert {len(one) for one in recipients} == {1}
    assert not [one for one in recipients if set("%!") & set(one[0])]


def test_tricks_reach_nobody_outside_even_when_nobody_looked_at_them(mailed):
    receipt, recipients = mailed([GOOD, *TRICKS])

    assert {each for one in recipients for each in one} == {GOOD}
    done = len(receipt.sent) + len(receipt.refused) + len(receipt.skipped)
    assert done == len(TRICKS) + 1
