"""The sections of the report, in the order of the page. A new one is one file and one line below.

Its words are `[<name>]` in `templates/<language>/report.toml`, what it shows is
`sheets_sync/renderings/report_sections/<name>.py`; a test names whatever of these is missing.
"""

from collections.abc import Callable
from typing import NamedTuple

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.sections.application import application
from sheets_sync.planning.report.sections.areas import areas
from sheets_sync.planning.report.sections.changes import changes
from sheets_sync.planning.report.sections.communities import communities
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.planning.report.sections.elements import elements
from sheets_sync.planning.report.sections.history import history
from sheets_sync.planning.report.sections.learning import learning
from sheets_sync.planning.report.sections.left_out import left_out
from sheets_sync.planning.report.sections.quality import quality
from sheets_sync.planning.report.sections.remarks import remarks
from sheets_sync.planning.report.sections.sessions import sessions
from sheets_sync.planning.report.sections.units import units
from sheets_sync.planning.report.sections.upcoming import upcoming


class Section(NamedTuple):
    """One heading of the page, and the functions that compile what stands below it."""

    name: str
    parts: tuple[Callable[[Month], object], ...] = ()
    """Each is a value of the report, called as the function is; none: others' values are shown."""


SECTIONS = (
    Section("summary", (changes, decisions)),
    Section("indicators"),
    Section("history", (history,)),
    Section("heat_map"),
    Section("communities", (communities,)),
    Section("units", (units,)),
    Section("areas", (areas,)),
    Section("elements", (elements,)),
    Section("members"),
    Section("sessions", (sessions,)),
    Section("learning", (learning,)),
    Section("application", (application,)),
    Section("remarks", (remarks,)),
    Section("quality", (quality,)),
    Section("upcoming", (upcoming,)),
    Section("annex", (left_out,)),
)
