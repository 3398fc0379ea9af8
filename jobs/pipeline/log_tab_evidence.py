"""What the log tab tells of letters that left, held against what the ledger knows.

Reads the workbook. Writes what the ledger had forgotten, and the hold on it. Used by the jobs
that check and send; it has no command of its own.
"""

from collections.abc import Collection, Sequence

from jobs.cli.context import JobContext
from sheets_sync.delivery.sent_evidence import heed_waiting, hold_if_unknown_evidence
from sheets_sync.i18n.sentences import LANGUAGES
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.mail.ledger_records import SentEvidence
from sheets_sync.planning.workbook_tabs.read_log_tab import letters_logged
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult


def compare_with_log_tab(context: JobContext, checked: CheckResult, ledger: Ledger) -> None:
    """Hold mail where the log tab shows letters of which the ledger knows nothing."""
    traces = _logged(context, checked, SENT | DOUBTFUL)
    hold_if_unknown_evidence(traces, checked.registry.id, ledger, context.settings, now=context.now)
    gone = {trace.id for trace in _logged(context, checked, SENT)}
    heed_waiting(gone, ledger, now=context.now)


def _logged(
    context: JobContext, checked: CheckResult, states: Collection[LetterState]
) -> Sequence[SentEvidence]:
    """The letters that the log tab shows in one of these states."""
    spoken = [context.sentences_in(language) for language in LANGUAGES]
    titles = {say("flags.log.tab") for say in spoken}
    words = {say(f"flags.state.{state}") for say in spoken for state in states}
    zone = context.settings.timezone
    return [
        SentEvidence(
            id=letter.id,
            address=letter.address,
            at=letter.at.replace(tzinfo=zone),
            name=letter.name,
            subject=letter.subject,
            registries=(checked.registry.id,),
        )
        for letter in letters_logged(checked.workbook, sorted(titles), words)
    ]
