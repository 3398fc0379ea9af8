"""The letters that were not sent today, each once, with the newest reason."""

import datetime as dt
from collections.abc import Iterable

from sheets_sync.delivery.reminder_run import planned_anew
from sheets_sync.mail.delivery import SENT
from sheets_sync.mail.ledger_records import EVERY, PastSkip
from sheets_sync.planning.scheduled_jobs import REMIND
from sheets_sync.ports import Ledger


def skipped_today(ledger: Ledger, *, now: dt.datetime) -> list[PastSkip]:
    """What was not sent since the midnight before `now`, in its time zone, nor meanwhile.

    Whoever has no address is known by name alone: all of them would be the same letter. Where the
    same reminders were planned again later in the day, only what that run left out counts: somebody
    may have got a mail by then at an address that was not known before.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    skips = ledger.runs.skips(since=midnight)
    if not skips:
        return []
    over = planned_anew(ledger.runs.slots(EVERY, REMIND, since=midnight).values())
    newest = {
        (skip.letter, "" if skip.recipient else skip.detail): skip
        for skip in skips
        if skip.run not in over
    }
    left = [skip for skip in newest.values() if skip.reason != "already-sent"]
    gone = _gone(left, ledger, midnight)
    return [skip for skip in left if skip.letter not in gone]


def _gone(skips: Iterable[PastSkip], ledger: Ledger, midnight: dt.datetime) -> set[str]:
    """Which of their letters have gone; others than digests may be planned on an earlier day."""
    gone = {one.id for one in ledger.letters.standing(states=SENT, since=midnight)}
    earlier = {skip.letter for skip in skips if skip.kind != "digest"} - gone
    for id_ in ledger.letters.handed(earlier) if earlier else ():
        letter = ledger.letters.get(id_)
        if letter is not None and letter.state in SENT:
            gone.add(id_)
    return gone
