"""How a connection is opened: encryption, login, and what is refused before any secret is said."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from sheets_sync.mail.delivery import Envelope, Verdict
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.certificates import Authority
from tests.mailers.faults import Secret, Tokens
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
ID = "0" * 32
LETTER = Envelope("c@x.th", "a@x.th", f"<{ID}.letter@x.th>", NOW, b"Subject: x\r\n\r\nx\r\n", ID)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def sent(server, **settings):
    account = replace(Server(server.host, server.port, "none", seconds=5), **settings)
    mailer = SmtpMailer(account, lambda: NOW)
    outcome = mailer.send(LETTER, lambda: True)
    mailer.close()
    return outcome


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letter_goes_over_a_verified_line(authority, security):
    with MailServer(tls=authority.server(), implicit_tls=security == "tls") as server:
        outcome = sent(server, security=security, ca_file=authority.file)

    assert outcome.verdict is Verdict.ACCEPTED
    assert len(server.stored) == 1


def test_only_the_authority_that_is_named_is_trusted(authority, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))  # the system trusts this one
    another = Authority(tmp_path)

    with MailServer(tls=authority.server()) as server:
        refused = sent(server, security="starttls", ca_file=another.file)
        accepted = sent(server, security="starttls", ca_file=authority.file)

    assert (refused.verdict, refused.phase) == (Verdict.CHANNEL, "tls")
    assert accepted.verdict is Verdict.ACCEPTED


def test_what_was_said_in_the_clear_is_forgotten_under_encryption(authority):
    with MailServer(tls=authority.server()) as server:
        server.fail("starttls", "220 go ahead\r\n250 said by somebody in between")
        outcome = sent(server, security="starttls", ca_file=authority.file)

    assert outcome.verdict is Verdict.ACCEPTED
    assert len(server.stored) == 1


@pytest.mark.parametrize("host", ["smtp..agency.go.th", ".agency.go.th", "x" * 64 + ".go.th"])
def test_host_that_can_be_none_rests_the_channel(host):
    mailer = SmtpMailer(Server(host, 25, "none"), lambda: NOW)

    outcome = mailer.send(LETTER, lambda: True)

    assert (outcome.verdict, outcome.phase) == (Verdict.CHANNEL, "connect")
    assert outcome.text == '{"error": "smtp-host-unknown"}'


@pytest.mark.parametrize(
    ("ways", "settings", "way"),
    [
        ("PLAIN LOGIN", {"password": Secret("s3cret")}, "PLAIN"),
        ("LOGIN", {"password": Secret("s3cret")}, "LOGIN"),
        ("PLAIN LOGIN XOAUTH2", {"token": Tokens("t1")}, "XOAUTH2"),
    ],
)
def test_login_takes_the_way_that_is_offered(ways, settings, way):
    with MailServer(user="cop", password="s3cret", tokens=("t1",), ways=ways) as server:  # noqa: S106
        outcome = sent(server, user="cop", **settings)

    assert (outcome.verdict, server.logins) == (Verdict.ACCEPTED, [way])


def test_wrong_password_in_two_steps_rests_the_channel():
    with MailServer(user="cop", password="s3cret", ways="LOGIN") as server:  # noqa: S106
        outcome = sent(server, user="cop", password=Secret("wrong"))

    assert (outcome.verdict, outcome.phase, outcome.code) == (Verdict.CHANNEL, "login", 535)


def test_no_secret_is_said_on_an_open_line_to_another_machine():
    with MailServer(host="127.0.0.2", user="cop", password="s3cret") as server:  # noqa: S106
        outcome = sent(server, user="cop", password=Secret("s3cret"))

    assert (outcome.verdict, outcome.text) == (
        Verdict.CHANNEL,
        '{"error": "smtp-login-unencrypted", "host": "127.0.0.2"}',
    )
    assert server.logins == []


def test_user_without_a_secret_is_told_by_name():
    with MailServer(user="cop") as server:
        outcome = sent(server, user="cop")

    assert (outcome.verdict, outcome.text) == (
        Verdict.CHANNEL,
        '{"error": "smtp-password-missing", "user": "cop"}',
    )


def test_authority_file_that_is_missing_is_told_by_name(authority):
    with MailServer(tls=authority.server()) as server:
        outcome = sent(server, security="starttls", ca_file=Path("no-such-file"))

    assert (outcome.verdict, outcome.text) == (
        Verdict.CHANNEL,
        '{"error": "smtp-ca-unreadable", "file": "no-such-file"}',
    )


def test_server_that_is_not_there_rests_the_channel():
    mailer = SmtpMailer(Server("127.0.0.1", 1, "none", seconds=2), lambda: NOW)

    outcome = mailer.send(LETTER, lambda: True)

    assert (outcome.verdict, outcome.phase, outcome.text) == (
        Verdict.CHANNEL,
        "connect",
        '{"error": "smtp-port-closed"}',
    )


def test_address_of_the_server_that_does_not_exist_rests_the_channel():
    mailer = SmtpMailer(Server("no-such-host.invalid", 25, "none", seconds=2), lambda: NOW)

    assert mailer.send(LETTER, lambda: True).verdict is Verdict.CHANNEL


def test_endless_line_is_no_answer():
    with MailServer() as server:
        server.fail("connect", "220 " + "x" * 20_000)
        outcome = sent(server)

    assert (outcome.verdict, outcome.text) == (
        Verdict.CHANNEL,
        '{"error": "smtp-reply-odd"}',
    )
