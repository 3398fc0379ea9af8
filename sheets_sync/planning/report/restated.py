"""What a month says now that its report, as it was sent, said otherwise, and why."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.planning.report.frozen import FrozenMonth
from sheets_sync.planning.report.indicators.values import Figure

DECIMALS = 6
"""What differs in no more decimals than these is rounding, and no restatement."""
NOT_COMPARED = frozenset({25, 26, 27})
"""These tell of the day of compiling, or of what came after the month: they differ by nature."""


@dataclass(frozen=True, slots=True)
class RestatedFigure:
    """One indicator that reads otherwise now."""

    number: int
    was: Figure
    now: Figure


@dataclass(frozen=True, slots=True)
class Restatement:
    """Everything that reads otherwise, and how the rows changed since."""

    month: dt.date
    """The first day of the month that is told of, the last one where there are several."""
    months: int
    figures: tuple[RestatedFigure, ...]
    rows: Mapping[str, int]
    """By tab, how many rows dated by the cut-off came later, or went where negative."""


def restated(
    kept: FrozenMonth | None,
    now: Mapping[int, Figure | None],
    rows: Mapping[str, int],
    month: dt.date,
    months: int = 1,
) -> Restatement | None:
    """What was restated of a month; None where nothing was kept, or all reads the same.

    `now` are its figures by number of the indicator as they are today, `rows` the rows they are
    made of by tab; what a copy hides is not compared.
    """
    if kept is None:
        return None
    figures = tuple(
        RestatedFigure(number, kept.indicators[number].figure, figure)
        for number, figure in now.items()
        if number not in NOT_COMPARED
        and number in kept.indicators
        and figure is not None
        and not (figure.is_hidden or kept.indicators[number].figure.is_hidden)
        and not _same(kept.indicators[number].figure, figure)
    )
    if not figures:
        return None
    changed = {tab: count - kept.rows.get(tab, 0) for tab, count in rows.items()}
    return Restatement(
        month, months, figures, {tab: count for tab, count in changed.items() if count}
    )


def _same(one: Figure, other: Figure) -> bool:
    """Whether readers are told the same: a value and of how many, or that there is none."""
    if one.value is None or other.value is None:
        return one.value is other.value
    return one.of == other.of and abs(one.value - other.value) < 10**-DECIMALS
