"""Runs that a person should know of."""

import datetime as dt
import socket

import pytest

from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.worker import LEASE, worker_name
from sheets_sync.issues.unfinished_runs import newest_runs, runs, still_open
from sheets_sync.mail.delivery import Receipt
from tests.delivery.test_worker import ended_process
from tests.fixtures.mail_office import NOW, digest_to


def issues(office):
    """The issues in short."""
    found = runs(office.query(now=office.now), office.ledger)
    return [(one.kind, one.unhealthy, one.facts["slot"], one.facts["left"]) for one in found]


def begin(office, worker):
    return begin_reminder_run(office.ledger, '{"letters":{}}', worker=worker, now=office.now)


def a_check(office, *, failed=False):
    claimed = office.ledger.runs.claim(
        "main", "check", "2026-11-23T07:00", worker="w", lease=LEASE, now=office.now
    )
    office.ledger.runs.finish(claimed, failed=failed, summary="{}", now=office.now)


def test_nothing_ran_and_nothing_is_told(office):
    assert issues(office) == []


def test_run_of_a_process_that_is_there_goes_on(office):
    begin(office, worker_name())
    office.stop_before(digest_to("suda"))

    assert issues(office) == [("run_going", False, "2026-11-23#1", 1)]


def test_run_of_a_process_that_ended_is_lost_at_once(office):
    begin(office, f"{socket.gethostname()}:{ended_process()}")

    assert issues(office) == [("run_lost", True, "2026-11-23#1", 0)]


def test_run_of_another_computer_is_lost_when_its_lease_is_over(office):
    begin(office, "elsewhere:1")
    office.now = NOW + LEASE
    assert issues(office) == [("run_going", False, "2026-11-23#1", 0)]

    office.now += dt.timedelta(seconds=1)

    assert issues(office) == [("run_lost", True, "2026-11-23#1", 0)]


def test_later_run_that_ended_makes_up_for_a_lost_one(office):
    begin(office, "elsewhere:1")
    office.now += dt.timedelta(minutes=1)
    begin(office, "w").finish(Receipt(), now=office.now)

    assert issues(office) == []


def test_run_that_left_letters_is_told_as_long_as_they_may_go(office):
    letter = digest_to("suda")
    office.stop_before(letter)
    begin(office, "w").finish(Receipt(deferred=(letter.key,)), now=NOW)
    assert issues(office) == [("run_unfinished", False, "2026-11-23#1", 1)]

    office.send(letter)

    assert issues(office) == []


def test_what_a_run_left_because_of_its_channel_is_told_with_the_channel(office):
    letter = digest_to("suda")
    office.stop_before(letter)
    begin(office, "w").finish(Receipt(deferred=(letter.key,)), now=NOW)

    office.ledger.channels.pause("smtp", until=NOW + LEASE, why="connect 421")

    assert issues(office) == []


def test_failed_run_is_unhealthy(office):
    a_check(office, failed=True)

    assert issues(office) == [("run_failed", True, "2026-11-23T07:00", 0)]


@pytest.mark.parametrize(("more", "told"), [(0, []), (1, ["run_old"])])
def test_check_that_nobody_ran_again_is_told_after_the_hours_of_alarm(office, more, told):
    a_check(office)
    hours = office.settings.schedule.alarm_hours
    office.now += dt.timedelta(hours=hours, seconds=more)

    assert [one[0] for one in issues(office)] == told


def test_runs_of_registries_not_asked_about_are_left_out(office):
    a_check(office)

    assert newest_runs(office.query(registries=()), office.ledger) == []
    assert [run.job for run in newest_runs(office.query(), office.ledger)] == ["check"]


def test_letter_whose_day_is_over_is_not_open_any_more(office):
    office.stop_before(digest_to("suda"))

    assert still_open(office.ledger, now=NOW) == 1
    assert still_open(office.ledger, now=NOW + dt.timedelta(days=1)) == 0
