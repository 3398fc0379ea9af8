"""The sections of the report: a file for each, with a function of the file's name.

It makes blocks from compiled values; page, PDF and workbook show these same blocks. Its words and
its place in the report are in `templates/report_sections.toml`; a test names what is missing.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

from sheets_sync.i18n.section_words import section_names
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.document.blocks import Block
from sheets_sync.renderings.document.phrases import Phrases

SECTIONS: Mapping[str, Callable[[MonthlyReport, Phrases], tuple[Block, ...]]] = {
    name: getattr(import_module(f"{__name__}.{name}"), name) for name in section_names()
}
"""What makes the blocks of each section, by its name, as they follow each other in the report."""
