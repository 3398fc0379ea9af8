"""Guards of the ledger itself: a restored old copy, a clock that is behind it."""

import datetime as dt
import json
from pathlib import Path

from sheets_sync.delivery.sent_log import sent_log
from sheets_sync.files import write_file
from sheets_sync.mail.ledger_records import EVERY, Mark
from sheets_sync.planning.mail_guards import Alarm, Danger, clock_behind, restored
from sheets_sync.ports import Ledger
from sheets_sync.regular_files import read_own_json
from sheets_sync.settings import Settings

RESTORED: Danger = "ledger-restored"
BEHIND = "clock-behind"
NEWEST = 200
"""So many of the newest letters are asked for first."""
_FILE = "ledger-mark.json"


def guard_ledger(ledger: Ledger, settings: Settings, *, now: dt.datetime) -> None:
    """Hold all mail where the ledger is older than its mark, or the clock older than the ledger."""
    mark = ledger.mark()
    old = restored(mark, kept_mark(settings)) or forgotten(ledger, settings)
    if old is not None and not _is_restored(ledger):
        # It stays until a person has confirmed it: new events soon make up for the lost ones.
        ledger.holds.open(EVERY, old.danger, "", old.facts, now=now)
    behind = clock_behind(now, mark.newest)
    if behind is None:
        ledger.holds.close(EVERY, BEHIND, "", now=now)
    else:
        ledger.holds.open(EVERY, behind.danger, "", behind.facts, now=now)


def hold_restored(ledger: Ledger, settings: Settings, *, now: dt.datetime) -> None:
    """Hold all mail after somebody put a copy back: what left since then is not in it."""
    mark = ledger.mark()
    old = restored(mark, kept_mark(settings))
    own = {"epoch": mark.epoch, "kept_epoch": mark.epoch, "kept_events": mark.events}
    ledger.holds.open(EVERY, RESTORED, "", own if old is None else old.facts, now=now)


def forgotten(ledger: Ledger, settings: Settings) -> Alarm | None:
    """Tell a ledger that never handed over letters that have left."""
    logged = sent_log(settings).since_last_look()
    for some in (logged[-NEWEST:], logged):  # what a ledger lacks is the newest
        known = ledger.letters.handed([one.id for one in some])
        unknown = [one for one in some if one.id not in known]
        if not unknown:
            return None
    return Alarm(RESTORED, {"newest": max(one.at for one in unknown).isoformat()})


def keep_mark(ledger: Ledger, settings: Settings) -> None:
    """Write down outside the ledger how far it has come, unless an old one may be in use."""
    mark = ledger.mark()
    if not _is_restored(ledger) and restored(mark, kept_mark(settings)) is None:
        _write(mark, settings)


def accept_restored(ledger: Ledger, settings: Settings, *, now: dt.datetime) -> None:
    """Go on with an old copy that a person has looked at: from now on it is the one."""
    mark = ledger.renew_epoch()
    ledger.holds.close(EVERY, RESTORED, "", now=now)
    sent_log(settings).believe_ledger(now)
    _write(mark, settings)


def _write(mark: Mark, settings: Settings) -> None:
    text = json.dumps({"epoch": mark.epoch, "events": mark.events})
    write_file(_path(settings), text.encode(), private=True)


def kept_mark(settings: Settings) -> Mark | None:
    """How far the ledger had come; nothing where that was never written down."""
    try:
        kept = read_own_json(_path(settings))
        return Mark(str(kept["epoch"]), int(kept["events"]), None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_restored(ledger: Ledger) -> bool:
    """Whether an old copy waits for a person to look at it."""
    return any(hold.kind == RESTORED for hold in ledger.holds.waiting(EVERY))


def _path(settings: Settings) -> Path:
    return settings.state / _FILE
