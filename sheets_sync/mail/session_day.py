"""The day that people were told of a session, as it stands in the version they know."""

import datetime as dt

from sheets_sync.mail.ledger_records import RELEASED

NO_DAY = "-"
CANCELLED = "cancelled"
_NONE = frozenset({NO_DAY, CANCELLED, RELEASED, ""})


def day_of(version: str) -> dt.date | None:
    """The day in a version, if it has one; a version that the ledger lost has none."""
    day = version.partition("/")[0]
    return None if day in _NONE else dt.date.fromisoformat(day)
