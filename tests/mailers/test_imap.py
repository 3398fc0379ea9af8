"""The mailbox over IMAP, at a real Dovecot."""

import base64
import contextlib
import datetime as dt
import imaplib
import secrets
import socketserver
import threading
from dataclasses import replace

import pytest
from imapclient.imap_utf7 import encode

from sheets_sync.delivery.bounces import collect_bounces, count_unmatched
from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.errors import MailError
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mailers.imap import ImapOracle, Mailbox, folders
from sheets_sync.mailers.imap_returns import ImapReturns
from sheets_sync.mailers.outbox import OutboxMailer
from tests.mailers import returns
from tests.mailers.faults import HEAD, LETTER, Secret, Tokens

pytestmark = pytest.mark.long
NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SENT = "จดหมายที่ส่งแล้ว"
OTHER_ID = "<ffffffffffffffffffffffffffffffff.letter@agency.go.th>"


@pytest.fixture
def mailbox(dovecot):
    """An empty account of its own."""
    return Mailbox("127.0.0.1", dovecot.port, f"u{secrets.token_hex(4)}", "none", password=dovecot)


def put(mailbox, folder, *mails, flags=None):
    connection = imaplib.IMAP4(mailbox.host, mailbox.port)
    secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
    connection.authenticate("PLAIN", lambda _: secret.encode())
    for mail in mails:
        kind, _ = connection.append(f'"{encode(folder).decode()}"', flags, None, mail.encode())
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


@pytest.fixture
def bounced(mailbox, tmp_path):
    """A ledger with one letter that was sent; gives its report, and reads the mailbox again."""
    with open_ledger("sqlite:///l.db", folder=tmp_path) as ledger:
        outbox = OutboxMailer(tmp_path / "outbox")
        deliver(
            [LETTER], DeliveryContext(ledger, outbox, DeliveryPolicy(HEAD), lambda: NOW, "r", "w")
        )
        letter = ledger.letters.find([LETTER.key])[LETTER.key]
        inbox = replace(mailbox, folder="INBOX")

        def collect():
            read = ImapReturns(inbox, lambda: NOW, ledger)
            return [one.id for one in collect_bounces(read, ledger, clock=lambda: NOW)]

        yield ledger, letter, collect


def test_return_that_a_person_has_read_already_is_noticed(mailbox, bounced):
    _, letter, collect = bounced
    put(mailbox, "INBOX", returns.POSTFIX.replace(returns.ID, letter.message_id), flags="\\Seen")

    assert collect() == [letter.id]


def test_what_was_looked_at_once_is_not_looked_at_again(mailbox, bounced):
    _, letter, collect = bounced
    put(mailbox, "INBOX", returns.OUT_OF_OFFICE, returns.ACCEPTED_INVITATION, returns.FOREIGN)
    assert collect() == []
    assert collect() == []
    put(mailbox, "INBOX", returns.POSTFIX.replace(returns.ID, letter.message_id))

    assert collect() == [letter.id]
    assert collect() == []


def test_return_that_names_no_letter_is_counted_for_a_month(mailbox, bounced):
    ledger, _, collect = bounced
    put(mailbox, "INBOX", returns.NO_MARK, returns.FOREIGN, returns.OUT_OF_OFFICE)

    assert collect() == []
    assert collect() == []
    assert count_unmatched(ledger, NOW) == 1
    assert count_unmatched(ledger, NOW + dt.timedelta(days=31)) == 0


def test_bytes_that_are_fetched_grow_with_new_reports_only(mailbox, bounced):
    _, letter, collect = bounced
    other = "From: a@agency.go.th\r\nSubject: hello\r\n\r\n" + "x" * 5000
    put(mailbox, "INBOX", *[other] * 20)
    with counted_bytes() as first:
        collect()
    put(mailbox, "INBOX", returns.POSTFIX.replace(returns.ID, letter.message_id))
    with counted_bytes() as second:
        assert collect() == [letter.id]
    with counted_bytes() as third:
        collect()

    assert first.read < 20 * 600
    assert second.read < 6_000
    assert third.read < 2_500


def test_copy_whose_message_id_a_provider_replaced_is_found(mailbox):
    renamed = "Message-ID: <new@provider>\r\nX-Google-Original-Message-ID: {}\r\n\r\nhello"
    put(mailbox, SENT, renamed.format(returns.ID))
    put(mailbox, SENT, f"Message-ID: <b@provider>\r\nX-CoP-Letter: {OTHER_ID[1:33]}\r\n\r\nhello")

    seen = ImapOracle(mailbox, lambda: NOW).seen([returns.ID, OTHER_ID, "<c@x.th>"])

    assert seen == {returns.ID, OTHER_ID}


def test_folders_there_are_can_be_listed(mailbox):
    assert folders(mailbox, NOW) == sorted(["INBOX", SENT])


@contextlib.contextmanager
def counted_bytes():
    """How much the IMAP client reads."""

    class Count:
        read = 0

    plain = imaplib.IMAP4.read, imaplib.IMAP4.readline

    def counting(function):
        def read(self, *size):
            content = function(self, *size)
            Count.read += len(content)
            return content

        return read

    imaplib.IMAP4.read, imaplib.IMAP4.readline = map(counting, plain)
    try:
        yield Count
    finally:
        imaplib.IMAP4.read, imaplib.IMAP4.readline = plain


def unread(mailbox):
    connection = imaplib.IMAP4(mailbox.host, mailbox.port)
    secret = f"\0{mailbox.user}\0{mailbox.password.reveal()}"
    connection.authenticate("PLAIN", lambda _: secret.encode())
    connection.select("INBOX", readonly=True)
    found = connection.search(None, "UNSEEN")[1][0].split()
    connection.logout()
    return len(found)
