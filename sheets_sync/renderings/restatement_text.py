"""What is said of figures that read otherwise now than a report said when it was sent."""

from collections.abc import Iterator

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.restated import Restatement
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.indicator_text import figure_in_words, indicator_name


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
        yield say(
            "report.restated.figure",
            name=indicator_name(indicator, say),
            was=figure_in_words(one.was, indicator.unit, say),
            now=figure_in_words(one.now, indicator.unit, say),
        )
    for tab, count in found.rows.items():
        name = "later" if count > 0 else "gone"
        yield say(f"report.restated.{name}", tab=phrases.tab(tab), count=abs(count))
    if not found.rows:
        yield say("report.restated.changed")
