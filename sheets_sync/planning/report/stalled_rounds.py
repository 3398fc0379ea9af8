"""The communities that had fallen asleep by a day."""

from dataclasses import replace

from sheets_sync.checking.reporter import Reporter
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.report.figures import Figures
from sheets_sync.rules import community_stalled


def stalled_rounds(facts: RuleContext, figures: Figures) -> frozenset[int]:
    """The rows of the active rounds for which the rule `community-stalled` speaks as of a day."""
    then = replace(figures.snapshot, today=figures.as_of)
    rule = community_stalled.check
    report = Reporter(RuleContext(then, figures.progress, facts.settings), rule, rule.severity)
    rule.check(report.context, report)
    found = frozenset(row for stalled in report.reports for row in stalled.rows.tolist())
    return found & frozenset(figures.active.tolist())
