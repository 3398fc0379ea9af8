"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.report.frozen import dated_rows, to_keep
from sheets_sync.planning.report.indicators.compile import indicators
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory, period_name
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.restated import restated
from sheets_sync.planning.report.sections import SECTIONS
from sheets_sync.planning.report.trend import trend
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
    name: str = "",
) -> MonthlyReport:
    """The report of the month that a day lies in, in one copy; the month has begun by `today`.

    With `months`, of so many months of the fiscal year up to that one; `name` is what people
    call the registry.
    """
    reported = Month(facts, findings, month_first(month), copy, memory, months, registry)
    found, period = indicators(reported), period_name(reported.first, months)
    rows = dated_rows(facts.snapshot, reported.as_of)
    return MonthlyReport(
        month=reported.first,
        months=months,
        as_of=reported.as_of,
        is_over=facts.snapshot.today > month_last(reported.first),
        registry=registry,
        registry_name=name or facts.settings.agency.name or registry,
        agency=facts.settings.agency.name,
        copy=copy,
        small_group=reported.small,
        indicators=found,
        trend=trend(reported),
        restated=restated(memory.frozen.get((period, copy)), found, rows),
        kept=to_keep(
            found,
            rows,
            atoms=reported.scores.atoms,
            as_of=reported.as_of,
            compiled_on=facts.snapshot.today,
        ),
        parts={part.__name__: part(reported) for section in SECTIONS for part in section.parts},
    )
