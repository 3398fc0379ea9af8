"""What a person can do about a letter that did not go its straight way."""

import datetime as dt
from typing import Literal, TypeAlias

from sheets_sync.mail.delivery import DOUBTFUL, LetterState
from sheets_sync.mail.ledger_records import Answer, Letter

NextAction: TypeAlias = Literal[
    "none-needed",
    "wait",
    "looks-again",
    "let-settle",
    "ask-reader",
    "mend-address",
    "mend-letter",
    "look-at-server",
]
"""Named, so that every language has its own sentence for it."""

ANSWERS: dict[Answer, tuple[LetterState, frozenset[LetterState]]] = {
    "sent": (LetterState.ACCEPTED, frozenset({LetterState.UNCERTAIN, LetterState.BOUNCED})),
    "send-again": (
        LetterState.PLANNED,
        frozenset({LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.DEFERRED}),
    ),
    "drop": (
        LetterState.SUPPRESSED,
        frozenset(
            {
                LetterState.UNCERTAIN,
                LetterState.REFUSED,
                LetterState.DEFERRED,
                LetterState.BOUNCED,
                LetterState.PLANNED,
            }
        ),
    ),
}
"""Where each answer of a person leads, and from which states."""

_ADDRESS = ("5.1.", "5.2.0", "5.2.1", "5.4.4", "5.4.14")
"""Enhanced codes that speak of the mailbox: it is not there, moved, or closed."""


SETTLE = dt.timedelta(minutes=15)
"""When a letter in hand counts as in doubt: longer than any server waits for data."""
LAST_LOOK = dt.timedelta(days=1)
"""No oracle looks for a letter later than so long after it was handed over."""


def answers(letter: Letter, now: dt.datetime, *, looked_for: bool = False) -> tuple[Answer, ...]:
    """Which answers of `resolve` settle this letter.

    `looked_for` tells whether somebody can be asked what was sent. Nothing is sent again after
    its day, nor while it may still arrive: only the last look, or time, can tell.
    """
    again = not is_over(letter, now) and not may_arrive(letter, now, looked_for=looked_for)
    return tuple(
        answer
        for answer, (_, since) in ANSWERS.items()
        if letter.state in since and (again or answer != "send-again")
    )


def may_arrive(letter: Letter, now: dt.datetime, *, looked_for: bool) -> bool:
    """Whether a letter in doubt may still turn up: nobody has looked for the last time."""
    return letter.state in DOUBTFUL and now < certain_at(letter, looked_for=looked_for)


def certain_at(letter: Letter, *, looked_for: bool) -> dt.datetime:
    """From when on a letter in doubt that nobody has seen can be taken for one that is lost."""
    return (letter.handing_at or letter.planned_at) + (LAST_LOOK if looked_for else SETTLE)


def looks_at(letter: Letter) -> dt.datetime:
    """When a letter in doubt is looked for next, at the earliest."""
    return letter.next_at or (letter.handing_at or letter.planned_at) + SETTLE


def is_over(letter: Letter, now: dt.datetime) -> bool:
    """Whether a letter is not worth sending any more: the next one tells what is still open."""
    return letter.expires_at is not None and letter.expires_at <= now


def next_action(letter: Letter, now: dt.datetime, *, looked_for: bool = False) -> NextAction:
    """What should be done next, by a person or by time."""
    match letter.state:
        case LetterState.UNCERTAIN if not may_arrive(letter, now, looked_for=looked_for):
            return "ask-reader"
        case LetterState.UNCERTAIN | LetterState.HANDING:
            return "looks-again" if looked_for else "let-settle"
        case LetterState.DEFERRED | LetterState.CLAIMED:
            return "wait"
        case LetterState.REFUSED if letter.phase == "compose":
            return "mend-letter"
        case LetterState.REFUSED | LetterState.BOUNCED:
            bad = letter.phase == "rcpt" or letter.enhanced.startswith(_ADDRESS)
            return "mend-address" if bad else "look-at-server"
        case _:
            return "none-needed"
