"""How many letters a run of reminders usually has, from the letters of earlier days."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from sheets_sync.mail.ledger_records import Letter

RUNS = 8
"""So many earlier days are looked at."""


def usual_sizes(
    day: dt.date, letters: Iterable[Letter], zone: dt.tzinfo = dt.UTC
) -> tuple[int, ...]:
    """How many mails went out on earlier days that are like this one, newest first.

    All that one person hears of sessions on one day is one mail.

    The first mail day of a week is like those of other weeks: data to mend is mailed then.
    Days without a letter do not count; without any day like this one, all others do.
    """
    sizes: Counter[dt.date] = Counter()
    invited = set()
    for letter in letters:
        if letter.kind == "digest":
            sizes[dt.date.fromisoformat(letter.slot)] += 1
        elif letter.kind == "invitation":
            invited.add((letter.planned_at.astimezone(zone).date(), letter.recipient))
    sizes.update(on for on, _ in invited)
    earlier = sorted((one for one in sizes if one < day), reverse=True)
    first = _opens_week(day, earlier)
    alike = [one for one in earlier if _opens_week(one, earlier) is first]
    return tuple(sizes[one] for one in (alike or earlier)[:RUNS])


def _opens_week(day: dt.date, days: Collection[dt.date]) -> bool:
    monday = day - dt.timedelta(days=day.weekday())
    return not any(monday <= one < day for one in days)
