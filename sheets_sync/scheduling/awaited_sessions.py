"""Which registries have sessions ahead that people were told of: only these need be watched."""

import datetime as dt

from sheets_sync.mail.session_day import day_of
from sheets_sync.ports import Ledger


def awaited_registries(ledger: Ledger, today: dt.date) -> frozenset[str]:
    """The registries of which people wait for a session."""
    return frozenset(
        session.partition("/")[0]
        for session, versions in ledger.sessions.known().items()
        if any((day_of(one.version) or dt.date.min) >= today for one in versions)
    )
