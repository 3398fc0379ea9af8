"""What a workbook does not say although it should."""

import datetime as dt

import pytest

from sheets_sync.delivery.unwritten import UnwrittenResult, keep_unwritten, unwritten_result
from sheets_sync.errors import StoreError
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from tests.fixtures.mail_office import NOW

LATER = NOW + dt.timedelta(hours=3)
LEFT = NotWritten("members", "protected", "hrd@agency.go.th")


def keep(office, *failed, now=NOW):
    keep_unwritten(office.ledger, "main", failed, now=now)
    return unwritten_result(office.ledger, "main")


def test_a_workbook_that_says_everything_has_nothing_kept(office):
    assert unwritten_result(office.ledger, "main") is None
    assert keep(office) is None


def test_what_was_left_alone_is_kept_from_the_first_time_until_it_is_written(office):
    assert keep(office, LEFT) == UnwrittenResult(NOW, (LEFT,))
    assert keep(office, LEFT, now=LATER) == UnwrittenResult(NOW, (LEFT,))
    assert unwritten_result(office.ledger, "other") is None

    assert keep(office, now=LATER) is None
    assert keep(office, LEFT, now=LATER) == UnwrittenResult(LATER, (LEFT,))


def test_a_column_that_the_agency_does_not_want_is_nothing_left_alone(office):
    assert keep(office, NotWritten("members", "column-absent", "")) is None
    assert keep(office, NotWritten("members", "column-absent", ""), LEFT) == UnwrittenResult(
        NOW, (LEFT,)
    )


@pytest.mark.parametrize("before", [(), (LEFT,)])
def test_a_store_that_failed_is_kept_as_it_was_said(office, before):
    keep(office, *before)
    error = StoreError("workbook-open", path="registry.xlsx")
    keep_unwritten(office.ledger, "main", error, now=LATER)

    found = unwritten_result(office.ledger, "main")

    assert (found.since, found.left) == (NOW if before else LATER, ())
    assert "workbook-open" in found.error
