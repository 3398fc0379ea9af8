"""The same figures by unit: what was done, never what people scored."""

import re
from dataclasses import dataclass

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio


@dataclass(frozen=True, slots=True)
class UnitLine:
    """The rounds of one unit together."""

    unit: str
    """Empty for rounds that name none."""
    communities: int
    people: int | None
    """Different people who are members of them; None where it cannot be read who is."""
    steps: Ratio
    evaluated: Ratio
    followed_up: Ratio


def units(month: Month) -> tuple[UnitLine, ...]:
    """One line for each unit, by name; rounds without a unit come last."""
    rows: dict[str, list[int]] = {}
    for row in month.listed:
        rows.setdefault(month.unit(row), []).append(row)
    return tuple(_line(month, unit, rows[unit]) for unit in sorted(rows, key=_last_if_empty))


_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")


def _last_if_empty(unit: str) -> tuple[bool, str]:
    """Thai order goes by the consonant, not by the vowel written before it."""
    return not unit, _LEADING_VOWEL.sub(r"\2\1", unit)


def _line(month: Month, unit: str, rows: list[int]) -> UnitLine:
    now = month.now
    return UnitLine(
        unit=unit,
        communities=len(rows),
        people=len(now.people(now.memberships(rows)))
        if month.context.usable("members", "staff")
        else None,
        steps=now.steps_done(rows),
        evaluated=now.recorded(6, rows),
        followed_up=now.recorded(7, rows),
    )
