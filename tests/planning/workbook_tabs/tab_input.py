"""Checks the small agency of the rules' cases, for the tests of the service's own tabs."""

import dataclasses
import datetime as dt
from pathlib import Path

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from tests.rules.casebook import Case, base
from tests.rules.workbooks import context_of, found_in, raw_workbook, settings_of

TODAY = base()["today"]
THAI, ENGLISH = Sentences("th"), Sentences("en")


def checkup(change=None, *, today=TODAY, sheets=None, **more):
    """The agency's workbook with some cells changed, checked on a day."""
    case = Case("-", "-", Path("-"), change=change or {}, sheets=sheets or {})
    workbook = raw_workbook(case)
    settings = settings_of(None)
    settings = dataclasses.replace(settings, language=more.pop("language", "th"))
    facts = context_of(workbook, settings, today)
    return Checkup("main", facts, found_in(facts), workbook, **more)


def values(rows):
    """What stands in the cells of some rows, row by row."""
    return [tuple(cell.value for cell in row.cells) for row in rows]


def looks(row):
    return tuple(cell.look.value for cell in row.cells)


def day(text):
    return dt.date.fromisoformat(text)


def moment(text):
    """A moment as the workbook shows it: local, without a zone."""
    return dt.datetime.fromisoformat(text)
