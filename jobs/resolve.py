"""resolve: settle what only a person can settle.

A hold (a tab that lost many rows, changed addresses, far more mail than usual) is confirmed by
its code; a channel that rests may be used again; a letter that is in doubt, refused, waiting or
returned is declared sent, sent again, or dropped. A letter that a run had in hand when it died
is looked for first, where there is somebody to ask. Nothing is sent again that may still arrive,
or whose reader has another address by now. Writes the ledger, unless `--dry-run` or `--today`
says to look only.
"""

import getpass

from jobs.context import Arguments
from jobs.error_screen import error_screen
from jobs.matter import Matter, urgent_first
from jobs.matters import channels, folders, held
from jobs.moved_readers import readers
from jobs.terminal.status import matter_as_json, show_matters
from jobs.waiting_letters import is_looked_for, letters
from sheets_sync.effects.holding import confirm
from sheets_sync.effects.reconcile import reconcile
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.ports import Ledger
from sheets_sync.records import Answer, Letter
from sheets_sync.ways_out import answers, certain_at, is_over, looks_at, may_arrive
from sheets_sync.wiring import open_ledger, peek_ledger
from sheets_sync.words.sentences import Sentences

_LOOKED_UP = SENT | {LetterState.PLANNED}
"""What a letter in doubt is once somebody who knows was asked."""


def run(arguments: Arguments) -> int:
    """List what waits, or settle the one thing named."""
    item, decision = arguments.options.item, arguments.options.decision
    if item is None:
        _list(arguments)
    elif arguments.dry_run or arguments.looking:
        arguments.console.line(arguments.sentences("jobs.resolve.dry_run", item=item))
    else:
        with open_ledger(arguments.settings) as ledger:
            _settle(arguments, ledger, item, decision)
    return 0


def _list(arguments: Arguments) -> None:
    ledger = peek_ledger(arguments.settings)
    found: list[Matter] = [*folders(arguments)]  # without room no answer could be written down
    if ledger is not None:
        with ledger:
            _look_for_lost(arguments, ledger)
            found = urgent_first(
                [
                    *found,
                    *held(arguments, ledger),
                    *channels(arguments, ledger),
                    *(one for one in letters(arguments, ledger) if one.item),
                ]
            )
    if arguments.json:
        for matter in found:
            arguments.console.json({"item": matter.item, **matter_as_json(matter)})
    show_matters(arguments, found)
    if not found:
        arguments.console.line(arguments.sentences("jobs.resolve.nothing"))


def _settle(arguments: Arguments, ledger: Ledger, item: str, decision: str | None) -> None:
    settled = _confirm_hold(arguments, ledger, item) or _end_rest(arguments, ledger, item)
    if not settled:
        _settle_letter(arguments, ledger, item, decision)


def _confirm_hold(arguments: Arguments, ledger: Ledger, code: str) -> bool:
    settings = arguments.settings
    waiting = {matter.facts["code"]: matter for matter in held(arguments, ledger)}
    hold = confirm(code, ledger, settings, by=getpass.getuser(), now=arguments.now)
    if hold is None:
        return False
    what = waiting[hold.code].facts["event"] if hold.code in waiting else hold.kind
    arguments.console.line(arguments.sentences("jobs.resolve.confirmed", code=hold.code, what=what))
    return True


def _end_rest(arguments: Arguments, ledger: Ledger, channel: str) -> bool:
    """Let a channel be used again before its time: somebody mended what was wrong."""
    if channel not in ledger.channels.waiting(now=arguments.now):
        return False
    ledger.channels.works(channel)
    arguments.console.line(arguments.sentences("jobs.resolve.works", channel=channel))
    return True


def _settle_letter(
    arguments: Arguments, ledger: Ledger, start_of_id: str, decision: str | None
) -> None:
    say = arguments.sentences
    before = ledger.letters.get(start_of_id)
    if before is not None and before.state in DOUBTFUL:
        _look_for_lost(arguments, ledger)
    letter = ledger.letters.get(start_of_id)
    if letter is not None and before is not None and before.state != letter.state in _LOOKED_UP:
        name = "found" if letter.state in SENT else "lost"
        arguments.console.line(say(f"jobs.resolve.{name}", id=letter.id[:8]))
        return
    answer = _answer(arguments, ledger, letter, start_of_id, decision)
    done = ledger.letters.resolve(
        start_of_id, answer, operator=getpass.getuser(), reason="resolve", now=arguments.now
    )
    if letter is None or done is None:  # a run took it up this very moment
        raise SetupError("nothing-to-resolve", item=start_of_id)
    settled = say("jobs.resolve.settled", id=letter.id[:8], answer=_means(answer, letter, say))
    arguments.console.line(settled)
    if answer == "send-again":
        to = letter.recipient or "–"
        arguments.console.line(say("jobs.resolve.again", to=to))


def _answer(
    arguments: Arguments,
    ledger: Ledger,
    letter: Letter | None,
    start_of_id: str,
    decision: str | None,
) -> Answer:
    """The answer, where it settles the letter now. Raises `SetupError` saying why it does not."""
    looked_for, now = is_looked_for(arguments.settings), arguments.now
    possible = () if letter is None else answers(letter, now, looked_for=looked_for)
    if letter is None or not possible:
        raise SetupError("nothing-to-resolve", item=start_of_id)
    again = decision == "send-again"
    moved = readers(arguments, ledger).moved(letter) if again else None
    if moved is not None:
        raise SetupError("letter-moved", id=letter.id[:8], address=letter.recipient)
    if again and may_arrive(letter, now, looked_for=looked_for):
        at = looks_at(letter) if looked_for else certain_at(letter, looked_for=False)
        raise SetupError(
            "letter-unsettled", id=letter.id[:8], at=at.astimezone(arguments.settings.timezone)
        )
    if again and is_over(letter, now):
        raise SetupError("letter-over", id=letter.id[:8], answers=possible)
    answer = next((one for one in possible if one == decision), None)
    if answer is None:
        raise SetupError("answer-unknown", item=start_of_id, answers=possible)
    return answer


def _means(answer: Answer, letter: Letter, say: Sentences) -> str:
    own = "bounced" if letter.state is LetterState.BOUNCED else "answers"
    return say(f"jobs.{own}.{answer}")


def _look_for_lost(arguments: Arguments, ledger: Ledger) -> None:
    """Ask what became of letters that nobody can have in hand any more, or leave them uncertain."""
    looking = arguments.dry_run or arguments.looking
    if looking or not ledger.letters.standing(states=DOUBTFUL):
        return
    from jobs.desk import desk_of  # slow import

    try:
        reconcile(desk_of(arguments, ledger))
    except StewardError as error:
        arguments.console.note(error_screen(error, arguments.sentences))
