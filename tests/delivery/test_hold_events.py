"""When a person is told of an event, and by which name."""

import datetime as dt

import pytest

from sheets_sync.delivery.hold_events import event_of, is_due
from sheets_sync.i18n.hold_text import HoldEvent
from sheets_sync.mail.ledger_records import Hold
from tests.planning.reminders.reminder_registry import SCHEMA, SETTINGS

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
PATIENCE = dt.timedelta(hours=SETTINGS.schedule.alarm_hours)


def hold(kind, subject="", facts="{}", opened_at=NOW):
    return Hold("ABC234", "main", kind, subject, facts, opened_at)


@pytest.mark.parametrize(
    ("kind", "age", "due"),
    [
        ("read-failed", dt.timedelta(0), True),
        ("returns-unread", PATIENCE, True),
        ("returns-unread", PATIENCE - dt.timedelta(seconds=1), False),
    ],
)
def test_a_mailbox_may_be_away_for_some_hours_and_nothing_else(kind, age, due):
    assert is_due(hold(kind, opened_at=NOW - age), SETTINGS, NOW) is due


@pytest.mark.parametrize(("language", "title"), [("th", "สมาชิก"), ("en", "Members")])
def test_a_tab_is_called_as_its_readers_know_it(language, title):
    event = event_of(hold("tab-shrunk", "members", '{"before": 20}'), language, SCHEMA)

    assert event == HoldEvent("tab-shrunk", "main", "ABC234", title, {"before": 20})


def test_without_a_schema_the_subject_stays_as_it_is():
    assert event_of(hold("address-changed", "60001"), "th").subject == "60001"
