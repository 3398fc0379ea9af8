"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.planning.report.frozen import dated_rows, to_keep
from sheets_sync.planning.report.indicators.compile import indicators
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.periods import period_name
from sheets_sync.planning.report.quality import quality_found
from sheets_sync.planning.report.restated import restated
from sheets_sync.planning.report.sections import PARTS
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.months_and_years import month_first, month_last


def compile_copies(
    facts: RuleContext,
    findings: Sequence[Finding],
    month: dt.date,
    registry: str,
    *,
    memory: ReportMemory = NOTHING_KEPT,
    months: int = 1,
    name: str = "",
) -> Mapping[Copy, MonthlyReport]:
    """Both copies of the report of the month that a day lies in, counted once.

    The month has begun by `today`. With `months`, of so many months of the fiscal year up to that
    one; `name` is what people call the registry.
    """
    first = Month(facts, findings, month_first(month), "manager", memory, months, registry)
    copies: tuple[Copy, ...] = ("manager", "hr")
    with no_garbage_collection():
        return {copy: _compiled(replace(first, copy=copy), name) for copy in copies}


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
    """One copy alone."""
    reported = Month(facts, findings, month_first(month), copy, memory, months, registry)
    with no_garbage_collection():
        return _compiled(reported, name)


def _compiled(reported: Month, name: str) -> MonthlyReport:
    facts, memory, months, copy = reported.context, reported.memory, reported.months, reported.copy
    found, period = indicators(reported), period_name(reported.first, months)
    rows = dated_rows(facts.snapshot, reported.as_of)
    before = reported.span_before.last
    return MonthlyReport(
        month=reported.first,
        months=months,
        as_of=reported.as_of,
        is_over=facts.snapshot.today > month_last(reported.first),
        registry=reported.registry,
        registry_name=name or facts.settings.agency.name or reported.registry,
        agency=facts.settings.agency.name,
        copy=copy,
        small_group=reported.small,
        indicators=found,
        sent_on=memory.issued.get(period),
        is_on_trial=facts.settings.mail.transport == "outbox",
        restated=restated(
            memory.frozen.get((period, copy)),
            {number: one.figure for number, one in found.items()},
            rows,
            reported.first,
            months,
        ),
        restated_before=restated(
            memory.frozen.get((period_name(before, months), copy)),
            {number: one.previous for number, one in found.items()},
            dated_rows(facts.snapshot, before),
            month_first(before),
            months,
        ),
        kept=to_keep(
            found,
            rows,
            atoms=reported.scores.atoms,
            quality=quality_found(facts.snapshot, reported.findings),
            as_of=reported.as_of,
            compiled_on=facts.snapshot.today,
        ),
        parts={part.__name__: part(reported) for part in PARTS},
    )
