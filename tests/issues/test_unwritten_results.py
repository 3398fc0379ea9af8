"""Workbooks in which the last result does not stand."""

import datetime as dt

import pytest

from sheets_sync.delivery.unwritten import keep_unwritten
from sheets_sync.errors import StoreError
from sheets_sync.issues.unwritten_results import unwritten_results
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from tests.fixtures.mail_office import NOW


@pytest.mark.parametrize(
    ("reason", "hours", "unhealthy"),
    [("not-writable", 0, True), ("open-in-excel", 26, False), ("open-in-excel", 27, True)],
)
def test_what_only_a_person_can_end_is_unhealthy_at_once(office, reason, hours, unhealthy):
    keep_unwritten(office.ledger, "main", [NotWritten("registry.xlsx", reason)], now=NOW)
    query = office.query(now=NOW + dt.timedelta(hours=hours))

    (issue,) = unwritten_results(query, office.ledger)

    assert (issue.kind, issue.unhealthy) == ("result_unwritten", unhealthy)


def test_what_the_store_failed_at_is_unhealthy_at_once(office):
    error = StoreError("google-forbidden", spreadsheet="R", account="a@b")
    keep_unwritten(office.ledger, "main", error, now=NOW)

    (issue,) = unwritten_results(office.query(), office.ledger)

    assert (issue.kind, issue.unhealthy) == ("result_unwritten", True)
