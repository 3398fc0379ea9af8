"""What the log tab tells of letters that left, held against what the ledger knows.

Reads the workbook. Writes what the ledger had forgotten, and the hold on it. Used by the jobs
that check and send; it has no command of its own.
"""

from collections.abc import Collection, Sequence

from jobs.checking import Checked
from jobs.context import Arguments
from sheets_sync.effects.traces import heed, heed_waiting
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.plans.flags.logged import letters_logged
from sheets_sync.ports import Ledger
from sheets_sync.records import Trace
from sheets_sync.words.sentences import LANGUAGES


def heed_log(arguments: Arguments, checked: Checked, ledger: Ledger) -> None:
    """Hold mail where the log tab shows letters of which the ledger knows nothing."""
    traces = _logged(arguments, checked, SENT | DOUBTFUL)
    heed(traces, checked.registry.id, ledger, arguments.settings, now=arguments.now)
    gone = {trace.id for trace in _logged(arguments, checked, SENT)}
    heed_waiting(gone, ledger, now=arguments.now)


def _logged(
    arguments: Arguments, checked: Checked, states: Collection[LetterState]
) -> Sequence[Trace]:
    """The letters that the log tab shows in one of these states."""
    spoken = [arguments.sentences_in(language) for language in LANGUAGES]
    titles = {say("flags.log.tab") for say in spoken}
    words = {say(f"flags.state.{state}") for say in spoken for state in states}
    zone = arguments.settings.timezone
    return [
        Trace(
            id=letter.id,
            address=letter.address,
            at=letter.at.replace(tzinfo=zone),
            name=letter.name,
            subject=letter.subject,
            registries=(checked.registry.id,),
        )
        for letter in letters_logged(checked.workbook, sorted(titles), words)
    ]
