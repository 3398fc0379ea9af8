"""What the numbers do not hold, said where they are first read: tabs and communities."""

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.not_counted import not_counted
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.indicator_text import unread_tabs


def not_in_the_numbers(
    report: MonthlyReport, schema: Schema, sentences: Sentences
) -> tuple[str, ...]:
    """A sentence each about the tabs that cannot be read and the communities without a status."""
    phrases, names = Phrases(schema, sentences), report.part(not_counted)
    told = sentences(
        "report.page.not_counted", count=len(names), names=phrases.quoted_few(names)
    ) if names else ""  # fmt: skip
    return tuple(filter(None, (*unread_tabs(report, schema, sentences), told)))
