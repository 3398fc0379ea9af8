"""Decides from numbers alone when mail must wait for a person: one small answer a danger."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.mail.ledger_records import Mark

Danger: TypeAlias = Literal["addresses-replaced", "storm", "ledger-restored", "clock-behind"]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why mail must wait. The same event has the same facts while people look at it."""

    danger: Danger
    facts: dict[str, object] = field(hash=False)


VOLUME_FACTOR = 3
SMALLEST_UNUSUAL = 20
REPLACED = 0.20
FEWEST_REPLACED = 5
CLOCK_TOLERANCE = dt.timedelta(minutes=1)


def replaced(
    changed: int, known: int, *, fewest: int = FEWEST_REPLACED, share: float = REPLACED
) -> Alarm | None:
    """Tell when the addresses of many people changed at once."""
    if changed < fewest or changed <= share * known:
        return None
    return Alarm("addresses-replaced", {"changed": changed, "people": known})


def unusual_volume(
    letters: int,
    usual: Sequence[int],
    *,
    day: dt.date,
    factor: float = VOLUME_FACTOR,
    smallest: int = SMALLEST_UNUSUAL,
) -> Alarm | None:
    """Tell a run that would send more than `factor` times the median of earlier runs.

    Without earlier runs there is no usual: the cap of the run is the only limit. The event
    is the day and the next doubling of the limit: one letter more is still covered by it.
    """
    if not usual:
        return None
    from statistics import median  # slow import

    limit = max(factor * median(usual), float(smallest))
    if letters <= limit:
        return None
    up_to = limit
    while up_to < letters:
        up_to *= 2
    facts = {
        "day": day.isoformat(),
        "letters": letters,
        "usual": round(median(usual)),
        "limit": int(limit),
        "up_to": int(up_to),
    }
    return Alarm("storm", facts)


def restored(here: Mark, outside: Mark | None) -> Alarm | None:
    """Tell a ledger that is older than the mark that was kept outside it."""
    if outside is None:
        return None
    if here.epoch == outside.epoch and here.events >= outside.events:
        return None
    facts = {
        "epoch": here.epoch,
        "kept_epoch": outside.epoch,
        "kept_events": outside.events,
    }
    return Alarm("ledger-restored", facts)


def clock_behind(
    now: dt.datetime, newest: dt.datetime | None, *, tolerance: dt.timedelta = CLOCK_TOLERANCE
) -> Alarm | None:
    """Tell a clock that is behind what the ledger has already written."""
    if newest is None or now >= newest - tolerance:
        return None
    return Alarm("clock-behind", {"newest": newest.isoformat()})
