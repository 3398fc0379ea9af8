"""The sessions that somebody typed a second time."""

import numpy as np
import pandas as pd

from sheets_sync.registry.cells import Mask
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold_all

_NO_ID = -1


def repeated_sessions(sessions: Table) -> Mask:
    """For every session, whether a row above has its key, its community and its days.

    One key for two different days is a slip in the key, and two sessions.
    """
    identifiers = sessions["session_id"]
    by_value, _ = pd.factorize(fold_all(identifiers.values))  # None becomes -1
    identifier = by_value[identifiers.codes]
    number = np.where(identifier == _NO_ID, sessions["number"].per_row(), 0)
    community = sessions["community"].per_row()
    keyed = np.asarray((community != NOWHERE) & ~np.isnan(number))
    parts = {"community": community, "identifier": identifier, "number": number}
    distinct = set(zip(*(part[keyed].tolist() for part in parts.values()), strict=True))
    if len(distinct) == keyed.sum():  # as nearly always: far sooner told than by a table
        return np.zeros(len(keyed), dtype=np.bool_)
    keys = pd.DataFrame(parts)
    days = {column: sessions[column].per_row() for column in ("planned_on", "held_on")}
    return np.asarray(keyed & keys.assign(**days).duplicated().to_numpy())
