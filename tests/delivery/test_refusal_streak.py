"""The same refusal for one reader after the other is about the channel."""

import pytest

from sheets_sync.delivery.refusal_streak import RefusalStreak
from sheets_sync.mail.delivery import LetterState, Outcome, Verdict
from sheets_sync.mail.ledger_records import PastOutcome

ACCEPTED = Outcome(Verdict.ACCEPTED, "reply", 250, "2.0.0", "queued")
STRANGE = Outcome(Verdict.REFUSED, "dot", 554, "5.0.0", "we do not like this")
"""Nothing that any table knows."""
GONE = Outcome(Verdict.REFUSED, "rcpt", 550, "5.1.1", "user unknown")
BUSY = Outcome(Verdict.DEFERRED, "dot", 451, "4.3.0", "come back")
GREYLISTED = Outcome(Verdict.DEFERRED, "rcpt", 450, "4.7.1", "greylisted")


def readers():
    return (f"p{number}@agency.go.th" for number in range(1, 40))


def rests_after(streak, outcome, most=12):
    """How many readers are refused before the channel rests; nothing where it never does."""
    for count, reader in zip(range(1, most + 1), readers(), strict=False):
        if streak.note(f"letter-{count}", reader, outcome):
            return count
    return None


@pytest.mark.parametrize(
    ("outcome", "worked", "limit"),
    [
        (STRANGE, False, 3),
        (STRANGE, True, 6),
        (BUSY, False, 3),
        (GONE, False, 6),
        (GONE, True, 6),
        (GREYLISTED, False, None),
        (Outcome(Verdict.REFUSED, "connect", 0, "", "cut off"), False, None),
        (Outcome(Verdict.UNKNOWN, "dot", 554), False, None),
    ],
)
def test_so_many_readers_in_a_row_are_the_channels(outcome, worked, limit):
    streak = RefusalStreak(worked=worked)

    assert rests_after(streak, outcome) == limit


def test_a_busy_mailbox_is_no_greylisting():
    busy = Outcome(Verdict.DEFERRED, "rcpt", 450, "4.2.1", "mailbox busy")

    assert rests_after(RefusalStreak(), busy) == 3


@pytest.mark.parametrize(
    "other", [ACCEPTED, Outcome(Verdict.REFUSED, "dot", 554, "5.0.0", "something else")]
)
def test_another_end_begins_anew(other):
    streak = RefusalStreak()
    for number in range(2):
        streak.note(f"letter-{number}", f"p{number}@agency.go.th", STRANGE)
    streak.note("letter-8", "suda@agency.go.th", other)

    assert not streak.note("letter-9", "mana@agency.go.th", STRANGE)
    assert streak.readers == {"mana@agency.go.th"}
    assert streak.letters == ("letter-9",)
    assert streak.worked is (other is ACCEPTED)


def test_one_reader_refused_again_and_again_is_one():
    streak = RefusalStreak()

    assert not any(streak.note("letter-1", "suda@agency.go.th", STRANGE) for _ in range(9))


def test_names_numbers_and_spaces_make_no_refusal_another():
    said = (
        "we do not take <P1@agency.go.th> id a17",
        "we do not  take <p2@agency.go.th> id a18",
        "We do not take <p3@AGENCY.go.th> id b99",
    )
    streak = RefusalStreak()
    outcomes = (Outcome(Verdict.REFUSED, "dot", 554, "", text) for text in said)
    rests = [
        streak.note(f"letter-{number}", f"p{number}@agency.go.th", outcome)
        for number, outcome in enumerate(outcomes, 1)
    ]

    assert rests == [False, False, True]


def test_codes_do_make_it_another():
    streak = RefusalStreak()
    for number, code in enumerate((550, 551, 552, 553, 554, 550)):
        reader = f"p{number}@agency.go.th"
        assert not streak.note("x", reader, Outcome(Verdict.REFUSED, "dot", code, "", "no"))


def test_counting_goes_on_where_earlier_runs_ended():
    def past(number, state, reader="", detail="dot 554 5.0.0 we do not like this"):
        return PastOutcome(f"letter-{number}", reader or f"p{number}@agency.go.th", state, detail)

    streak = RefusalStreak()
    streak.recall(
        [
            past(1, LetterState.REFUSED),
            past(2, LetterState.ACCEPTED),
            past(3, LetterState.REFUSED),
            past(4, LetterState.DEFERRED),
        ]
    )

    assert streak.letters == ("letter-3", "letter-4")
    assert streak.note("letter-5", "p5@agency.go.th", STRANGE)


def test_an_earlier_letter_whose_reader_is_forgotten_ends_the_row():
    streak = RefusalStreak()
    streak.recall(
        [
            PastOutcome("letter-1", "suda@agency.go.th", LetterState.REFUSED, "dot 554 no"),
            PastOutcome("letter-2", None, LetterState.REFUSED, "dot 554 no"),
        ]
    )

    assert streak.letters == ()
