"""Ways to send letters: those of others, and ours with more and more of the whole way."""

import datetime as dt
import os
import smtplib
from dataclasses import replace
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.delivery.sent_log import SentLog
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.letters import LetterContext, digest_letter
from sheets_sync.mail.delivery import Envelope
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient, message_id
from sheets_sync.mail.mime import compose
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.outbox import OutboxMailer
from sheets_sync.mailers.smtp import SmtpMailer
from sheets_sync.planning.reminders.items import Digest
from tests.planning.reminders.reminder_registry import SCHEMA, SETTINGS, community, reminded, rows

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
HEAD = Letterhead(Recipient("cop@agency.go.th", "ระบบติดตามชุมชนนักปฏิบัติ"), "agency.go.th")


def letters(count: int, name: str) -> list[Message]:
    """Digests of the usual size: ten items, about 10 kB as mail."""
    items = "".join(f"<li>กิจกรรมครั้งที่ {n} ยังไม่ได้บันทึกผล โปรดบันทึกในแถวที่ {n}</li>" for n in range(20))
    return [
        Message(
            key=DigestKey(f"{name}{number}@agency.go.th", NOW.date()),
            to=Recipient(f"{name}{number}@agency.go.th", "นายสมชาย ใจดี"),
            language="th",
            subject="งานค้างของท่าน ๑๐ รายการ: กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในเดือนนี้",
            plain=f"เรียน คุณสมชาย\n\n{items}\n",
            html=f"<p>เรียน คุณสมชาย</p><ul>{items}</ul>",
        )
        for number in range(count)
    ]


def digests(count: int) -> list[Digest]:
    """What a coordinator of three communities is told, to so many of them."""
    agency = rows(plans=[], communities=[community(number) for number in (1, 2, 3)])
    usual = max(reminded(agency).digests, key=lambda digest: len(digest.items))
    return [
        replace(usual, reader=replace(usual.reader, address=f"d{number}@agency.go.th"))
        for number in range(count)
    ]


def written(message: Message, number: int) -> Envelope:
    """One letter as bytes."""
    id_ = f"{number:032x}"
    identity = message_id(id_, HEAD.domain)
    content = compose(message, letterhead=HEAD, message_id=identity, date=NOW)
    return Envelope(HEAD.envelope_sender, message.to.address, identity, NOW, content, id_)


def mailer(port: int, connections: int = 1) -> SmtpMailer:
    """Ours, without encryption: the peers have none either."""
    return SmtpMailer(Server("127.0.0.1", port, "none"), lambda: NOW, at_once=connections)


def with_smtplib(port: int, envelopes: list[Envelope]) -> None:
    """The floor: a bare loop."""
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for envelope in envelopes:
            connection.sendmail(envelope.sender, [envelope.recipient], envelope.content)


def with_smtplib_and_a_list(port: int, envelopes: list[Envelope], folder: Path) -> None:
    """The floor of whoever remembers: a bare loop, and one line a letter safely on the disk."""
    with (
        smtplib.SMTP("127.0.0.1", port) as connection,
        (folder / "list").open("ab", buffering=0) as file,
    ):
        for envelope in envelopes:
            connection.sendmail(envelope.sender, [envelope.recipient], envelope.content)
            file.write(f"{envelope.name}\n".encode())
            os.fsync(file.fileno())


def with_email_message(port: int, messages: list[Message]) -> None:
    """What people write: the standard library composes and sends."""
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for number, message in enumerate(messages):
            mail = EmailMessage()
            mail["From"] = HEAD.sender.address
            mail["To"] = message.to.address
            mail["Subject"] = message.subject
            mail["Date"] = format_datetime(NOW)
            mail["Message-ID"] = message_id(f"{number:032x}", HEAD.domain)
            mail.set_content(message.plain)
            mail.add_alternative(message.html, subtype="html")
            connection.send_message(mail)


def with_our_mailer(port: int, envelopes: list[Envelope]) -> None:
    """Our transactions, without a ledger."""
    ours = mailer(port)
    for envelope in envelopes:
        ours.send(envelope, lambda: True)
    ours.close()


def composed_and_sent(port: int, messages: list[Message]) -> None:
    """Written down as bytes and handed over one after the other, without a ledger."""
    ours = mailer(port)
    for number, message in enumerate(messages):
        ours.send(written(message, number), lambda: True)
    ours.close()


def worded_and_sent(port: int, some: list[Digest]) -> None:
    """From the facts of a digest through our templates to the server, without a ledger."""
    paper = LetterContext(Sentences("th"), SETTINGS.agency, HEAD, {"main": SCHEMA})
    composed_and_sent(port, [digest_letter(digest, paper, now=NOW) for digest in some])


def delivered(
    url: str, folder: Path, port: int, count: int, name: str, connections: int = 1
) -> None:
    """The whole way: planned, claimed, composed, handed over, accepted, listed beside."""
    _deliver(url, folder, mailer(port, connections), letters(count, name))


def put_into_outbox(folder: Path, count: int, name: str) -> None:
    """The whole way into files."""
    _deliver("sqlite:///outbox.db", folder, OutboxMailer(folder / "outbox"), letters(count, name))


def _deliver(
    url: str, folder: Path, channel: SmtpMailer | OutboxMailer, messages: list[Message]
) -> None:
    with open_ledger(url, folder=folder) as ledger:
        receipt = deliver(
            messages,
            DeliveryContext(
                ledger,
                channel,
                DeliveryPolicy(HEAD),
                lambda: NOW,
                "bench",
                "w",
                sent_log=SentLog(folder) if isinstance(channel, SmtpMailer) else None,
            ),
        )
    assert len(receipt.sent) == len(messages)
