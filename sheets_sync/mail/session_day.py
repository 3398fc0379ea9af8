"""The day that people were told of a session, as it stands in the version they know."""

import datetime as dt
import json

from sheets_sync.mail.ledger_records import RELEASED, SessionVersion

NO_DAY = "-"
CANCELLED = "cancelled"
_NONE = frozenset({NO_DAY, CANCELLED, RELEASED, ""})


def day_of(version: str) -> dt.date | None:
    """The day in a version, if it has one; a version that the ledger lost has none."""
    day = version.partition("/")[0]
    return None if day in _NONE else dt.date.fromisoformat(day)


def hour_of(version: SessionVersion) -> dt.time | None:
    """The hour at which people were told that it begins, if they were told one."""
    hour = json.loads(version.facts or "{}").get("starts_at")
    return dt.time.fromisoformat(hour) if hour else None
