"""Members, and how many of them take part."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.document.blocks import Block
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.figures import figures_table

NUMBERS = (8, 9, 10, 14)


def members(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """One table."""
    title, caption = (phrases.say(f"report.members.{name}") for name in ("title", "caption"))
    return (figures_table("members", title, caption, NUMBERS, report, phrases),)
