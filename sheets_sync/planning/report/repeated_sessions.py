"""The sessions that somebody typed a second time."""

import numpy as np

from sheets_sync.registry.cells import Mask
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text_columns import fold_all, numbered_texts

_NO_ID = -1


def repeated_sessions(sessions: Table) -> Mask:
    """For every session, whether a row above has its key, its community and its days.

    One key for two different days is a slip in the key, and two sessions.
    """
    identifiers = sessions["session_id"]
    by_value = numbered_texts(fold_all(identifiers.values))  # None becomes -1
    identifier = by_value[identifiers.codes]
    number = np.where(identifier == _NO_ID, sessions["number"].per_row(), 0)
    community = sessions["community"].per_row()
    keyed = np.asarray((community != NOWHERE) & ~np.isnan(number))
    parts = [community, identifier, number]
    repeated = np.zeros(len(keyed), dtype=np.bool_)
    distinct = set(zip(*(part[keyed].tolist() for part in parts), strict=True))
    if len(distinct) == keyed.sum():  # as nearly always: the days need not be looked at
        return repeated
    parts += [sessions[column].per_row() for column in ("planned_on", "held_on")]
    seen = set()
    for row in np.flatnonzero(keyed).tolist():
        key = tuple(part[row].item() for part in parts)
        repeated[row] = key in seen
        seen.add(key)
    return repeated
