"""What a check leaves in the ledger, and what a look between two checks does not."""

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
