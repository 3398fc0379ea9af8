"""The monthly report as one value; every rendering is made from it and from nothing else."""

import datetime as dt
from dataclasses import dataclass

from sheets_sync.planning.report.sections.application import Application
from sheets_sync.planning.report.sections.areas import Areas
from sheets_sync.planning.report.sections.changes import Change
from sheets_sync.planning.report.sections.communities import Communities
from sheets_sync.planning.report.sections.decisions import Decision
from sheets_sync.planning.report.sections.elements import Elements
from sheets_sync.planning.report.sections.learning import Learning
from sheets_sync.planning.report.sections.left_out import LeftOut
from sheets_sync.planning.report.sections.quality import Quality
from sheets_sync.planning.report.sections.remarks import Remark
from sheets_sync.planning.report.sections.sessions import Sessions
from sheets_sync.planning.report.sections.steps import StepSection
from sheets_sync.planning.report.sections.units import UnitLine
from sheets_sync.planning.report.sections.upcoming import Upcoming
from sheets_sync.planning.report.values import Copy, Indicator


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the report of one month says, in one copy; a field for each section."""

    month: dt.date
    """Its first day."""
    as_of: dt.date
    """Its last day, or the day of compiling where the month is not over."""
    is_over: bool
    registry: str
    agency: str
    copy: Copy
    small_group: int
    """Scores of fewer people than this are not shown to managers."""
    changes: tuple[Change, ...]
    headline: tuple[Indicator, ...]
    steps: StepSection
    decisions: tuple[Decision, ...]
    communities: Communities
    units: tuple[UnitLine, ...]
    areas: Areas
    elements: Elements
    members: tuple[Indicator, ...]
    sessions: Sessions
    learning: Learning
    application: Application
    remarks: tuple[Remark, ...]
    quality: Quality
    upcoming: tuple[Upcoming, ...]
    left_out: tuple[LeftOut, ...]
