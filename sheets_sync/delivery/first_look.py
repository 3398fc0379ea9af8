"""When the service first looked at a registry: what was over before is nobody's business."""

import datetime as dt

from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.ports import Ledger


def begun_on(ledger: Ledger, registry: str, now: dt.datetime) -> dt.date | None:
    """The first day the registry was looked at, as far as the ledger knows."""
    first = ledger.runs.first(registry, CHECK)
    days = [ledger.findings.first_day(registry)]
    if first is not None:
        days.append(first.astimezone(now.tzinfo).date())
    return min((day for day in days if day is not None), default=None)
