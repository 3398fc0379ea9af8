"""Problems and suggestions in people's own words."""

from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.remarks import remarks as compiled
from sheets_sync.renderings.document.blocks import Block, Heading, Prose
from sheets_sync.renderings.document.phrases import Phrases


def remarks(report: MonthlyReport, phrases: Phrases) -> tuple[Block, ...]:
    """As they were typed, or that nobody typed any."""
    say, blocks = phrases.say, list[Block]()
    for remark in report.part(compiled):
        for kind, text in (("problems", remark.problems), ("suggestions", remark.suggestions)):
            if text:
                heading = say(f"report.remarks.{kind}")
                if report.months > 1:
                    heading = f"{heading} · {phrases.month(remark.month, 'long')}"
                blocks += [Heading(heading), Prose(text, "typed")]
    return tuple(blocks) or (Prose(_why_none(report, phrases)),)


def _why_none(report: MonthlyReport, phrases: Phrases) -> str:
    unread = phrases.not_known(report, "remarks")
    nobody_known = phrases.unread(report, "staff") if report.copy == "manager" else ""
    if nobody_known and not unread:
        return phrases.say("report.remarks.withheld", tabs=nobody_known)
    return unread or phrases.say(phrases.timely("report.remarks.none", report))
