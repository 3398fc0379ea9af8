"""The letters that were not sent today, each once, with the newest reason."""

import datetime as dt

from sheets_sync.mail.delivery import SENT
from sheets_sync.mail.ledger_records import PastSkip
from sheets_sync.ports import Ledger


def skipped_today(ledger: Ledger, *, now: dt.datetime) -> list[PastSkip]:
    """What was not sent since the midnight before `now`, in its time zone.

    Whoever has no address is known by name alone: all of them would be the same letter.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    newest = {
        (skip.letter, "" if skip.recipient else skip.detail): skip
        for skip in ledger.runs.skips(since=midnight)
    }
    gone = {letter.id for letter in ledger.letters.standing(states=SENT, since=midnight)}
    return [
        skip
        for skip in newest.values()
        if skip.reason != "already-sent" and skip.letter not in gone
    ]
