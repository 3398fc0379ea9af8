"""resolve: settle what only a person can settle.

A hold (a tab that lost many rows, changed addresses, far more mail than usual) is confirmed by
its code; a letter that is in doubt, refused, waiting or returned is declared sent, sent again,
or dropped. Writes the ledger.
"""

import getpass

from jobs.context import Arguments
from jobs.matters import Matter, held, letters
from jobs.terminal.status import matter_as_json
from sheets_sync.effects.holding import confirm
from sheets_sync.errors import SetupError
from sheets_sync.ports import Ledger
from sheets_sync.ways_out import answers
from sheets_sync.wiring import open_ledger, peek_ledger


def run(arguments: Arguments) -> int:
    """List what waits, or settle the one thing named."""
    item, decision = arguments.options.item, arguments.options.decision
    if item is None:
        _list(arguments)
    elif arguments.dry_run:
        arguments.console.line(arguments.sentences("jobs.resolve.dry_run", item=item))
    else:
        with open_ledger(arguments.settings) as ledger:
            if not _confirm_hold(arguments, ledger, item):
                _settle_letter(arguments, ledger, item, decision)
    return 0


def _list(arguments: Arguments) -> None:
    ledger = peek_ledger(arguments.settings)
    found: list[Matter] = []
    if ledger is not None:
        with ledger:
            found = [
                *held(arguments, ledger),
                *(one for one in letters(arguments, ledger) if one.answers),
            ]
    for matter in found:
        if arguments.json:
            item = matter.facts.get("code") or matter.facts["id"]
            arguments.console.json({"item": item, **matter_as_json(matter)})
        else:
            arguments.console.line(f"• {matter.what}")
            arguments.console.line(f"  → {matter.way_out}")
    if not found:
        arguments.console.line(arguments.sentences("jobs.resolve.nothing"))


def _confirm_hold(arguments: Arguments, ledger: Ledger, code: str) -> bool:
    settings = arguments.settings
    waiting = {matter.facts["code"]: matter for matter in held(arguments, ledger)}
    hold = confirm(code, ledger, settings, by=getpass.getuser(), now=arguments.now)
    if hold is None:
        return False
    what = waiting[hold.code].what if hold.code in waiting else hold.kind
    arguments.console.line(arguments.sentences("jobs.resolve.confirmed", code=hold.code, what=what))
    return True


def _settle_letter(
    arguments: Arguments, ledger: Ledger, start_of_id: str, decision: str | None
) -> None:
    letter = ledger.letters.get(start_of_id)
    possible = () if letter is None else answers(letter)
    if letter is None or not possible:
        raise SetupError("nothing-to-resolve", item=start_of_id)
    answer = next((one for one in possible if one == decision), None)
    if answer is None:
        raise SetupError("answer-unknown", item=start_of_id, answers=possible)
    ledger.letters.resolve(
        start_of_id, answer, operator=getpass.getuser(), reason="resolve", now=arguments.now
    )
    say = arguments.sentences
    settled = say("jobs.resolve.settled", id=letter.id[:8], answer=say(f"jobs.answers.{answer}"))
    arguments.console.line(settled)
