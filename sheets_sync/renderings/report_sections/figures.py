"""Indicators in three columns: the month, the one before, and the fiscal year."""

from collections.abc import Iterable

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.values import Indicator
from sheets_sync.registry.months_and_years import add_months
from sheets_sync.renderings.document.blocks import Column, Table
from sheets_sync.renderings.document.cells import measured, words
from sheets_sync.renderings.document.phrases import Phrases


def figures_table(
    name: str,
    caption: str,
    indicators: Iterable[Indicator],
    report: MonthlyReport,
    phrases: Phrases,
    title: str,
) -> Table:
    """One row for each indicator."""
    say = phrases.say
    return Table(
        name,
        caption,
        (
            Column(say("report.words.indicator"), "text"),
            Column(say("report.words.this_month"), under=phrases.month(report.month)),
            Column(
                say("report.words.month_before"),
                under=phrases.month(add_months(report.month, -1)),
            ),
            Column(say("report.words.year")),
        ),
        tuple(
            (
                words(
                    say(f"report.indicators.{one.name}.label"),
                    asides=tuple(
                        say(f"report.aside.{aside}", count=count)
                        for aside, count in one.aside.items()
                        if count
                    ),
                ),
                measured(one.now),
                measured(one.before),
                measured(one.year),
            )
            for one in indicators
        ),
        look="figures",
        title=title,
    )
