"""Reads what came back, and marks those letters in the ledger."""

import datetime as dt
from collections.abc import Callable

from sheets_sync.mail.ledger_records import Letter
from sheets_sync.ports import Ledger, ReturnMailbox


def collect_bounces(
    mailbox: ReturnMailbox, ledger: Ledger, *, clock: Callable[[], dt.datetime]
) -> list[Letter]:
    """Mark every letter that came back; those letters. Raises `MailError` when unreachable."""
    marked = []
    try:
        for report in mailbox.returned():
            letter = ledger.letters.bounce(
                report.message_id, code=report.code, text=report.text, now=clock()
            )
            if letter is not None:
                marked.append(letter)
            # After the ledger: a crash between the two reads the report again, to no harm.
            mailbox.dealt_with(report)
    finally:
        mailbox.close()
    return marked
