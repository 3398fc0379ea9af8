"""Letters and addresses that need a person, as events: the agency's contact is told of each once.

What is the fault of an address is one event for all its letters.
"""

import datetime as dt

from sheets_sync.delivery.holds import LETTERS, UNREACHABLE
from sheets_sync.delivery.unreachable_addresses import DAYS, troubled_addresses
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.unreachable import AddressTrouble, is_about_reader
from sheets_sync.ports import Ledger

ASTRAY = "letter-astray"
_STATES = frozenset({LetterState.UNCERTAIN, LetterState.REFUSED, LetterState.BOUNCED})


def watch_problem_letters(ledger: Ledger, *, now: dt.datetime, days: int = DAYS) -> None:
    """Open an event for whatever needs a person, and end those that do not any more."""
    letters = ledger.letters.standing(states=_STATES)
    needing = {letter.id: letter for letter in letters if _needs_person(letter)}
    known = {hold.subject for hold in ledger.holds.standing(LETTERS) if hold.kind == ASTRAY}
    for id_ in needing.keys() - known:
        ledger.holds.open(LETTERS, ASTRAY, id_, {"letter": id_[:8]}, now=now)
    for id_ in known - needing.keys():
        ledger.holds.close(LETTERS, ASTRAY, id_, now=now)
    _watch_addresses(troubled_addresses(ledger, now=now, days=days), ledger, now)


def _watch_addresses(troubles: dict[str, AddressTrouble], ledger: Ledger, now: dt.datetime) -> None:
    """One event for an address until somebody has looked, however many letters it refuses."""
    waiting = {hold.subject for hold in ledger.holds.waiting(LETTERS) if hold.kind == UNREACHABLE}
    for address in sorted(troubles.keys() - waiting):
        trouble = troubles[address]
        event = {"address": address, "since": trouble.since.isoformat()}
        ledger.holds.open(LETTERS, UNREACHABLE, address, event, now=now)
    for address in waiting - troubles.keys():
        ledger.holds.close(LETTERS, UNREACHABLE, address, now=now)


def _needs_person(letter: Letter) -> bool:
    """Whether it is not looked for any more, and no alarm that the same reader would not get."""
    return letter.kind != "notice" and letter.next_at is None and not is_about_reader(letter)
