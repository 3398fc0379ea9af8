"""The last months as charts, and the numbers they are drawn from."""

from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.history import HistoryMonth
from sheets_sync.planning.report.sections.history import history as compiled
from sheets_sync.planning.report.values import Ratio
from sheets_sync.renderings.charts.columns_by_month import columns_by_month
from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.charts.lines_by_month import lines_by_month
from sheets_sync.renderings.document.blocks import Block, Column, Prose, Table
from sheets_sync.renderings.document.cells import Blank, Cell, Portion, measured, words
from sheets_sync.renderings.document.phrases import Phrases

AXIS = (0.0, 0.25, 0.5, 0.75, 1.0)
FEWEST = 2
"""A line needs so many months."""


def history(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """Coverage and sessions month by month."""
    say, months = phrases.say, report.part(compiled)
    if len(months) < FEWEST:
        return (Prose(say("report.history.none")),)
    return (
        *_coverage(months, phrases),
        _sessions(months, phrases),
        _table(months, phrases),
        Prose(say("report.history.note"), "note"),
    )


def _coverage(months: tuple[HistoryMonth, ...], phrases: Phrases) -> tuple[Chart, ...]:
    """From the first month that has a figure; one month alone is no line."""
    say = phrases.say
    counted = [place for place, one in enumerate(months) if one.evaluated or one.followed_up]
    months = months[counted[0] :] if counted else ()
    if len(months) < FEWEST:
        return ()
    lines = (
        (say("report.history.evaluated"), [_share(one.evaluated) for one in months]),
        (say("report.history.followed_up"), [_share(one.followed_up) for one in months]),
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


def _sessions(months: tuple[HistoryMonth, ...], phrases: Phrases) -> Chart:
    say = phrases.say
    planned, held = (sum(values) for values in zip(
        *((one.sessions.of, one.sessions.n) for one in months), strict=True))  # fmt: skip
    told = [say("report.history.held_of_planned", held=held, planned=planned)]
    return columns_by_month(
        "sessions_by_month",
        say("report.history.sessions"),
        _described(say("report.history.sessions"), told, months, phrases),
        _axis(months, phrases),
        (say("report.history.planned"), [one.sessions.of for one in months]),
        (say("report.history.held"), [one.sessions.n for one in months]),
        say.digits,
    )


def _axis(months: tuple[HistoryMonth, ...], phrases: Phrases) -> list[tuple[int, str]]:
    return [(one.month.month, phrases.month(one.month)) for one in months]


def _described(
    title: str, told: list[str], months: tuple[HistoryMonth, ...], phrases: Phrases
) -> str:
    """What somebody hears who does not see the chart; the numbers stand in the table below it."""
    first, last = (phrases.month(one.month, "long") for one in (months[0], months[-1]))
    span = phrases.say("report.history.span", first=first, last=last)
    return " · ".join((f"{title} {span}", *told))


def _table(months: tuple[HistoryMonth, ...], phrases: Phrases) -> Table:
    say = phrases.say
    return Table(
        "history",
        say("report.history.caption"),
        (
            Column(say("report.history.month"), "text"),
            Column(say("report.history.sessions"), adds=True),
            Column(say("report.history.evaluated")),
            Column(say("report.history.followed_up")),
        ),
        tuple(
            (
                words(phrases.month(one.month, "long")),
                measured(one.sessions),
                _cell(one.evaluated),
                _cell(one.followed_up),
            )
            for one in months
        ),
        title=say("report.history.title"),
    )


def _share(figure: Figure | None) -> float | None:
    return figure.value if figure else None


def _cell(figure: Figure | None) -> Cell:
    if figure is None or figure.n is None or figure.of is None:
        return Cell(Blank())
    return Cell(Portion(Ratio(int(figure.n), int(figure.of))))
