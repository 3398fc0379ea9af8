"""What a person can do about a letter that did not go its straight way."""

import datetime as dt
from typing import Literal, TypeAlias

from sheets_sync.mail.delivery import LetterState
from sheets_sync.records import Answer, Letter

WayOut: TypeAlias = Literal[
    "none-needed",
    "wait",
    "looks-again",
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


def answers(letter: Letter, now: dt.datetime) -> tuple[Answer, ...]:
    """Which answers of `resolve` settle this letter; nothing is sent again after its day."""
    return tuple(
        answer
        for answer, (_, since) in ANSWERS.items()
        if letter.state in since and not (answer == "send-again" and is_over(letter, now))
    )


def is_over(letter: Letter, now: dt.datetime) -> bool:
    """Whether a letter is not worth sending any more: the next one tells what is still open."""
    return letter.expires_at is not None and letter.expires_at <= now


def way_out(letter: Letter) -> WayOut:
    """What should be done next, by a person or by time."""
    match letter.state:
        case LetterState.UNCERTAIN:
            return "looks-again" if letter.next_at is not None else "ask-reader"
        case LetterState.HANDING:
            return "looks-again"
        case LetterState.DEFERRED | LetterState.CLAIMED:
            return "wait"
        case LetterState.REFUSED if letter.phase == "compose":
            return "mend-letter"
        case LetterState.REFUSED | LetterState.BOUNCED:
            bad = letter.phase == "rcpt" or letter.enhanced.startswith(_ADDRESS)
            return "mend-address" if bad else "look-at-server"
        case _:
            return "none-needed"
