"""What the log tab tells of letters that left, held against what the ledger knows.

Reads the workbook. Writes what the ledger had forgotten, and the hold on it.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from sheets_sync.delivery.sent_evidence import hold_if_sent_letters_wait, hold_if_unknown_evidence
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.mail.ledger_records import SentEvidence
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.outbox_tab import FILE_WORD
from sheets_sync.planning.workbook_tabs.read_log_tab import letters_logged
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult


def compare_with_log_tab(
    checked: CheckResult, ledger: Ledger, spoken: Sequence[Sentences], *, now: dt.datetime
) -> None:
    """Hold mail where the log tab shows letters of which the ledger knows nothing.

    `spoken` are the sentences of every language in which the tab may have been written.
    """
    evidence = _logged(checked, SENT | DOUBTFUL, spoken)
    hold_if_unknown_evidence(evidence, checked.registry.id, ledger, checked.settings, now=now)
    gone = {one.id for one in _logged(checked, SENT, spoken)}
    hold_if_sent_letters_wait(gone, ledger, now=now)


def _logged(
    checked: CheckResult, states: Collection[LetterState], spoken: Sequence[Sentences]
) -> Sequence[SentEvidence]:
    """The letters that the log tab shows in one of these states."""
    titles = titles_of("log", spoken)
    words = {say(f"flags.state.{name}") for say in spoken for name in (*states, FILE_WORD)}
    zone = checked.settings.timezone
    return [
        SentEvidence(
            id=letter.id,
            address=letter.address,
            at=letter.at.replace(tzinfo=zone),
            name=letter.name,
            subject=letter.subject,
            registries=(checked.registry.id,),
        )
        for letter in letters_logged(checked.workbook, titles, words)
    ]
