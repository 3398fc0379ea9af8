"""Puts a backup back: the ledger and the state; mail waits until a person has looked."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sheets_sync.data_protection.backup import OF_THE_MOMENT, KeptBackup
from sheets_sync.data_protection.erase_person import erase_again
from sheets_sync.delivery.ledger_guard import hold_restored
from sheets_sync.files import write_file
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings


def restore(
    backup: KeptBackup,
    settings: Settings,
    keep_present: Callable[[Path], bool],
    put_back: Callable[[Path], object],
    open_ledger: Callable[[], Ledger],
    *,
    now: dt.datetime,
) -> Path | None:
    """Put a backup back, and hold all mail until a person has confirmed it.

    The ledger that is there is kept, in a folder that is answered; nothing where there was none.
    Files of the state that are there stay: they are newer. So does the mark of how far the ledger
    had come: what was sent after the backup is not forgotten.
    """
    kept = settings.state / f"replaced-{now:%Y-%m-%dT%H%M%S}"
    kept.mkdir(mode=0o700, parents=True)
    was_there = keep_present(kept)
    if not was_there:
        kept.rmdir()
    put_back(backup.path)
    for source in sorted((backup.path / "state").rglob("*")):
        target = settings.state / source.relative_to(backup.path / "state")
        # Earlier versions put into a backup what was of the moment.
        lasts = source.name not in OF_THE_MOMENT and target != settings.monitoring.metrics_file
        if source.is_file() and lasts and not target.exists():
            write_file(target, source.read_bytes(), private=True)
    with open_ledger() as ledger:
        hold_restored(ledger, settings, now=now)
        erase_again(ledger, settings, now=now)
    return kept if was_there else None
