"""What every mailer promises, and the oracle beside it."""

import datetime as dt

import pytest

from sheets_sync.mail.delivery import Envelope, Verdict
from sheets_sync.mailers.connect import Server
from sheets_sync.mailers.outbox import OutboxMailer
from sheets_sync.mailers.smtp import SmtpMailer
from tests.mailers.faults import Archive
from tests.mailers.server import MailServer

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
FIRST, SECOND = (f"{digit}" * 32 for digit in "12")


def letter(id_=FIRST):
    message_id = f"<{id_}.letter@agency.go.th>"
    content = f"Message-ID: {message_id}\r\nSubject: x\r\n\r\n.hello\r\n.\r\nend".encode()
    return Envelope("cop@agency.go.th", "a@agency.go.th", message_id, NOW, content, id_)


@pytest.fixture(params=["outbox", "smtp", "smtp-pipelined"])
def channel(request, tmp_path):
    """A mailer, its oracle, and what arrived."""
    if request.param == "outbox":
        outbox = OutboxMailer(tmp_path / "outbox")
        yield (
            outbox,
            outbox,
            lambda: [path.read_bytes() for path in (tmp_path / "outbox").glob("*.eml")],
        )
        return
    with MailServer(pipelining=request.param == "smtp-pipelined") as server:
        account = Server("127.0.0.1", server.port, "none", seconds=2, data_seconds=2)
        mailer = SmtpMailer(account, lambda: NOW)
        yield mailer, Archive(server), lambda: [each.content for each in server.stored]
        mailer.close()


def test_letter_arrives_word_for_word(channel):
    mailer, _, arrived = channel

    outcome = mailer.send(letter(), lambda: True)

    assert outcome.verdict is Verdict.ACCEPTED
    (content,) = arrived()
    assert content.removesuffix(b"\r\n") == letter().content


def test_question_is_asked_once_and_before_anything_arrived(channel):
    mailer, _, arrived = channel
    asked = []

    def before_dot():
        asked.append(len(arrived()))
        return True

    mailer.send(letter(), before_dot)

    assert asked == [0]


def test_letter_of_another_worker_does_not_arrive_and_the_next_one_does(channel):
    mailer, _, arrived = channel

    assert mailer.send(letter(), lambda: False).verdict is Verdict.FENCED
    assert mailer.send(letter(SECOND), lambda: True).verdict is Verdict.ACCEPTED
    assert len(arrived()) == 1


def test_trouble_in_the_question_leaves_nothing_and_passes_through(channel):
    mailer, _, arrived = channel

    def before_dot():
        raise RuntimeError("the ledger is gone")

    with pytest.raises(RuntimeError, match="the ledger is gone"):
        mailer.send(letter(), before_dot)

    assert arrived() == []
    assert mailer.send(letter(), lambda: True).verdict is Verdict.ACCEPTED


def test_oracle_knows_what_arrived(channel):
    mailer, oracle, _ = channel
    mailer.send(letter(), lambda: True)

    ids = {letter().message_id, letter(SECOND).message_id}

    assert oracle.seen(ids) == {letter().message_id}
    assert oracle.seen([]) == frozenset()


def test_closed_mailer_opens_again(channel):
    mailer, _, arrived = channel
    mailer.close()
    mailer.send(letter(), lambda: True)
    mailer.close()
    mailer.close()

    assert mailer.send(letter(SECOND), lambda: True).verdict is Verdict.ACCEPTED
    assert len(arrived()) == 2


def test_channel_has_a_name(channel):
    mailer, _, _ = channel

    assert mailer.name
