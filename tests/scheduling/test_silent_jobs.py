"""Jobs that have been silent for too long: who is told of, and when it is over."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from sheets_sync.delivery.holds import SILENT, stopping
from sheets_sync.delivery.worker import LEASE
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.scheduling.silent_jobs import silent_jobs, watch_silent_jobs
from sheets_sync.settings.config_file import defaults
from sheets_sync.settings.model import RegistrySettings

BANGKOK = ZoneInfo("Asia/Bangkok")
MAIN = RegistrySettings("main", "xlsx", Path("/x"), None, None, skip_unchanged=True, elsewhere=())
SETTINGS = replace(defaults(Path("/nowhere")), registries=(MAIN,))
URL = "sqlite:///ledger.db"
MADE = dt.datetime(2026, 11, 23, 9, tzinfo=BANGKOK)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path):
    with (
        time_machine.travel(MADE, tick=False),
        open_ledger("sqlite:///l.db", folder=tmp_path) as it,
    ):
        yield it


def ran(ledger, job, slot, at, registry="main", *, failed=False, summary="{}"):
    run = ledger.runs.claim(registry, job, slot, worker="w", lease=LEASE, now=at)
    ledger.runs.finish(run, failed=failed, summary=summary, now=at)


def silent(ledger, now, settings=SETTINGS):
    return [
        (one.registry, one.job, one.never, one.slot)
        for one in silent_jobs(settings, ledger, ["main"], now)
    ]


def test_what_has_never_run_is_silent_after_a_day(ledger):
    assert silent(ledger, MADE + 25 * HOUR) == []
    assert silent(ledger, MADE + 27 * HOUR) == [("main", "check", True, "")]
    assert silent(ledger, MADE + 50 * HOUR) == [
        (EVERY, "remind", True, ""),
        ("main", "check", True, ""),
    ]


def test_a_check_by_hand_counts_and_a_failed_one_does_not(ledger):
    ran(ledger, "check", "2026-11-23T10:00:00", MADE + HOUR)
    ran(ledger, "check", "2026-11-24T06:30", MADE + 22 * HOUR, failed=True)

    assert silent(ledger, MADE + 26 * HOUR) == []
    assert silent(ledger, MADE + 28 * HOUR) == [("main", "check", False, "")]


def test_days_off_are_no_silence_of_reminders(ledger):
    friday = dt.datetime(2026, 11, 27, 8, 30, tzinfo=BANGKOK)
    ran(ledger, "remind", "2026-11-27#1", friday, EVERY)
    monday = dt.datetime(2026, 11, 30, 8, 29, tzinfo=BANGKOK)

    assert [one for one in silent(ledger, monday) if one[1] == "remind"] == []


def test_mail_that_is_not_switched_on_is_not_missed(ledger):
    smtp = replace(SETTINGS, mail=replace(SETTINGS.mail, transport="smtp", live=False))
    assert silent(ledger, MADE + 50 * HOUR, smtp) == [("main", "check", True, "")]


def test_a_month_that_nobody_reported_is_named_and_one_before_the_registry_is_not(ledger):
    ran(ledger, "check", "2026-11-23T10:00:00", MADE + HOUR)
    now = dt.datetime(2026, 12, 4, 12, tzinfo=BANGKOK)
    ran(ledger, "check", "2026-12-04T06:30", now - HOUR)
    ran(ledger, "remind", "2026-12-03#1", now - 27 * HOUR, EVERY)

    assert silent(ledger, now) == [("main", "report", False, "2026-11")]


def test_a_month_that_somebody_reported_by_hand_since_its_day_came_is_not_late(ledger):
    def late(now):
        return [slot for _, job, _, slot in silent(ledger, now) if job == "report"]

    ran(ledger, "check", "2026-11-23T10:00:00", MADE + HOUR)
    day = dt.datetime(2026, 12, 3, 9, tzinfo=BANGKOK)
    for at, period in (
        (day - HOUR, "2026-11"),  # before its day: more may have been entered since
        (day + HOUR, "2026-10"),
        (day + 2 * HOUR, "2026-11/3m"),
    ):
        told = json.dumps({"month": period})
        ran(ledger, "report", f"{at:%Y-%m-%dT%H:%M:%S}", at, summary=told)
    assert late(day + 27 * HOUR) == ["2026-11"]

    told = json.dumps({"month": "2026-11"})
    failing, last = day + 28 * HOUR, day + 29 * HOUR
    ran(ledger, "report", "2026-12-04T13:00:00", failing, failed=True, summary=told)
    assert late(failing) == ["2026-11"]
    ran(ledger, "report", "2026-12-04T14:00:00", last, summary=told)
    assert late(last) == []
    assert late(day + dt.timedelta(days=70)) == ["2026-12", "2027-01"]


def test_the_event_is_opened_once_stops_no_mail_and_ends_by_itself(ledger):
    later = MADE + 27 * HOUR
    assert watch_silent_jobs(SETTINGS, ledger, later) == 1
    assert watch_silent_jobs(SETTINGS, ledger, later + HOUR) == 1

    (hold,) = ledger.holds.waiting(EVERY)
    assert (hold.kind, hold.subject, hold.opened_at) == (SILENT, "main/check", later)
    assert stopping(ledger, "main") == []

    ran(ledger, "check", "2026-11-24T06:30", later + HOUR)
    assert watch_silent_jobs(SETTINGS, ledger, later + 2 * HOUR) == 0
    assert ledger.holds.waiting() == []
