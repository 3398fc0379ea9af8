"""The mailbox over IMAP, at a real Dovecot."""

import base64
import datetime as dt
import imaplib
import secrets
import socketserver
import threading
from dataclasses import replace

import pytest
from imapclient.imap_utf7 import encode

from sheets_sync.delivery.bounces import collect_bounces
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.errors import MailError
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mailers.imap import ImapOracle, Mailbox
from sheets_sync.mailers.imap_returns import ImapReturns
from sheets_sync.mailers.outbox import OutboxMailer
from tests.mailers import returns
from tests.mailers.faults import HEAD, LETTER, Secret, Tokens

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SENT = "จดหมายที่ส่งแล้ว"
OTHER_ID = "<ffffffffffffffffffffffffffffffff.letter@agency.go.th>"


@pytest.fixture
def mailbox(dovecot):
    """An empty account of its own."""
    return Mailbox("127.0.0.1", dovecot.port, f"u{secrets.token_hex(4)}", "none", password=dovecot)


def put(mailbox, folder, *mails):
    connection = imaplib.IMAP4(mailbox.host, mailbox.port)
    secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
    connection.authenticate("PLAIN", lambda _: secret.encode())
    for mail in mails:
        kind, _ = connection.append(f'"{encode(folder).decode()}"', None, None, mail.encode())
        assert kind == "OK"
    connection.logout()


def test_oracle_finds_what_the_server_marks_as_sent(mailbox):
    put(mailbox, SENT, f"Message-ID: {returns.ID}\r\n\r\nhello")
    oracle = ImapOracle(mailbox, lambda: NOW)

    assert oracle.seen([returns.ID, OTHER_ID]) == {returns.ID}
    assert oracle.seen([]) == frozenset()


def test_oracle_looks_into_the_folder_it_is_told(mailbox):
    put(mailbox, "INBOX", f"Message-ID: {returns.ID}\r\n\r\nhello")

    assert ImapOracle(mailbox, lambda: NOW).seen([returns.ID]) == frozenset()
    inbox = ImapOracle(replace(mailbox, folder="INBOX"), lambda: NOW)
    assert inbox.seen([returns.ID]) == {returns.ID}


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"password": Secret("wrong")}, "login"),
        ({"folder": "no such folder"}, "folder"),
        ({"port": 1}, "connect"),
        ({"host": "imap..agency.go.th"}, "connect"),
        ({"security": "starttls"}, "connect"),
        ({"security": "tls"}, "connect"),
    ],
)
def test_mailbox_that_cannot_be_read_is_no_answer(mailbox, change, step):
    oracle = ImapOracle(replace(mailbox, **change), lambda: NOW)

    with pytest.raises(MailError) as caught:
        oracle.seen([returns.ID])

    assert (caught.value.name, caught.value.facts["step"]) == ("imap-failed", step)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mailbox_is_read_over_a_verified_line(mailbox, dovecot, security):
    put(mailbox, SENT, f"Message-ID: {returns.ID}\r\n\r\nhello")
    port = dovecot.port if security == "starttls" else dovecot.tls_port
    verified = replace(mailbox, security=security, port=port, ca_file=dovecot.ca_file)

    assert ImapOracle(verified, lambda: NOW).seen([returns.ID]) == {returns.ID}


class TokenServer(socketserver.StreamRequestHandler):
    """Just enough of an IMAP server that wants a token."""

    def handle(self):
        self.wfile.write(b"* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready\r\n")
        while line := self.rfile.readline().decode():
            tag, verb, *rest = line.split()
            self.server.said.append(verb)
            if verb == "AUTHENTICATE":
                self.wfile.write(b"+ \r\n")
                self.server.said.append(base64.b64decode(self.rfile.readline()).decode())
            elif verb == "LIST":
                self.wfile.write(b'* LIST (\\HasNoChildren) "/" INBOX\r\n')
                self.wfile.write(b'* LIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Sent"\r\n')
            elif verb == "EXAMINE":
                self.server.said.append(rest[0])
                self.wfile.write(b"* 1 EXISTS\r\n")
            elif verb == "UID":
                self.wfile.write(b"* SEARCH 7\r\n")
            elif verb == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n")
            self.wfile.write(f"{tag} OK done\r\n".encode())


def test_token_opens_the_mailbox():
    with socketserver.TCPServer(("127.0.0.1", 0), TokenServer) as server:
        server.said = []
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        mailbox = Mailbox("127.0.0.1", server.server_address[1], "cop", "none", token=Tokens("t1"))
        assert ImapOracle(mailbox, lambda: NOW).seen([returns.ID]) == {returns.ID}
        thread.join()

    assert "user=cop\1auth=Bearer t1\1\1" in server.said
    assert '"[Gmail]/Sent"' in server.said


def test_account_without_a_secret_is_told_by_name(mailbox):
    with pytest.raises(MailError, match="imap-password-missing"):
        ImapOracle(replace(mailbox, password=None), lambda: NOW).seen([returns.ID])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Sent", "Sent"),
        ("R&D", "R&-D"),
        ("台北 日本語", "&U,BTFw- &ZeVnLIqe-"),
        ("~peter/mail/台北", "~peter/mail/&U,BTFw-"),
    ],
)
def test_folder_names_are_written_as_the_protocol_wants(name, written):
    assert encode(name).decode() == written


def test_letter_that_came_back_is_marked_once(mailbox, tmp_path):
    with open_ledger("sqlite:///l.db", folder=tmp_path) as ledger:
        outbox = OutboxMailer(tmp_path / "outbox")
        deliver(
            [LETTER], DeliveryContext(ledger, outbox, DeliveryPolicy(HEAD), lambda: NOW, "r", "w")
        )
        letter = ledger.letters.find([LETTER.key])[LETTER.key]
        ours = returns.POSTFIX.replace(returns.ID, letter.message_id)
        put(mailbox, "INBOX", returns.OUT_OF_OFFICE, ours, returns.FOREIGN, ours)
        inbox = replace(mailbox, folder="INBOX")

        first = collect_bounces(ImapReturns(inbox, lambda: NOW), ledger, clock=lambda: NOW)
        second = collect_bounces(ImapReturns(inbox, lambda: NOW), ledger, clock=lambda: NOW)

        assert [each.id for each in first] == [letter.id]
        assert second == []
        assert [(each.state, each.enhanced) for each in first] == [(LetterState.BOUNCED, "5.1.1")]
        assert unread(inbox) == 2


def unread(mailbox):
    connection = imaplib.IMAP4(mailbox.host, mailbox.port)
    secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
    connection.authenticate("PLAIN", lambda _: secret.encode())
    connection.select("INBOX", readonly=True)
    found = connection.search(None, "UNSEEN")[1][0].split()
    connection.logout()
    return len(found)
