"""Every letter that went astray has a way out that a person can take."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.next_action import LAST_LOOK, SETTLE, answers, looks_at, next_action
from sheets_sync.mailers.imap import LOOKS

SECOND = dt.timedelta(seconds=1)
NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
LETTER = Letter(
    id="0" * 32,
    kind="digest",
    slot="2026-11-23",
    recipient="a@agency.go.th",
    name="",
    subject="",
    registries=("main",),
    items=1,
    state=LetterState.PLANNED,
    token=1,
    attempt=1,
    looks=0,
    message_id="",
    planned_at=NOW,
    handing_at=None,
    accepted_at=None,
    next_at=None,
    expires_at=None,
    how="",
    phase="",
    code=0,
    enhanced="",
    reply="",
    server="",
    queue_id="",
    run="",
    operator="",
    reason="",
)


@pytest.mark.parametrize(
    ("state", "changes", "way"),
    [
        (LetterState.HANDING, {}, "let-settle"),
        (LetterState.DEFERRED, {"next_at": NOW}, "wait"),
        (LetterState.REFUSED, {"phase": "rcpt", "enhanced": "5.1.1"}, "mend-address"),
        (LetterState.REFUSED, {"phase": "compose"}, "mend-letter"),
        (LetterState.REFUSED, {"phase": "reply", "enhanced": "5.7.1"}, "look-at-server"),
        (LetterState.REFUSED, {"phase": "claim"}, "look-at-server"),
        (LetterState.BOUNCED, {"phase": "reply", "enhanced": "5.1.1"}, "mend-address"),
        (LetterState.BOUNCED, {"phase": "reply", "enhanced": "5.2.2"}, "look-at-server"),
        (LetterState.ACCEPTED, {}, "none-needed"),
    ],
)
def test_way_out_fits_what_happened(state, changes, way):
    assert next_action(replace(LETTER, state=state, **changes), NOW) == way


@pytest.mark.parametrize(
    ("after", "looked_for", "way", "open_answers"),
    [
        (SETTLE - SECOND, False, "let-settle", ("sent", "drop")),
        (SETTLE, False, "ask-reader", ("sent", "send-again", "drop")),
        (SETTLE, True, "looks-again", ("sent", "drop")),
        (LAST_LOOK - SECOND, True, "looks-again", ("sent", "drop")),
        (LAST_LOOK, True, "ask-reader", ("sent", "send-again", "drop")),
    ],
)
def test_letter_in_doubt_is_sent_again_only_once_it_cannot_turn_up(
    after, looked_for, way, open_answers
):
    letter = replace(LETTER, state=LetterState.UNCERTAIN, handing_at=NOW)

    assert next_action(letter, NOW + after, looked_for=looked_for) == way
    assert answers(letter, NOW + after, looked_for=looked_for) == open_answers


def test_nobody_looks_for_a_letter_after_the_last_look():
    assert max(LOOKS) <= LAST_LOOK


@pytest.mark.parametrize(
    ("next_at", "at"), [(None, NOW + SETTLE), (NOW + LAST_LOOK, NOW + LAST_LOOK)]
)
def test_letter_is_looked_for_when_it_had_time_or_when_that_was_put_off(next_at, at):
    assert looks_at(replace(LETTER, handing_at=NOW, next_at=next_at)) == at


@pytest.mark.parametrize(
    ("state", "open_answers"),
    [
        (LetterState.REFUSED, ("send-again", "drop")),
        (LetterState.DEFERRED, ("send-again", "drop")),
        (LetterState.BOUNCED, ("sent", "drop")),
        (LetterState.ACCEPTED, ()),
        (LetterState.HANDING, ()),
    ],
)
def test_person_may_answer_what_the_ledger_accepts(state, open_answers):
    assert answers(replace(LETTER, state=state), NOW) == open_answers


def test_nothing_is_sent_again_when_its_day_is_over():
    over = replace(LETTER, state=LetterState.REFUSED, expires_at=NOW)

    assert answers(over, NOW - dt.timedelta(minutes=1)) == ("send-again", "drop")
    assert answers(over, NOW) == ("drop",)


@pytest.mark.parametrize(
    ("code", "way"),
    [
        ("5.1.0", "mend-address"),
        ("5.1.10", "mend-address"),
        ("5.2.0", "mend-address"),
        ("5.2.1", "mend-address"),
        ("5.4.4", "mend-address"),
        ("5.4.14", "mend-address"),
        ("5.2.2", "look-at-server"),  # the mailbox is full
        ("5.3.4", "look-at-server"),
        ("5.4.1", "look-at-server"),
        ("5.7.1", "look-at-server"),
    ],
)
def test_only_codes_about_the_mailbox_ask_for_another_address(code, way):
    bounced = replace(LETTER, state=LetterState.BOUNCED, phase="reply", enhanced=code)

    assert next_action(bounced, NOW) == way
