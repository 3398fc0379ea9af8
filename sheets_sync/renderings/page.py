"""A document as one HTML page that needs nothing else: it opens, reads and prints anywhere."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.document.blocks import Document, readable_blocks
from sheets_sync.renderings.document.shown import fit, show
from sheets_sync.renderings.page_style import own_style
from sheets_sync.renderings.page_tables import cell_markup, name_markup, table_markup
from sheets_sync.renderings.report_document import report_document
from sheets_sync.resources import resource


def report_page(report: MonthlyReport, schema: Schema, sentences: Sentences) -> str:
    """The report's page in the language of `sentences`."""
    return document_page(report_document(report, schema, sentences), sentences)


@no_garbage_collection()
def document_page(document: Document, sentences: Sentences) -> str:
    """The page; its one script is named by its hash, so that no other one runs."""
    pages = environment(sentences)
    filters: Mapping[str, Callable[[Any], object]] = {
        "readable": readable_blocks,
        "kind": lambda block: type(block).__name__,
        "table": lambda table: table_markup(table, sentences),
        "cell": lambda cell: cell_markup(show(cell, sentences)),
        "name": name_markup,
    }
    pages.filters.update(filters)
    script = resource("templates", "shared", "report", "tables.js").read_text(encoding="utf-8")
    facts: Mapping[str, Any] = {
        "document": document,
        "script": Markup(script),  # noqa: S704 — our own file, not anybody's words
        "script_hash": f"sha256-{_hash(script)}",
        "own_style": Markup(own_style(document, sentences)),  # noqa: S704 — escaped for CSS
        "thai_digits": sentences.thai_digits,
    }
    return fit(render(pages, "report/page.html", facts))


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
