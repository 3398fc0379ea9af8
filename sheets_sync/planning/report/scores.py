"""The scores of the rounds, as far as the copy may show them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.month_rows import Records
from sheets_sync.planning.report.small_groups import Disclosure, comparable, disclosed, score
from sheets_sync.planning.report.values import Ratio, Span, total

Scored = Callable[[Records, int, Span | None], Ratio]


@dataclass(frozen=True, slots=True)
class ShownScores:
    """One kind of score: by row of the round, and the totals; None where it is hidden."""

    rounds: Mapping[int, Ratio | None]
    now: Ratio | None
    before: Ratio | None
    year: Ratio | None


def passed(month: Month) -> ShownScores:
    """Members whose result is passed, of those passed or not passed."""
    return _shown(month, Records.passed)


def applied(month: Month) -> ShownScores:
    """Members who put it to use, of those followed up."""
    return _shown(month, Records.applied)


def _shown(month: Month, scored: Scored) -> ShownScores:
    rows = tuple(map(int, month.now.counted))
    now = {row: scored(month.records, row, None) for row in rows}
    before = {row: scored(month.records_before, row, None) for row in rows}
    year = {row: scored(month.records, row, month.year) for row in rows}
    everything = Disclosure(frozenset(rows), total=True)
    shown = _disclosed(now, month.small) if month.hides else everything
    return ShownScores(
        {row: one if row in shown.groups else None for row, one in now.items()},
        total(now.values()) if shown.total else None,
        total(before.values()) if _may_stand_beside(before, now, shown, month) else None,
        total(year.values()) if _may_stand_beside(year, now, shown, month) else None,
    )


def _disclosed(ratios: Mapping[int, Ratio], small: int) -> Disclosure:
    return disclosed({row: score(one) for row, one in ratios.items()}, small)


def _may_stand_beside(
    then: Mapping[int, Ratio], now: Mapping[int, Ratio], shown: Disclosure, month: Month
) -> bool:
    if not month.hides:
        return True
    return shown.total and comparable(
        {row: score(one) for row, one in now.items()},
        {row: score(one) for row, one in then.items()},
        shown.groups,
        month.small,
    )
