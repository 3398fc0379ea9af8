"""Tabs that the last check could not judge."""

import datetime as dt
import json

from sheets_sync.delivery.worker import LEASE
from sheets_sync.issues.blind_tabs import blind_tabs
from sheets_sync.scheduling.check_facts import facts_of
from tests.fixtures.mail_office import NOW
from tests.planning.reminders.reminder_registry import rows


def check(office, tabs, at=NOW):
    """A check of the schedule that went well."""
    run = office.ledger.runs.claim("main", "check", at.isoformat(), worker="w", lease=LEASE, now=at)
    kept = json.dumps(facts_of(office.checked(tabs)))
    office.ledger.runs.finish(run, failed=False, summary=kept, now=at)


def test_a_tab_that_is_gone_is_unhealthy_until_a_check_finds_it_again(office):
    check(office, {name: typed for name, typed in rows().items() if name != "plans"})

    told = (
        "Tabs of main that the last check could not judge, so nobody is reminded of what stands in "
        "them: Plans"
    )
    (issue,) = blind_tabs(office.query(), office.ledger)
    assert (issue.kind, issue.unhealthy, issue.facts, issue.what) == (
        "tabs_blind",
        True,
        {"registry": "main", "tabs": ["plans"]},
        told,
    )
    check(office, rows(), at=NOW + dt.timedelta(hours=1))
    assert [*blind_tabs(office.query(), office.ledger)] == []
