"""Letters through the ledger into an outbox folder."""

import datetime as dt
import email
import email.policy
from dataclasses import replace

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import LetterState, Receipt, Skip
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.mailers.outbox import OutboxMailer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
HEAD = Letterhead(
    Recipient("cop@agency.go.th", "ระบบติดตามชุมชนนักปฏิบัติ"),
    "agency.go.th",
    reply_to=Recipient("hrd@agency.go.th"),
    zone=NOW.tzinfo,
)


def a_letter(name="somchai", **changes):
    address = f"{name}@agency.go.th"
    letter = Message(
        key=DigestKey(address, NOW.date()),
        to=Recipient(address, "สมชาย ใจดี"),
        language="th",
        subject="งานค้างของท่าน ๓ รายการ: กลุ่มชุมชนนักปฏิบัติ “กฎหมาย” ภายในเดือนนี้",
        plain="เรียน คุณสมชาย\nโปรดบันทึกผล",
        html="<p>เรียน คุณสมชาย</p>",
        registries=("main",),
        items=3,
    )
    return replace(letter, **changes)


@pytest.fixture
def delivery(tmp_path):
    with open_ledger("sqlite:///state/ledger.db", folder=tmp_path) as ledger:
        outbox = OutboxMailer(tmp_path / "outbox")
        yield DeliveryContext(
            ledger,
            outbox,
            DeliveryPolicy(HEAD),
            clock=lambda: NOW,
            run="main/remind/2026-11-23",
            worker="w1",
            oracle=outbox,
        )


def test_running_twice_sends_once(delivery):
    letters = [a_letter(), a_letter("suda")]

    first = deliver(letters, delivery)
    second = deliver(letters, delivery)

    keys = tuple(letter.key for letter in letters)
    ids = [delivery.ledger.letters.identify(key)[:8] for key in keys]
    assert first == Receipt(sent=keys)
    assert second == Receipt(
        skipped=tuple(Skip(key, "already-sent", id_) for key, id_ in zip(keys, ids, strict=True))
    )
    assert len([*delivery.mailer.folder.iterdir()]) == 2


def test_letter_reads_as_it_was_written(delivery):
    letter = a_letter()

    deliver([letter], delivery)

    (path,) = delivery.mailer.folder.glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    id_ = delivery.ledger.letters.identify(letter.key)
    assert path.name == f"2026-11-23-{id_}.eml"
    assert mail["Subject"] == letter.subject
    assert mail["Message-ID"] == f"<{id_}.letter@agency.go.th>"
    assert mail["Date"].datetime == NOW
    assert [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()] == [
        letter.plain,
        letter.html,
    ]


def test_unfit_letter_is_refused_and_the_next_one_goes_out(delivery):
    bad, good = a_letter("bad", subject="งาน\0ค้าง"), a_letter("good")

    receipt = deliver([bad, good], delivery)

    assert receipt == Receipt(sent=(good.key,), refused=(bad.key,))
    known = delivery.ledger.letters.find([bad.key])[bad.key]
    assert (known.state, known.reply) == (LetterState.REFUSED, "Subject: holds U+0000")
