"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.report.indicators.compile import indicators
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.sections import SECTIONS
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.months_and_years import month_first, month_last


def compile_month(
    facts: RuleContext,
    findings: Sequence[Finding],
    month: dt.date,
    registry: str,
    copy: Copy,
    *,
    memory: ReportMemory = NOTHING_KEPT,
    months: int = 1,
) -> MonthlyReport:
    """The report of the month that a day lies in, in one copy; the month has begun by `today`.

    With `months`, of so many months of the fiscal year up to that one.
    """
    reported = Month(facts, findings, month_first(month), copy, memory, months, registry)
    return MonthlyReport(
        month=reported.first,
        months=months,
        as_of=reported.as_of,
        is_over=facts.snapshot.today > month_last(reported.first),
        registry=registry,
        agency=facts.settings.agency.name,
        copy=copy,
        small_group=reported.small,
        indicators=indicators(reported),
        parts={part.__name__: part(reported) for section in SECTIONS for part in section.parts},
    )
