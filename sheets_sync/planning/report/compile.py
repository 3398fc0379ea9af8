"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.sections.application import application
from sheets_sync.planning.report.sections.areas import areas
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.communities import communities
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.planning.report.sections.elements import elements
from sheets_sync.planning.report.sections.headline import headline
from sheets_sync.planning.report.sections.learning import learning
from sheets_sync.planning.report.sections.left_out import left_out
from sheets_sync.planning.report.sections.members import members
from sheets_sync.planning.report.sections.quality import quality
from sheets_sync.planning.report.sections.remarks import remarks
from sheets_sync.planning.report.sections.sessions import sessions
from sheets_sync.planning.report.sections.steps import steps
from sheets_sync.planning.report.sections.units import units
from sheets_sync.planning.report.sections.upcoming import upcoming
from sheets_sync.planning.report.values import Copy
from sheets_sync.registry.months_and_years import month_first, month_last


def compile_month(
    facts: RuleContext, findings: Sequence[Finding], month: dt.date, registry: str, copy: Copy
) -> MonthlyReport:
    """The report of the month that a day lies in, in one copy; the month has begun by `today`."""
    reported = Month(facts, findings, month_first(month), copy)
    return MonthlyReport(
        month=reported.first,
        as_of=reported.as_of,
        is_over=facts.snapshot.today > month_last(reported.first),
        registry=registry,
        agency=facts.settings.agency.name,
        copy=copy,
        small_group=reported.small,
        changes=changes(reported),
        headline=headline(reported),
        steps=steps(reported),
        decisions=decisions(reported),
        communities=communities(reported),
        units=units(reported),
        areas=areas(reported),
        elements=elements(reported),
        members=members(reported),
        sessions=sessions(reported),
        learning=learning(reported),
        application=application(reported),
        remarks=remarks(reported),
        quality=quality(reported),
        upcoming=upcoming(reported),
        left_out=left_out(reported),
    )
