"""Which workbook shows a finding: where it was found, and nothing private in the main one."""

import pytest

from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.planning.workbook_visibility import MAIN, WorkbookVisibility
from sheets_sync.registry.workbook import LinkedWorkbook

SHEETS = {"สมาชิก": "", "ประเมินผล": "hr", "ติดตาม": "hr", "บุคลากร": "directory", "เก่า": ""}
HR = LinkedWorkbook("hr", frozenset({"evaluations", "followups"}), frozenset({"outbox"}))
OPEN_HR = LinkedWorkbook("hr", HR.tables, HR.tabs, private=False)
FORM = LinkedWorkbook("form", frozenset({"evaluations"}), written=False)
DIRECTORY = LinkedWorkbook("directory", frozenset({"staff"}), written=False, private=False)


def finding(rule="cell-missing", tab="members", sheet="สมาชิก"):
    return Finding(rule, Severity.ERROR, tab, sheet, row=2)


MISSING = finding("evaluation-missing")
LATE = finding("steps-out-of-order", "followups", "เก่า")


@pytest.mark.parametrize(
    ("elsewhere", "one", "home"),
    [
        ((), finding(), MAIN),
        ((), MISSING, MAIN),
        ((HR,), finding(), MAIN),
        ((HR,), finding("number-out-of-range", "evaluations", "ประเมินผล"), "hr"),
        # A tab of the main workbook that feeds the same table is the main workbook's.
        ((HR,), finding("number-out-of-range", "evaluations", "เก่า"), MAIN),
        # What follows from the rows of a private table is as private as they are.
        ((HR,), MISSING, "hr"),
        ((HR,), finding("follow-up-missing"), "hr"),
        ((HR,), LATE, "hr"),
        ((HR,), finding("steps-out-of-order", "sessions", "กิจกรรม"), MAIN),
        ((OPEN_HR,), MISSING, MAIN),
        # A tab that is not there is missed where it should be, a locale where it is set.
        ((HR,), finding("tab-missing", "evaluations", "ประเมินผลการเรียนรู้ (hr)"), "hr"),
        ((HR,), finding("tab-missing", "plans", "แผนปฏิบัติการ"), MAIN),
        ((HR,), finding("locale-month-first", "", "hr"), "hr"),
        ((HR,), finding("locale-month-first", "", "registry"), MAIN),
        # What is only read is told elsewhere: in the main workbook, unless it is private.
        ((DIRECTORY,), finding("email-malformed", "staff", "บุคลากร"), MAIN),
        ((FORM,), MISSING, None),
        ((FORM, HR), MISSING, "hr"),
    ],
)
def test_a_finding_is_shown_in_one_workbook_at_most(elsewhere, one, home):
    assert WorkbookVisibility(elsewhere, SHEETS).showing(one) == home


def test_every_workbook_that_is_written_shows_something_the_main_one_first():
    assert WorkbookVisibility((FORM, HR, DIRECTORY)).written == (MAIN, "hr")


def test_tabs_of_which_there_is_one_stand_where_they_were_put():
    visibility = WorkbookVisibility((FORM, HR))

    assert [visibility.of_tab(name) for name in ("progress", "outbox")] == [MAIN, "hr"]


def test_only_what_was_found_in_a_private_workbook_is_hidden():
    visibility = WorkbookVisibility((HR, DIRECTORY), SHEETS)

    assert visibility.is_hidden(finding("number-out-of-range", "evaluations", "ประเมินผล"))
    assert not visibility.is_hidden(MISSING)
    assert not visibility.is_hidden(finding("email-malformed", "staff", "บุคลากร"))
