"""Reads what came back, and marks those letters in the ledger."""

import datetime as dt
import json
from collections.abc import Callable

from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger, ReturnMailbox

UNMATCHED = "returns-unmatched"
_KEPT = dt.timedelta(days=30)
"""So long a returned mail of which nobody knows which it was is counted."""


def collect_bounces(
    mailbox: ReturnMailbox, ledger: Ledger, *, clock: Callable[[], dt.datetime]
) -> list[Letter]:
    """Mark every letter that came back; those letters. Raises `MailError` when unreachable.

    Reports that name no letter are counted, so that somebody looks at them.
    """
    marked, unmatched = [], 0
    try:
        for report in mailbox.returned():
            if not report.message_id:
                unmatched += 1
                continue
            letter = ledger.letters.bounce(
                report.message_id, code=report.code, text=report.text, now=clock()
            )
            if letter is not None:
                marked.append(letter)
            # After the ledger: a crash between the two reads the report again, to no harm.
            mailbox.dealt_with(report)
    finally:
        mailbox.close()
        _count(unmatched, ledger, clock())
    return marked


def count_unmatched(ledger: Ledger, now: dt.datetime) -> int:
    """How many mails came back of late of which nobody knows which letters they were."""
    return len(_recent(ledger, now))


def _count(number: int, ledger: Ledger, now: dt.datetime) -> None:
    if number:
        kept = [*_recent(ledger, now), *[now.isoformat()] * number]
        ledger.remember(UNMATCHED, json.dumps(kept[-1000:]))


def _recent(ledger: Ledger, now: dt.datetime) -> list[str]:
    kept: list[str] = json.loads(ledger.recall(UNMATCHED) or "[]")
    return [one for one in kept if now - dt.datetime.fromisoformat(one) < _KEPT]
