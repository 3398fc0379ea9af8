"""Members, and how many of them take part."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.members import members as compiled
from sheets_sync.renderings.document.blocks import Block
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import figures_table


def members(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One table."""
    caption = phrases.say("report.members.caption")
    title = phrases.say("report.members.title")
    return (figures_table("members", caption, report.part(compiled), report, phrases, title),)
