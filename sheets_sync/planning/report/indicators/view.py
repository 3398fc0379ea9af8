"""What an indicator looks at: a span of days, the workbook at its ends, and what is remembered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.month_rows import Records
from sheets_sync.planning.report.values import Span


@dataclass(frozen=True)
class View:
    """The span from its first to its last day, which is the cut-off."""

    context: RuleContext
    findings: Sequence[Finding]
    memory: ReportMemory
    span: Span
    end: Figures
    """As the last day of the span left it."""
    start: Figures
    """As the day before the span left it."""
    records: Records
    """The newest records of the members as of the cut-off."""
    months: int = 1
    """How many months the span was asked for."""
    is_now: bool = True
    """Whether it ends at the cut-off of the report, and not at that of the one before."""

    @property
    def as_of(self) -> dt.date:
        """The cut-off day."""
        return self.end.as_of
