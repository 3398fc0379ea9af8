"""Forgets what is older than the settings keep it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.data_protection.places import PLACES
from sheets_sync.planning.report.frozen import without_people
from sheets_sync.ports import Ledger
from sheets_sync.registry.months_and_years import add_months
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class Purged:
    """What was forgotten."""

    rows: int
    files: Mapping[str, int]
    """By place, how many files were removed."""


def purge(ledger: Ledger, settings: Settings, *, now: dt.datetime) -> Purged:
    """Forget old letters' readers and codes of people, old findings, changes and files."""
    today = now.date()
    keep = settings.retention

    def midnight(months: int) -> dt.datetime:
        return dt.datetime.combine(add_months(today, -months), dt.time(), settings.timezone)

    rows = ledger.purge(
        mails_before=midnight(keep.mails_months),
        findings_before=add_months(today, -keep.findings_months),
        changes_before=midnight(keep.changes_months),
    )
    rows += ledger.hooks.forget(before=midnight(keep.mails_months))
    rows += ledger.reports.rewrite(without_people, frozen_before=midnight(keep.mails_months))
    files = {
        place.name: sum(1 for path in place.files(settings) if _dropped(path, days, now))
        for place in PLACES
        if (days := place.days(settings)) is not None
    }
    return Purged(rows, files)


def _dropped(path: Path, days: int, now: dt.datetime) -> bool:
    try:
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
    except FileNotFoundError:  # whoever wrote it has put it in its place meanwhile
        return False
    if written.date() > now.date() - dt.timedelta(days=days):
        return False
    path.unlink(missing_ok=True)
    return True
