"""The outbox folder: whole letters or none, each once."""

import datetime as dt
import os

import pytest

from sheets_sync.errors import MailError
from sheets_sync.mail.delivery import Envelope, Outcome, Verdict
from sheets_sync.mailers.outbox import PAUSE, OutboxMailer

ID = "0123456789abcdef0123456789abcdef"
LETTER = Envelope(
    sender="cop@agency.go.th",
    recipient="somchai@agency.go.th",
    message_id=f"<{ID}.letter@agency.go.th>",
    date=dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC),
    content=b"Subject: hello\r\n\r\nhello\r\n",
    name=ID,
)


@pytest.fixture
def outbox(tmp_path):
    return OutboxMailer(tmp_path / "outbox")


def files(outbox):
    return {path.name: path.read_bytes() for path in outbox.folder.iterdir()}


def test_letter_is_named_after_its_day_and_its_key_alone(outbox):
    outcome = outbox.send(LETTER, lambda: True)

    assert outcome.verdict is Verdict.ACCEPTED
    assert files(outbox) == {f"2026-11-23-{ID}.eml": LETTER.content}


def test_letter_that_is_there_is_never_replaced(outbox):
    outbox.send(LETTER, lambda: True)
    other = Envelope(
        **{name: getattr(LETTER, name) for name in LETTER.__slots__} | {"content": b"x"}
    )

    assert outbox.send(other, lambda: True).verdict is Verdict.ACCEPTED
    assert files(outbox) == {f"2026-11-23-{ID}.eml": LETTER.content}


def test_fenced_letter_leaves_nothing(outbox):
    assert outbox.send(LETTER, lambda: False) == Outcome(Verdict.FENCED, "body")
    assert files(outbox) == {}


def test_file_appears_whole_and_only_after_the_ledger_was_told(outbox):
    seen = []

    def before_dot():
        seen.append(sorted(path.suffix for path in outbox.folder.iterdir()))
        return True

    outbox.send(LETTER, before_dot)

    assert seen == [[".part"]]


def test_remains_of_a_crash_are_swept_with_the_next_try(outbox):
    outbox.folder.mkdir()
    (outbox.folder / f".2026-11-23-{ID}.eml.999999.part").write_bytes(b"half")

    outbox.send(LETTER, lambda: True)

    assert [*files(outbox)] == [f"2026-11-23-{ID}.eml"]


def test_file_system_without_hard_links_will_do(outbox, monkeypatch):
    def no_links(*paths):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)

    assert outbox.send(LETTER, lambda: True).verdict is Verdict.ACCEPTED
    assert outbox.send(LETTER, lambda: True).verdict is Verdict.ACCEPTED
    assert files(outbox) == {f"2026-11-23-{ID}.eml": LETTER.content}


def test_folder_that_cannot_be_made_rests_the_channel(tmp_path):
    (tmp_path / "outbox").write_text("a file in the way")

    outcome = OutboxMailer(tmp_path / "outbox").send(LETTER, lambda: True)

    assert (outcome.verdict, outcome.pause, outcome.text) == (
        Verdict.CHANNEL,
        PAUSE,
        "File exists",
    )


def test_folder_knows_what_was_put_there(outbox):
    assert outbox.seen([LETTER.message_id]) == frozenset()
    outbox.send(LETTER, lambda: True)

    assert outbox.seen([LETTER.message_id, f"<{'f' * 32}.letter@x>"]) == {LETTER.message_id}


def test_folder_that_cannot_be_read_is_no_answer(outbox, monkeypatch):
    def gone(*words):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(outbox.folder), "glob", gone)

    with pytest.raises(MailError, match="outbox-unreadable"):
        outbox.seen([LETTER.message_id])
