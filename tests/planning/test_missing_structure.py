"""What `init` is to add to the staff's own tabs, and what it leaves to a person."""

from dataclasses import replace

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Doubt, lacking
from sheets_sync.registry.workbook import CellError
from tests.rules.casebook import Case
from tests.rules.workbooks import our_schema, raw_workbook

ONLINE = "https://docs.google.com/spreadsheets/d/x/edit#gid=3"


def wanted_with(url="", **members):
    """The headings and doubts for a registry whose members' tab looks so."""
    workbook = raw_workbook(Case("-", "-", None, sheets={"members": {"url": url, **members}}))
    found = lacking(workbook, our_schema(), Sentences("th"))
    return [[one.text for one in new.headings] for new in found.headings], list(found.doubts)


@pytest.mark.parametrize("url", ["", ONLINE])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("#REF!", "heading-broken"),
        ("Loading...", "heading-broken"),
        ("#CALC?", "heading-uncalculated"),
    ],
)
def test_no_heading_is_added_beside_one_that_is_an_error(code, reason, url):
    found = wanted_with(url, headings={"person": {"error": code}})
    assert found == ([], [Doubt(reason, "members", code, "สมาชิก", cell="B1")])


def test_an_error_in_a_column_of_the_agency_keeps_no_heading_from_being_added():
    assert wanted_with(extra={"#REF!": "-"}) == ([], [])


def test_our_status_column_online_keeps_no_heading_of_the_agency_from_being_added():
    declared = our_schema()
    tab = declared.tabs["members"]
    own = replace(tab.columns["need"], name="phone", own=True)
    own = replace(own, words=replace(own.words, th="เบอร์โทร", en="Phone", also=()))
    tab = replace(tab, columns={**tab.columns, "phone": own})
    schema = replace(declared, tabs={**declared.tabs, "members": tab})
    workbook = raw_workbook(Case("-", "-", None, sheets={"members": {"url": ONLINE}}))
    place = next(n for n, one in enumerate(workbook.tabs) if one.sheet == "สมาชิก")
    sheet = workbook.tabs[place]
    status = [CellError("#REF!"), *[None] * (sheet.height - 1)]
    sheet = replace(sheet, columns=(*sheet.columns, status))
    tabs = (*workbook.tabs[:place], sheet, *workbook.tabs[place + 1 :])
    found = lacking(replace(workbook, tabs=tabs), schema, Sentences("th"))
    assert [[one.text for one in new.headings] for new in found.headings] == [["เบอร์โทร"]]
