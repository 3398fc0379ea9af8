"""The month in a few plain lines, to paste into a chat group: no link, no markup, nobody's name."""

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import ABOUT_STEPS, Phrases
from sheets_sync.renderings.report_document import standing_in_words
from sheets_sync.renderings.report_sections.indicator_cells import label, now_cell
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers
from sheets_sync.renderings.report_sections.summary import HEADLINE


def line_text(report: MonthlyReport, schema: Schema, sentences: Sentences) -> str:
    """Of the managers' copy; what it hides or cannot count is left out."""
    say, phrases = sentences, Phrases(schema, sentences)
    waiting, unread = len(report.part(decisions)), phrases.unread(report, *ABOUT_STEPS)
    shown = [report.indicators[number] for number in HEADLINE]
    lines = (
        say("report.page.short_title", period=phrases.period(report)),
        report.agency,
        *([] if report.standing == "sent" else [standing_in_words(report, say)]),
        *not_in_the_numbers(report, schema, say),
        "",
        *(
            f"• {label(one, phrases)} {phrases.plain(now_cell(one, phrases))}"
            for one in shown
            if one.figure.value is not None
        ),
        "",
        say(phrases.timely("report.summary.changes", report)),
        *(f"• {phrases.change(change)}" for change in report.part(changes)),
        "",
        say(f"report.line.{_about(waiting, unread)}", count=waiting, tabs=unread),
        say("report.line.where"),
    )
    return "\n".join(lines) + "\n"


def _about(waiting: int, unread: str) -> str:
    """The name of the sentence about those that wait for somebody."""
    if waiting:
        return "decisions"
    return "unknown" if unread else "no_decisions"
