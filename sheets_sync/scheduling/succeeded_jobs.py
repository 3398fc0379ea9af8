"""Jobs that have succeeded: in every registry, where they have slots in each."""

import datetime as dt
from collections.abc import Collection

from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.planning.scheduled_jobs import scheduled_jobs
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.due_runs import is_all_done
from sheets_sync.settings import Settings


def succeeded_jobs(
    settings: Settings, ledger: Ledger, wanted: Collection[str], now: dt.datetime
) -> dict[str, dt.datetime]:
    """When each of these jobs last succeeded, without those that a registry still waits for."""
    found: dict[str, dt.datetime] = {}
    for job in scheduled_jobs(settings):
        if job.name not in wanted:
            continue
        names = [EVERY] if job.for_all else [registry.id for registry in settings.registries]
        ends = [ledger.runs.last_success(name, job.name) for name in names]
        last = max((end for end in ends if end is not None), default=None)
        waited_for = not job.for_all and not all(
            is_all_done(ledger, name, job, now) for name in names
        )
        if last is not None and not waited_for:
            found[job.name] = last
    return found
