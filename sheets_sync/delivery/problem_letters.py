"""Letters that need a person, as events of their own: the agency's contact is told of each once."""

import datetime as dt

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger

LETTERS = "@letters"
"""In place of a registry: what is about single letters, and stops no mail."""
ASTRAY = "letter-astray"
_STATES = frozenset({LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED})


def watch_problem_letters(ledger: Ledger, *, now: dt.datetime) -> None:
    """Open an event for every letter that needs a person, and end those that do not any more."""
    letters = ledger.letters.standing(states=_STATES)
    needing = {letter.id: letter for letter in letters if _needs_person(letter)}
    watched = {hold.subject for hold in ledger.holds.standing(LETTERS)}
    for id_ in needing.keys() - watched:
        ledger.holds.open(LETTERS, ASTRAY, id_, {"letter": id_[:8]}, now=now)
    for id_ in watched - needing.keys():
        ledger.holds.close(LETTERS, ASTRAY, id_, now=now)


def _needs_person(letter: Letter) -> bool:
    """Whether it is not looked for any more, and no alarm that the same reader would not get."""
    return letter.kind != "notice" and letter.next_at is None
