"""Every indicator equals what its definition says, over registries made at random."""

import datetime as dt
import os

import pytest

from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_year,
    fiscal_year_first,
    month_last,
)
from tests.planning.report.by_definition.definitions import measured
from tests.planning.report.by_definition.registries import generated
from tests.renderings.reports import Register

SEEDS = int(os.environ.get("INDICATOR_SEEDS", "48"))
BATCH = 24
FROM_THE_LEDGER = {25, 26, 27}
STATES = {one.number for one in INDICATORS if one.is_state}


def told(figure):
    if figure is None or figure.n is None:
        return None
    return rounded((figure.n, figure.of, figure.value))


def rounded(figure):
    return figure and tuple(None if one is None else round(one, 9) for one in figure)


def differences(seed):
    book, month, today = generated(seed)
    register = Register()
    register.tabs |= book.tabs
    report = register.report(month, "hr", max(today, month))
    today = max(today, month)
    last = min(month_last(month), today)
    now, parts, excluded = measured(book, today, month, last)
    before, *_ = measured(book, today, add_months(month, -1), month - dt.timedelta(days=1))
    year, *_ = measured(book, today, fiscal_year_first(fiscal_year(month)), last)
    yield from unbalanced(seed, report.indicators[1])
    for number, indicator in report.indicators.items():
        if number in FROM_THE_LEDGER:
            continue
        to_date = now if number in STATES else year
        for what, right, ours in (
            ("now", now[number], indicator.figure),
            ("previous", before[number], indicator.previous),
            ("to date", to_date[number], indicator.to_date),
        ):
            if rounded(right) != told(ours):
                yield seed, number, what, rounded(right), told(ours)
        for name, right in parts.get(number, {}).items():
            ours = told(indicator.parts.get(name))
            if rounded(right) != ours and (rounded(right), ours) != ((None, None, None), None):
                yield seed, number, name, rounded(right), ours
        if number in excluded and excluded[number] != indicator.excluded:
            yield seed, number, "excluded", excluded[number], indicator.excluded


def unbalanced(seed, active):
    """Whoever adds the new communities and takes the closed ones away comes to the figure."""
    new, closed = (active.parts[name].n for name in ("new", "closed"))
    if active.previous.n + new - closed != active.figure.n:
        yield seed, 1, active.previous.n, new, closed, active.figure.n


@pytest.mark.parametrize("batch", range(0, SEEDS, BATCH))
def test_every_figure_is_what_its_definition_says(batch):
    found = [one for seed in range(batch, batch + BATCH) for one in differences(seed)]

    assert found == []
