"""The monthly report as a document: every rendering shows this one."""

from dataclasses import replace

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections import SECTIONS
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import (
    Document,
    Section,
    Table,
    each_table,
    hides_something,
)
from sheets_sync.renderings.document.in_digits import in_digits
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections import BLOCKS


def report_document(report: MonthlyReport, schema: Schema, sentences: Sentences) -> Document:
    """All sections in the language of `sentences`."""
    say, phrases = sentences, Phrases(schema, sentences)
    day = say.date(report.as_of, "long")
    notices = (
        say("report.page.hr_warning") if report.copy == "hr" else "",
        "" if report.is_over else say("report.page.not_over", day=day),
    )
    signs = phrases.signs(report.small_group)

    def with_signs(table: Table) -> Table:
        return replace(table, signs=signs) if hides_something(table) else table

    document = Document(
        name="report",
        title=say("report.page.title", month=phrases.month(report.month, "full")),
        short_title=say("report.page.short_title", month=phrases.month(report.month, "long")),
        agency=report.agency,
        facts=(
            say("report.page.fiscal_year", year=phrases.year(report.month)),
            say("report.page.as_of", day=day),
            say(f"report.page.{report.copy}"),
            report.registry_name,
        ),
        notices=tuple(filter(None, notices)),
        sections=tuple(
            Section(
                one.name,
                say(f"report.{one.name}.title"),
                each_table(BLOCKS[one.name](report, phrases), with_signs),
            )
            for one in SECTIONS
        ),
        foot=say("report.page.automatic"),
        dated=report.as_of,
        is_private=report.copy == "hr",
    )
    return in_digits(document, say)
