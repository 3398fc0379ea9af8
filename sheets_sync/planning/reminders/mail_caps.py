"""How many mails a person may still get this month, and what is worth one of them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sheets_sync.mail.delivery import Reason
from sheets_sync.planning.reminders.items import Item
from sheets_sync.planning.working_days import WorkingDays

_KEPT = 3
"""One mail in so many is kept for what has a date, though none is foreseen."""
_WAITS = 2
"""So many working days what can wait is kept for a mail that comes anyway."""


@dataclass(frozen=True, slots=True)
class PersonCap:
    """What one person may get in the month of a day."""

    limit: int | None
    """None for the HR group's mailbox."""
    used: int
    """Mails of this month before the day."""
    ahead: frozenset[dt.date]
    """The days to come on which a dated reminder will go to this person."""
    today: dt.date
    days: WorkingDays

    def left_for(self, items: Sequence[Item], taken: int = 0) -> bool:
        """Whether a digest of these items may go: what is least urgent leaves room for the rest.

        `taken` mails of the same day go in any case.
        """
        if self.limit is None:
            return True
        left = self.limit - self.used - taken
        urgency = max(map(urgency_of, items))
        if urgency == _DATED:
            return left > 0
        foreseen = sum(day.month == self.today.month for day in self.ahead)
        if urgency == _PATIENT:
            foreseen = max(foreseen, self.limit // _KEPT)
        return left > foreseen

    def waits_for(self, items: Sequence[Item]) -> dt.date | None:
        """The day near at hand on which these items go along with a mail that goes anyway."""
        if not self.ahead or any(urgency_of(item) == _DATED for item in items):
            return None
        day = min(self.ahead)
        near = day <= self.days.after(self.today, _WAITS)
        return day if near and all(self._keeps_until(day, item) for item in items) else None

    def _keeps_until(self, day: dt.date, item: Item) -> bool:
        """Whether it can still be said then: this week's data, and what is not due by then."""
        if item.kind == "data":
            return day.isocalendar()[:2] == self.today.isocalendar()[:2]
        due = self.days.on_or_before(item.due or day)
        return item.stage == "soon" and due > day


_PATIENT, _EARLY, _DATED = range(3)


def urgency_of(item: Item) -> int:
    """Data to mend can wait longest, then what is due soon or told for information."""
    if item.kind == "data":
        return _PATIENT
    return _EARLY if item.stage == "soon" or item.copy else _DATED


def capped(allowance: PersonCap) -> tuple[Reason, str]:
    """Why a mail does not go under a cap."""
    return "capped", str(allowance.limit)
