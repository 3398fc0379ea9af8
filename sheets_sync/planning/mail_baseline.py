"""How many letters a run of reminders usually has, from the letters of earlier days."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from sheets_sync.mail.ledger_records import Letter

RUNS = 8
"""So many earlier days are looked at."""


def usual_sizes(day: dt.date, letters: Iterable[Letter]) -> tuple[int, ...]:
    """The number of digests of earlier days that are like this one, newest first.

    The first mail day of a week is like those of other weeks: data to mend is mailed then.
    Days without a letter do not count; without any day like this one, all others do.
    """
    sizes = Counter(
        dt.date.fromisoformat(letter.slot) for letter in letters if letter.kind == "digest"
    )
    earlier = sorted((one for one in sizes if one < day), reverse=True)
    first = _opens_week(day, earlier)
    alike = [one for one in earlier if _opens_week(one, earlier) is first]
    return tuple(sizes[one] for one in (alike or earlier)[:RUNS])


def _opens_week(day: dt.date, days: Collection[dt.date]) -> bool:
    monday = day - dt.timedelta(days=day.weekday())
    return not any(monday <= one < day for one in days)
