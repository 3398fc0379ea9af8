"""resolve: settle what only a person can settle.

A hold (a tab that lost many rows, changed addresses, far more mail than usual) is confirmed by
its code; a channel that rests may be used again; a letter that is in doubt, refused, waiting or
returned is declared sent, sent again, or dropped. A letter that a run had in hand when it died
is looked for first, where there is somebody to ask. Nothing is sent again that may still arrive,
or whose reader has another address by now. Writes the ledger, unless `--dry-run` or `--today`
says to look only.
"""

import getpass

from jobs.cli.context import JobContext
from jobs.pipeline.issue_query import issue_query
from jobs.terminal.status import show_issues
from jobs.terminal.status_json import issue_as_json
from sheets_sync.delivery.holds import confirm
from sheets_sync.delivery.reconcile import reconcile
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.issues.changed_addresses import read_addresses
from sheets_sync.issues.collect_issues import channels, folders, held
from sheets_sync.issues.issue import Issue, urgent_first
from sheets_sync.issues.undelivered_mail import is_looked_for, letters
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.mail.ledger_records import Answer, Letter
from sheets_sync.mail.next_action import answers, certain_at, is_over, looks_at, may_arrive
from sheets_sync.ports import Ledger
from sheets_sync.wiring.ledger import open_ledger, peek_ledger
from sheets_sync.wiring.mail import open_delivery

ARGUMENTS = ("dry-run", "json", "registry", "item", "decision")
LOGGED = True

_LOOKED_UP = SENT | {LetterState.PLANNED}
"""What a letter in doubt is once somebody who knows was asked."""


def run(context: JobContext) -> int:
    """List what waits, or settle the one thing named."""
    item, decision = context.options.item, context.options.decision
    if item is None:
        _list(context)
    elif context.dry_run or context.looking:
        context.console.line(context.sentences("jobs.resolve.dry_run", item=item))
    else:
        with open_ledger(context.settings) as ledger:
            _settle(context, ledger, item, decision)
        from jobs.serving.watchers import tell_watchers_by_hand  # slow import

        tell_watchers_by_hand(context)
    return 0


def _list(context: JobContext) -> None:
    ledger, query = peek_ledger(context.settings), issue_query(context)
    found: list[Issue] = [*folders(query)]  # without room no answer could be written down
    if ledger is not None:
        with ledger:
            _look_for_lost(context, ledger)
            found = urgent_first(
                [
                    *found,
                    *held(query, ledger),
                    *channels(query, ledger),
                    *(one for one in letters(query, ledger) if one.item),
                ]
            )
    if context.json:
        for issue in found:
            context.console.json({"item": issue.item, **issue_as_json(issue)})
    show_issues(context, found)
    if not found:
        context.console.line(context.sentences("jobs.resolve.nothing"))


def _settle(context: JobContext, ledger: Ledger, item: str, decision: str | None) -> None:
    settled = _confirm_hold(context, ledger, item) or _end_rest(context, ledger, item)
    if not settled:
        _settle_letter(context, ledger, item, decision)


def _confirm_hold(context: JobContext, ledger: Ledger, code: str) -> bool:
    settings = context.settings
    waiting = {issue.facts["code"]: issue for issue in held(issue_query(context), ledger)}
    hold = confirm(code, ledger, settings, by=getpass.getuser(), now=context.now)
    if hold is None:
        return False
    what = waiting[hold.code].facts["event"] if hold.code in waiting else hold.subject
    context.console.line(context.sentences("jobs.resolve.confirmed", code=hold.code, what=what))
    return True


def _end_rest(context: JobContext, ledger: Ledger, channel: str) -> bool:
    """Let a channel be used again before its time: somebody mended what was wrong."""
    if channel not in ledger.channels.waiting(now=context.now):
        return False
    ledger.channels.works(channel)
    context.console.line(context.sentences("jobs.resolve.works", channel=channel))
    return True


def _settle_letter(
    context: JobContext, ledger: Ledger, start_of_id: str, decision: str | None
) -> None:
    say = context.sentences
    before = ledger.letters.get(start_of_id)
    if before is not None and before.state in DOUBTFUL:
        _look_for_lost(context, ledger)
    letter = ledger.letters.get(start_of_id)
    if letter is not None and before is not None and before.state != letter.state in _LOOKED_UP:
        name = "found" if letter.state in SENT else "lost"
        context.console.line(say(f"jobs.resolve.{name}", id=letter.id[:8]))
        return
    answer = _answer(context, ledger, letter, start_of_id, decision)
    done = ledger.letters.resolve(
        start_of_id, answer, operator=getpass.getuser(), reason="resolve", now=context.now
    )
    if letter is None or done is None:  # a run took it up this very moment
        raise SetupError("nothing-to-resolve", item=start_of_id)
    settled = say("jobs.resolve.settled", id=letter.id[:8], answer=_means(answer, letter, say))
    context.console.line(settled)
    if answer == "send-again":
        to = letter.recipient or "–"
        context.console.line(say("jobs.resolve.again", to=to))


def _answer(
    context: JobContext,
    ledger: Ledger,
    letter: Letter | None,
    start_of_id: str,
    decision: str | None,
) -> Answer:
    """The answer, where it settles the letter now. Raises `SetupError` saying why it does not."""
    looked_for, now = is_looked_for(context.settings), context.now
    possible = () if letter is None else answers(letter, now, looked_for=looked_for)
    if letter is None or not possible:
        raise SetupError("nothing-to-resolve", item=start_of_id)
    again = decision == "send-again"
    moved = read_addresses(context.settings, ledger).moved(letter) if again else None
    if moved is not None:
        raise SetupError("letter-moved", id=letter.id[:8], address=letter.recipient)
    if again and may_arrive(letter, now, looked_for=looked_for):
        at = looks_at(letter) if looked_for else certain_at(letter, looked_for=False)
        raise SetupError(
            "letter-unsettled", id=letter.id[:8], at=at.astimezone(context.settings.timezone)
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


def _look_for_lost(context: JobContext, ledger: Ledger) -> None:
    """Ask what became of letters that nobody can have in hand any more, or leave them uncertain."""
    looking = context.dry_run or context.looking
    if looking or not ledger.letters.standing(states=DOUBTFUL):
        return
    try:
        reconcile(open_delivery(context.settings, ledger, context.clock))
    except StewardError as error:
        context.console.failure(error, context.sentences)
