"""Notices that the clock was set, or that the machine slept, from three clocks at each tick."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

Event: TypeAlias = Literal["clock_forward", "clock_back", "slept"]
TOLERANCE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """One look at three clocks."""

    wall: dt.datetime
    awake: float
    """Seconds that the machine was awake since some moment (CLOCK_MONOTONIC)."""
    since_boot: float
    """Seconds since the same moment, asleep or not (CLOCK_BOOTTIME)."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What happened between two looks, and by how much."""

    event: Event
    by: dt.timedelta


def noticed(before: Moment, now: Moment) -> tuple[Noticed, ...]:
    """What the clocks tell when they disagree by more than a minute."""
    passed = dt.timedelta(seconds=now.since_boot - before.since_boot)
    asleep = passed - dt.timedelta(seconds=now.awake - before.awake)
    stepped = (now.wall.astimezone(dt.UTC) - before.wall.astimezone(dt.UTC)) - passed
    found = []
    if asleep > TOLERANCE:
        found.append(Noticed("slept", asleep))
    if stepped > TOLERANCE:
        found.append(Noticed("clock_forward", stepped))
    elif stepped < -TOLERANCE:
        found.append(Noticed("clock_back", -stepped))
    return tuple(found)
