"""What is said of figures that read otherwise now than a report said when it was sent."""

from collections.abc import Iterator

from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.restated import DECIMALS, RestatedFigure, Restatement
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.indicator_text import indicator_name
from sheets_sync.renderings.report_sections.indicator_cells import figure_in_words


def restated_of(report: MonthlyReport) -> tuple[Restatement, ...]:
    """Of the report itself, and of the period that stands beside it."""
    return tuple(one for one in (report.restated, report.restated_before) if one is not None)


def restated_title(found: Restatement, phrases: Phrases) -> str:
    """Whose figures they are."""
    return phrases.say("report.restated.title", period=phrases.period(found))


def restated_lines(found: Restatement, report: MonthlyReport, phrases: Phrases) -> Iterator[str]:
    """What was said and what it is now, then why."""
    say = phrases.say
    for one in found.figures:
        indicator = report.indicators[one.number]
        was, now = _told_apart(one, indicator, phrases)
        name = indicator_name(indicator, say)
        yield say("report.restated.figure", name=name, was=was, now=now)
    for tab, count in found.rows.items():
        name = "later" if count > 0 else "gone"
        yield say(f"report.restated.{name}", tab=phrases.tab(tab), count=abs(count))
    if not found.rows:
        yield say("report.restated.changed")


def _told_apart(
    one: RestatedFigure, indicator: NumberedIndicator, phrases: Phrases
) -> tuple[str, str]:
    """What it was and what it is, as the tables show it; finer where those would say the same."""
    for finer in range(DECIMALS):
        was, now = (
            figure_in_words(figure, indicator, phrases, finer=finer)
            for figure in (one.was, one.now)
        )
        if was != now:
            break
    return was, now
