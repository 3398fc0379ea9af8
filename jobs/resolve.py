"""resolve: settle what only a person can settle.

A hold (a tab that lost many rows) is confirmed by its code; a letter of which nobody knows
whether it was sent is declared sent, sent again, or dropped. Writes the ledger.
"""

import getpass

from jobs.context import Arguments
from sheets_sync.delivery import LetterState
from sheets_sync.errors import SetupError
from sheets_sync.ports import Ledger
from sheets_sync.records import Answer
from sheets_sync.wiring import open_ledger

_ANSWERS: tuple[Answer, ...] = ("sent", "send-again", "drop")


def run(arguments: Arguments) -> int:
    """List what waits, or settle the one thing named."""
    with open_ledger(arguments.settings) as ledger:
        item, decision = arguments.options.item, arguments.options.decision
        if item is None:
            _list(arguments, ledger)
        elif arguments.dry_run:
            arguments.console.line(arguments.sentences("jobs.resolve.dry_run", item=item))
        elif not _confirm_hold(arguments, ledger, item):
            _settle_letter(arguments, ledger, item, decision)
    return 0


def _list(arguments: Arguments, ledger: Ledger) -> None:
    console, sentences = arguments.console, arguments.sentences
    holds = ledger.holds.waiting()
    letters = ledger.letters.standing(states=(LetterState.UNCERTAIN,))
    if arguments.json:
        for hold in holds:
            console.json({"item": hold.code, "kind": hold.kind, "subject": hold.subject})
        for letter in letters:
            console.json({"item": letter.id[:8], "kind": "letter", "subject": letter.subject})
        return
    for hold in holds:
        facts = {"code": hold.code, "subject": hold.subject, "registry": hold.registry}
        console.line(sentences("jobs.resolve.hold", **facts))
    for letter in letters:
        to = letter.recipient or "–"
        console.line(sentences("jobs.resolve.letter", id=letter.id[:8], to=to))
    if not holds and not letters:
        console.line(sentences("jobs.resolve.nothing"))


def _confirm_hold(arguments: Arguments, ledger: Ledger, code: str) -> bool:
    hold = ledger.holds.confirm(code, by=getpass.getuser(), now=arguments.now)
    if hold is None:
        return False
    confirmed = arguments.sentences("jobs.resolve.confirmed", code=code, subject=hold.subject)
    arguments.console.line(confirmed)
    return True


def _settle_letter(
    arguments: Arguments, ledger: Ledger, start_of_id: str, decision: str | None
) -> None:
    letter = ledger.letters.get(start_of_id)
    if letter is None or letter.state is not LetterState.UNCERTAIN:
        raise SetupError("nothing-to-resolve", item=start_of_id)
    answer = next((one for one in _ANSWERS if one == decision), None)
    if answer is None:
        raise SetupError("answer-unknown", item=start_of_id, answers=_ANSWERS)
    ledger.letters.resolve(
        start_of_id, answer, operator=getpass.getuser(), reason="resolve", now=arguments.now
    )
    arguments.console.line(
        arguments.sentences("jobs.resolve.settled", id=start_of_id, answer=answer)
    )
