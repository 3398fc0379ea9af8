"""The last months as charts, and the numbers they are drawn from."""

import datetime as dt

from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.history import FOLLOW_UP, LEARNING, SESSIONS
from sheets_sync.planning.report.sections.history import history as compiled
from sheets_sync.planning.report.trend import TrendMonth
from sheets_sync.planning.report.values import NOTHING, Ratio
from sheets_sync.renderings.charts.columns_by_month import columns_by_month
from sheets_sync.renderings.charts.lines_by_month import lines_by_month
from sheets_sync.renderings.document.blocks import Block, DocumentTable, Prose, TableColumn
from sheets_sync.renderings.document.cells import Blank, Cell, WholeMonth, measured
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases

AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)
FEWEST = 2
"""A line needs so many months."""


def history(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """Coverage and sessions month by month."""
    say, months = phrases.say, report.part(compiled)
    if len(months) < FEWEST:
        return (Prose(phrases.not_known(report, *ABOUT_STEPS) or say("report.history.none")),)
    return (
        *_coverage(months, phrases),
        *_sessions(months, phrases),
        _table(months, phrases),
        Prose(say("report.history.note"), "note"),
    )


def _coverage(months: tuple[TrendMonth, ...], phrases: Phrases) -> tuple[Block, ...]:
    """From the first month that has a figure; one month alone is no line, and that is said."""
    say = phrases.say
    shown = (LEARNING, FOLLOW_UP)
    counted = [
        place
        for place, one in enumerate(months)
        if any(one.figures[number].value is not None for number in shown)
    ]
    months = months[counted[0] :] if counted else ()
    if len(months) < FEWEST:
        return (Prose(say("report.history.no_coverage"), "note"),)
    lines = (
        (say("report.history.evaluated"), [one.figures[LEARNING].value for one in months]),
        (say("report.history.followed_up"), [one.figures[FOLLOW_UP].value for one in months]),
    )
    told = [
        say("report.history.reads", name=label, first=phrases.share(known[0]),
            last=phrases.share(known[-1]))
        for label, values in lines
        if (known := [value for value in values if value is not None])
    ]  # fmt: skip
    return (
        lines_by_month(
            "coverage",
            say("report.history.coverage"),
            _described(say("report.history.coverage"), told, months, phrases),
            _axis(months, phrases),
            lines,
            {share: phrases.share(share) for share in AXIS},
            [_at_its_end(label, values, phrases) for label, values in lines],
        ),
    )


def _at_its_end(label: str, values: list[float | None], phrases: Phrases) -> str:
    known = [value for value in values if value is not None]
    return f"{label} {phrases.share(known[-1])}" if known else label


def _sessions(months: tuple[TrendMonth, ...], phrases: Phrases) -> tuple[Block, ...]:
    """A column for each month; where none was planned in any, that is said."""
    say = phrases.say
    sessions = [_ratio(one.figures[SESSIONS]) or NOTHING for one in months]
    held, planned = sum(one.n for one in sessions), sum(one.of for one in sessions)
    if not planned:
        return (Prose(say("report.history.no_sessions"), "note"),)
    told = [say("report.history.held_of_planned", held=held, planned=planned)]
    return (
        columns_by_month(
            "sessions_by_month",
            say("report.history.sessions"),
            _described(say("report.history.sessions"), told, months, phrases),
            _axis(months, phrases),
            (say("report.history.planned"), [one.of for one in sessions]),
            (say("report.history.held"), [one.n for one in sessions]),
            say.digits,
        ),
    )


def _axis(months: tuple[TrendMonth, ...], phrases: Phrases) -> list[tuple[dt.date, str]]:
    return [(one.month, phrases.month(one.month)) for one in months]


def _described(
    title: str, told: list[str], months: tuple[TrendMonth, ...], phrases: Phrases
) -> str:
    """What somebody hears who does not see the chart; the numbers stand in the table below it."""
    first, last = (phrases.month(one.month, "long") for one in (months[0], months[-1]))
    span = phrases.say("report.history.span", first=first, last=last)
    return " · ".join((f"{title} {span}", *told))


def _table(months: tuple[TrendMonth, ...], phrases: Phrases) -> DocumentTable:
    say = phrases.say
    return DocumentTable(
        "history",
        say("report.history.caption"),
        (
            TableColumn(say("report.history.month"), "day"),
            TableColumn(say("report.history.sessions")),
            TableColumn(say("report.history.evaluated")),
            TableColumn(say("report.history.followed_up")),
        ),
        tuple(
            (
                Cell(WholeMonth(one.month)),
                *(_cell(one.figures[shown]) for shown in (SESSIONS, LEARNING, FOLLOW_UP)),
            )
            for one in months
        ),
        title=say("report.history.title"),
    )


def _cell(figure: Figure) -> Cell:
    found = _ratio(figure)
    return Cell(Blank()) if found is None else measured(found)


def _ratio(figure: Figure) -> Ratio | None:
    """So many of so many; None where that is not known."""
    if figure.n is None or figure.of is None:
        return None
    return Ratio(int(figure.n), int(figure.of))
