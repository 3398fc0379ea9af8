"""A document as a workbook: every table on a sheet of its own, with filters, totals and charts."""

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.workbook.book import document_workbook


def report_workbook(report: MonthlyReport, schema: Schema, sentences: Sentences) -> bytes:
    """The report in the language of `sentences`."""
    return document_workbook(report_document(report, schema, sentences), sentences)
