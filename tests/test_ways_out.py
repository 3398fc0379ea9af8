"""Every letter that went astray has a way out that a person can take."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.mail.delivery import LetterState
from sheets_sync.records import Letter
from sheets_sync.ways_out import answers, way_out

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
        (LetterState.UNCERTAIN, {}, "ask-reader"),
        (LetterState.UNCERTAIN, {"next_at": NOW}, "looks-again"),
        (LetterState.HANDING, {}, "looks-again"),
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
    assert way_out(replace(LETTER, state=state, **changes)) == way


@pytest.mark.parametrize(
    ("state", "open_answers"),
    [
        (LetterState.UNCERTAIN, ("sent", "send-again", "drop")),
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
