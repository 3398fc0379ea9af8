"""The monthly report as a document: every rendering shows this one."""

from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import (
    Band,
    Document,
    DocumentTable,
    Section,
    each_table,
)
from sheets_sync.renderings.document.in_digits import in_digits
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.document.reasons import with_reasons
from sheets_sync.renderings.report_sections import SECTIONS
from sheets_sync.renderings.report_sections.many import is_of_many
from sheets_sync.renderings.report_sections.not_counted import not_in_the_numbers

MOST_ROWS = 300
"""So many rows of a table the page of many communities shows; the workbook has all."""
PAGE_ROWS: Mapping[str, int] = {"communities": 1_000}
"""The list in which a community is looked for is longer."""


@no_garbage_collection()
def report_document(report: MonthlyReport, schema: Schema, sentences: Sentences) -> Document:
    """All sections in the language of `sentences`."""
    say, phrases = sentences, Phrases(schema, sentences)
    day = say.date(report.as_of, "long")
    notices = (
        say("report.page.hr_warning") if report.copy == "hr" else "",
        "" if report.is_over else say(phrases.timely("report.page.not_over", report), day=day),
        *not_in_the_numbers(report, schema, say),
    )

    is_long, unread = is_of_many(report), phrases.unread(report)

    def ready(table: DocumentTable) -> DocumentTable:
        return replace(
            with_reasons(table, phrases, report.small_group, unread),
            whole_in=say(f"report.workbook.sheets.{table.name}"),
            page_rows=PAGE_ROWS.get(table.name, MOST_ROWS) if is_long else None,
        )

    document = Document(
        name="report",
        title=say("report.page.title", period=phrases.period(report, "full")),
        short_title=say("report.page.short_title", period=phrases.period(report)),
        agency=report.agency,
        facts=(
            say("report.page.fiscal_year", year=phrases.year(report.month)),
            say("report.page.as_of", day=day),
            say(f"report.page.{report.copy}"),
            *([report.registry_name] if report.registry_name != report.agency else []),
        ),
        notices=tuple(filter(None, notices)),
        sections=tuple(
            Section(
                name,
                say(f"report.{name}.title"),
                each_table(blocks(report, phrases), ready),
            )
            for name, blocks in SECTIONS.items()
        ),
        foot=say("report.page.automatic"),
        dated=report.as_of,
        is_private=report.copy == "hr",
        band=Band(report.standing, standing_in_words(report, say)),
    )
    return in_digits(document, say)


def standing_in_words(report: MonthlyReport, say: Sentences) -> str:
    """Whether it is not over, a draft, as it was sent, or otherwise than it was sent."""
    sent = "" if report.sent_on is None else say.date(report.sent_on, "long")
    is_made = report.standing == "sent" and report.is_on_trial
    return say(f"report.standing.{'made' if is_made else report.standing}", day=sent)
