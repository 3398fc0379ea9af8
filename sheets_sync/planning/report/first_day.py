"""From which day on a registry has something to report."""

import datetime as dt

import numpy as np

from sheets_sync.registry.snapshot import Snapshot


def first_day(snapshot: Snapshot) -> dt.date | None:
    """The day from which on there is something to report; None where no round says when it began.

    A round without a readable first day counts in every month.
    """
    communities = snapshot["communities"]
    starts = communities["starts_on"].per_row()
    counts = np.isin(communities["status"].per_row(), ("active", "completed"))
    if not counts.any() or np.isnat(starts[counts]).any():
        return None
    first: dt.date = starts[counts].min().astype(object)
    return first
