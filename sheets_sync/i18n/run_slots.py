"""For when a run was, in words."""

import datetime as dt

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.months_and_years import show_month


def slot_in_words(slot: str, say: Sentences) -> str:
    """A day and which run of it, a moment, or a month; anything else as it is."""
    day, _, number = slot.partition("#")
    try:
        if "T" in day:
            return say.show(dt.datetime.fromisoformat(day))
        if day.count("-") == 1:
            return show_month(dt.date.fromisoformat(f"{day}-01"), say.language)
        at = dt.date.fromisoformat(day)
    except ValueError:
        return slot
    return say("jobs.status.run_again", day=at, number=number) if number > "1" else say.show(at)
