"""What each section of the report says: a file for each, and one line below.

The function is called as the section is in `sheets_sync/planning/report/sections/__init__.py`.
It makes blocks from the compiled value; page, PDF and workbook show these same blocks.
"""

from collections.abc import Callable, Mapping

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.document.blocks import Block
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.annex import annex
from sheets_sync.renderings.report_sections.application import application
from sheets_sync.renderings.report_sections.areas import areas
from sheets_sync.renderings.report_sections.communities import communities
from sheets_sync.renderings.report_sections.elements import elements
from sheets_sync.renderings.report_sections.heat_map import heat_map
from sheets_sync.renderings.report_sections.history import history
from sheets_sync.renderings.report_sections.indicators import indicators
from sheets_sync.renderings.report_sections.learning import learning
from sheets_sync.renderings.report_sections.members import members
from sheets_sync.renderings.report_sections.quality import quality
from sheets_sync.renderings.report_sections.remarks import remarks
from sheets_sync.renderings.report_sections.sessions import sessions
from sheets_sync.renderings.report_sections.summary import summary
from sheets_sync.renderings.report_sections.units import units
from sheets_sync.renderings.report_sections.upcoming import upcoming

BLOCKS: Mapping[str, Callable[[MonthlyReport, Phrases], tuple[Block, ...]]] = {
    section.__name__: section
    for section in (
        summary,
        indicators,
        history,
        heat_map,
        communities,
        units,
        areas,
        elements,
        members,
        sessions,
        learning,
        application,
        remarks,
        quality,
        upcoming,
        annex,
    )
}
"""By the name of the section."""
