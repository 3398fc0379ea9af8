"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.facts import Facts
from sheets_sync.findings import Finding
from sheets_sync.plans.report.model import MonthlyReport
from sheets_sync.plans.report.month import Month
from sheets_sync.plans.report.sections.application import application
from sheets_sync.plans.report.sections.areas import areas
from sheets_sync.plans.report.sections.changes import changes
from sheets_sync.plans.report.sections.communities import communities
from sheets_sync.plans.report.sections.decisions import decisions
from sheets_sync.plans.report.sections.elements import elements
from sheets_sync.plans.report.sections.headline import headline
from sheets_sync.plans.report.sections.learning import learning
from sheets_sync.plans.report.sections.left_out import left_out
from sheets_sync.plans.report.sections.members import members
from sheets_sync.plans.report.sections.quality import quality
from sheets_sync.plans.report.sections.remarks import remarks
from sheets_sync.plans.report.sections.sessions import sessions
from sheets_sync.plans.report.sections.steps import steps
from sheets_sync.plans.report.sections.units import units
from sheets_sync.plans.report.sections.upcoming import upcoming
from sheets_sync.plans.report.values import Copy
from sheets_sync.registry.calendar import month_first, month_last


def compile_month(
    facts: Facts, findings: Sequence[Finding], month: dt.date, registry: str, copy: Copy
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
