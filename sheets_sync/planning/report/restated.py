"""What a month says now that its report, as it was sent, said otherwise, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.planning.report.frozen import FrozenMonth
from sheets_sync.planning.report.indicators.values import Figure, NumberedIndicator

_ROUNDING = 1e-9
NOT_COMPARED = frozenset({"data_quality", "reminders", "timeliness"})
"""These tell of the day of compiling, or of what came after the month: they differ by nature."""


@dataclass(frozen=True, slots=True)
class RestatedFigure:
    """One indicator that reads otherwise now."""

    number: int
    name: str
    was: Figure
    now: Figure


@dataclass(frozen=True, slots=True)
class Restatement:
    """Everything that reads otherwise, and how the rows changed since."""

    figures: tuple[RestatedFigure, ...]
    rows: Mapping[str, int]
    """By tab, how many rows dated by the cut-off came later, or went where negative."""


def restated(
    kept: FrozenMonth | None,
    indicators: Mapping[int, NumberedIndicator],
    rows: Mapping[str, int],
) -> Restatement | None:
    """What was restated; None where nothing was kept, or all reads the same."""
    if kept is None:
        return None
    figures = tuple(
        RestatedFigure(number, one.name, kept.indicators[number].figure, one.figure)
        for number, one in indicators.items()
        if one.name not in NOT_COMPARED
        and number in kept.indicators
        and not _same(kept.indicators[number].figure, one.figure)
    )
    if not figures:
        return None
    changed = {tab: count - kept.rows.get(tab, 0) for tab, count in rows.items()}
    return Restatement(figures, {tab: count for tab, count in changed.items() if count})


def _same(one: Figure, other: Figure) -> bool:
    return all(
        first == second
        or (first is not None and second is not None and abs(first - second) < _ROUNDING)
        for first, second in ((one.n, other.n), (one.of, other.of), (one.value, other.value))
    )
