"""All renderings of one copy of the report as files, made from one document."""

from collections.abc import Mapping
from dataclasses import replace

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import Document
from sheets_sync.renderings.document.own_head import NO_HEAD, OwnHead
from sheets_sync.renderings.line_text import line_text
from sheets_sync.renderings.memo import Memo, report_memo
from sheets_sync.renderings.page import document_page
from sheets_sync.renderings.pdf import document_pdf
from sheets_sync.renderings.report_document import report_document
from sheets_sync.renderings.workbook.book import document_workbook
from sheets_sync.settings.model import ReportSettings

STEMS: Mapping[Copy, str] = {"manager": "report", "hr": "report-hr"}
"""What the files of a copy are called."""
LINE = "line.txt"
_RESTATED = "-restated"


def _under(memo: Memo | None, document: Document, say: Sentences) -> Document:
    """Behind a memo the report is part of an official letter, and does not say it is none."""
    if memo is None:
        return document
    return replace(document, foot=say("report.page.automatic_with_memo"))


def restated_name(name: str) -> str:
    """What a file is called that stands beside the one that was sent."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}{_RESTATED}{dot}{suffix}"


def report_files(
    report: MonthlyReport,
    schema: Schema,
    sentences: Sentences,
    settings: ReportSettings,
    own_head: OwnHead = NO_HEAD,
) -> Mapping[str, bytes]:
    """By file name; the page first.

    The managers' copy has the lines for a chat, too, and the memo where the agency wants one.
    """
    document, stem = report_document(report, schema, sentences), STEMS[report.copy]
    document = replace(document, own_head=own_head)
    memo = report_memo(report, schema, sentences, settings)
    files = {
        f"{stem}.html": document_page(document, sentences).encode(),
        f"{stem}.pdf": document_pdf(_under(memo, document, sentences), sentences, memo),
        f"{stem}.xlsx": document_workbook(document, sentences),
    }
    if report.copy == "manager":
        files[LINE] = line_text(report, schema, sentences).encode()
    return files
