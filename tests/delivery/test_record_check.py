"""What a check leaves in the ledger, and what a look between two checks does not."""

from dataclasses import replace

import pytest

from sheets_sync.delivery.record_check import record_check
from tests.planning.reminders.reminder_registry import rows, session, staff

SLIP = session(held_on="31/11/2569", status="จัดแล้ว")


def remembered(office):
    ledger = office.ledger
    return (
        {tab: read.rows for tab, read in ledger.reads.last_good("main").items()},
        ledger.findings.known("main"),
        ledger.steps.known("main"),
    )


def test_a_look_between_two_checks_moves_nothing_that_checks_measure_by(office):
    whole = office.checked(rows(sessions=[session()]))
    record_check(whole.context, whole.findings, "main", office.ledger, office.now)
    before = remembered(office)

    fewer = office.checked(rows(sessions=[SLIP], staff=staff()[:3]))
    record_check(fewer.context, fewer.findings, "main", office.ledger, office.now, between=True)
    assert remembered(office) == before

    record_check(fewer.context, fewer.findings, "main", office.ledger, office.now)
    assert remembered(office) != before


@pytest.mark.parametrize(
    ("people", "named", "held"),
    [
        pytest.param([], True, ["staff"], id="lost and found so"),
        pytest.param(staff(), True, [], id="found so, and confirmed since"),
        pytest.param([], False, [], id="lost, and the rule is off"),
    ],
)
def test_a_tab_that_was_found_shrunk_and_still_is_holds_the_mail(office, people, named, held):
    whole = office.checked(rows(sessions=[SLIP]))
    record_check(whole.context, whole.findings, "main", office.ledger, office.now)
    now = office.checked(rows(staff=people))
    shrunk = replace(whole.findings[0], rule="tab-shrunk", tab="staff")

    record_check(now.context, [shrunk] if named else [], "main", office.ledger, office.now)

    assert [hold.subject for hold in office.ledger.holds.waiting("main")] == held
