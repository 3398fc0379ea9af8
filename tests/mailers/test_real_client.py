"""A letter sent over SMTP, kept by Dovecot, and read there as mail clients read it."""

import datetime as dt
import email
import email.policy
import imaplib
import secrets

import fast_mail_parser
import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.message import Attachment, DigestKey, Message, Recipient
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.faults import HEAD
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SUBJECT = "งานค้างของท่าน ๓ รายการ: กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในวันที่ ๓๐ พ.ย. ๒๕๖๙"
NAME = "นางสาวกัญญาณัฐ ศรีสุวรรณวัฒนา ณ อยุธยา"
PLAIN = "เรียน คุณกัญญาณัฐ\n\nโปรดบันทึกผลการจัดกิจกรรมครั้งที่ ๓\n" + "ข้อความยาวไม่มีวรรค" * 60 + "\n.\n"
HTML = "<p>เรียน คุณกัญญาณัฐ</p><table><tr><td>น้ำ ทำ ซ้ำ เก๋ๆ</td></tr></table>"
ICS = "BEGIN:VCALENDAR\r\nSUMMARY:กิจกรรมครั้งที่ ๓\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def received(dovecot, tmp_path_factory):
    """The connection to the mailbox that holds the letter, selected."""
    letter = Message(
        key=DigestKey("kanyanat@agency.go.th", NOW.date()),
        to=Recipient("kanyanat@agency.go.th", NAME),
        language="th",
        subject=SUBJECT,
        plain=PLAIN,
        html=HTML,
        attachments=(
            Attachment("invite.ics", "text/calendar; method=REQUEST; charset=utf-8", ICS.encode()),
        ),
    )
    folder = tmp_path_factory.mktemp("real")
    with MailServer() as server, open_ledger("sqlite:///l.db", folder=folder) as ledger:
        mailer = SmtpMailer(Server("127.0.0.1", server.port, "none"), lambda: NOW)
        deliver(
            [letter], DeliveryContext(ledger, mailer, DeliveryPolicy(HEAD), lambda: NOW, "r", "w")
        )
        (stored,) = server.stored
    connection = imaplib.IMAP4("127.0.0.1", dovecot.port)
    secret = f"\0r{secrets.token_hex(4)}\0{dovecot.reveal()}"
    connection.authenticate("PLAIN", lambda _: secret.encode())
    connection.append("INBOX", None, None, stored.content)
    connection.select("INBOX", readonly=True)
    yield connection
    connection.logout()


def fetched(connection):
    return connection.fetch("1", "(BODY.PEEK[])")[1][0][1]


def test_standard_library_reads_it(received):
    mail = email.message_from_bytes(fetched(received), policy=email.policy.default)
    plain, html, ics = (part for part in mail.walk() if not part.is_multipart())

    assert mail["Subject"] == SUBJECT
    assert plain.get_content().replace("\r\n", "\n") == PLAIN
    assert html.get_content() == HTML
    assert ics.get_content() == ICS


def test_rust_parser_reads_it(received):
    mail = fast_mail_parser.parse_email(fetched(received))

    assert mail.subject == SUBJECT
    assert mail.headers["To"] == [f"{NAME} <kanyanat@agency.go.th>"]
    assert [text.replace("\r\n", "\n") for text in mail.text_plain] == [PLAIN]
    assert mail.text_html == [HTML]
    (ics,) = mail.attachments
    assert (ics.filename, bytes(ics.content).decode()) == ("invite.ics", ICS)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("SUBJECT", "กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในวันที่ ๓๐ พ.ย. ๒๕๖๙"),
        ("TO", NAME),
        ("BODY", "ข้อความยาวไม่มีวรรค" * 4),
        ("BODY", "น้ำ ทำ ซ้ำ เก๋ๆ"),
    ],
)
def test_server_itself_finds_its_thai_words(received, where, text):
    received.literal = text.encode()

    assert received.search("UTF-8", where)[1] == [b"1"]


def test_server_itself_sees_its_parts(received):
    structure = received.fetch("1", "(BODYSTRUCTURE)")[1][0].decode().lower()

    for part in ('"plain" ("charset" "utf-8")', '"html" ("charset" "utf-8")', '"calendar"'):
        assert part in structure
    assert '"alternative"' in structure
    assert '("attachment" ("filename" "invite.ics"))' in structure
