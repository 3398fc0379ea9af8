"""Runs whose process surely ended without a word are ended for it, so that others may try."""

import datetime as dt
from collections.abc import Collection

from sheets_sync.delivery.worker import is_gone
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.ports import Ledger

LOOK_BACK = dt.timedelta(days=70)
"""So far back a run may have begun that is still of use."""


def end_lost_runs(ledger: Ledger, registries: Collection[str], now: dt.datetime) -> int:
    """End the runs of dead processes of this computer as failed; how many there were."""
    lost = [
        run
        for run in ledger.runs.going(since=now - LOOK_BACK)
        if run.registry in registries and run.state is RunState.RUNNING and is_gone(run.worker)
    ]
    return sum(ledger.runs.finish(run, failed=True, summary=run.summary, now=now) for run in lost)
