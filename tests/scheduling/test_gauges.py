"""The numbers for monitors: what they say where another process has made up for a run."""

import datetime as dt

from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.mail.delivery import Receipt
from sheets_sync.scheduling.gauges import gauges
from tests.fixtures.mail_office import NOW, digest_to, office

__all__ = ["office"]


def job_failed(office):
    found = gauges(office.settings, office.ledger, office.now, None)
    (gauge,) = (
        one
        for one in found
        if one.name == "cop_steward_job_failed" and one.labels["job"] == "remind"
    )
    return gauge.value


def test_a_run_has_failed_for_as_long_as_what_it_left_is_to_go(office):
    letter = digest_to("suda")
    office.stop_before(letter)
    run = begin_reminder_run(office.ledger, '{"letters":{}}', worker="w", now=NOW)
    run.finish(Receipt(deferred=(letter.key,)), read=["main"], now=NOW)

    assert job_failed(office) == 1.0
    office.now = NOW + dt.timedelta(minutes=30)
    office.send(letter)
    assert job_failed(office) == 0.0
