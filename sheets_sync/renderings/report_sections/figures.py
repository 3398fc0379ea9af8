"""Indicators in three columns: the month, the one before, and the fiscal year."""

from collections.abc import Iterable

from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.months_and_years import add_months
from sheets_sync.renderings.document.blocks import DocumentTable, TableColumn
from sheets_sync.renderings.document.cells import Cell, words
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.indicator_cells import (
    figure_cell,
    label,
    now_cell,
    part_label,
)

ASIDES = {1: ("new", "closed"), 8: ("unique", "joined", "left", "exempt"),
          12: ("unplanned", "cancelled", "postponed"), 17: ("exempt",), 18: ("no_mark",),
          20: ("exempt",), 21: ("partly",)}  # fmt: skip
"""The parts told beside an indicator's name, where there are any."""


def figures_table(
    name: str, title: str, caption: str, numbers: Iterable[int],
    report: MonthlyReport, phrases: Phrases,
) -> DocumentTable:  # fmt: skip
    """One row for each indicator, by its number."""
    say = phrases.say
    return DocumentTable(
        name,
        caption,
        (TableColumn(say("report.words.indicator"), "text"), *month_columns(report, phrases)),
        tuple(_row(report.indicators[number], phrases) for number in numbers),
        look="figures",
        title=title,
    )


def month_columns(report: MonthlyReport, phrases: Phrases) -> tuple[TableColumn, ...]:
    """The heads of the three figures."""
    say = phrases.say
    if report.months > 1:
        return (
            TableColumn(say("report.words.this_period")),
            TableColumn(say("report.words.period_before")),
            TableColumn(say("report.words.year")),
        )
    before = add_months(report.month, -1)
    return (
        TableColumn(say("report.words.this_month"), under=phrases.month(report.month)),
        TableColumn(say("report.words.month_before"), under=phrases.month(before)),
        TableColumn(say("report.words.year")),
    )


def three_figures(one: NumberedIndicator, phrases: Phrases) -> tuple[Cell, Cell, Cell]:
    """This month, the month before, the fiscal year."""
    return (
        now_cell(one, phrases),
        figure_cell(one.previous, one.why_previous, one, phrases),
        figure_cell(one.to_date, one.why_to_date, one, phrases),
    )


def _row(one: NumberedIndicator, phrases: Phrases) -> tuple[Cell, ...]:
    beside = tuple(
        f"{part_label(one, name, phrases)} {phrases.say.number(figure.n)}"
        for name in ASIDES.get(one.number, ())
        if (figure := one.parts.get(name)) and figure.n
    )
    return (words(label(one, phrases), asides=beside), *three_figures(one, phrases))
