"""The run that reminders are sent in."""

import datetime as dt

import pytest

from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.worker import LEASE
from sheets_sync.mail.delivery import Receipt, Skip
from sheets_sync.mail.ledger_records import RunState
from tests.fixtures.mail_office import NOW, digest_to

ONE, OTHER = digest_to("suda"), digest_to("mana")
CONTENTS = '{"letters":{}}'


def begin(office, worker="w1"):
    return begin_reminder_run(office.ledger, CONTENTS, worker=worker, now=office.now)


def slots(office):
    runs = office.ledger.runs.slots("*", "remind")
    return {slot: (run.state, run.summary) for slot, run in runs.items()}


def test_every_call_has_a_slot_of_its_own_and_keeps_what_it_tells(office):
    begin(office)
    begin(office, "w2")

    assert slots(office) == {
        "2026-11-23#1": (RunState.RUNNING, CONTENTS),
        "2026-11-23#2": (RunState.RUNNING, CONTENTS),
    }


@pytest.mark.parametrize(
    ("receipt", "read", "state", "kept"),
    [
        (Receipt(sent=(ONE.key,)), True, RunState.DONE, '"left":0,"read":["main"]'),
        (Receipt(sent=(ONE.key,)), False, RunState.FAILED, '"left":0,"unread":["main"]'),
        (None, True, RunState.FAILED, '"left":0'),
        (
            Receipt(deferred=(ONE.key, OTHER.key)),
            True,
            RunState.FAILED,
            '"left":2,"read":["main"]',
        ),
        (
            Receipt(skipped=(Skip(ONE.key, "channel-paused"),)),
            True,
            RunState.FAILED,
            '"left":1,"read":["main"]',
        ),
        (
            Receipt(skipped=(Skip(ONE.key, "held"),)),
            True,
            RunState.DONE,
            '"left":0,"read":["main"]',
        ),
        (
            Receipt(skipped=(Skip(ONE.key, "capped"),)),
            True,
            RunState.DONE,
            '"left":0,"read":["main"]',
        ),
    ],
)
def test_a_run_is_done_when_no_other_run_could_send_more(office, receipt, read, state, kept):
    run = begin(office)

    run.finish(receipt, now=NOW, **{"read" if read else "unread": {"main": None}})

    assert slots(office) == {"2026-11-23#1": (state, f'{{"letters":{{}},{kept}}}')}


def test_a_registry_that_could_not_be_read_is_named_and_fails_no_other(office):
    unread = {"west": None, "east": None}
    begin(office).finish(Receipt(sent=(ONE.key,)), read={"main"}, unread=unread, now=NOW)

    kept = '{"letters":{},"left":0,"read":["main"],"unread":["east","west"]}'
    assert slots(office) == {"2026-11-23#1": (RunState.DONE, kept)}


def test_what_another_process_has_sent_meanwhile_is_not_left(office):
    run = begin(office)
    office.send(ONE)

    run.finish(Receipt(skipped=(Skip(ONE.key, "claimed-elsewhere"),)), now=NOW)

    assert slots(office)["2026-11-23#1"][0] is RunState.DONE


def test_the_next_run_ends_one_whose_lease_is_over_and_no_other(office):
    begin(office, "lost")
    office.now = NOW + LEASE / 2
    begin(office, "alive")
    office.now = NOW + LEASE + dt.timedelta(seconds=1)

    begin(office, "next")

    assert {slot: state for slot, (state, _) in slots(office).items()} == {
        "2026-11-23#1": RunState.FAILED,
        "2026-11-23#2": RunState.RUNNING,
        "2026-11-23#3": RunState.RUNNING,
    }


def test_asking_between_letters_keeps_a_long_run_alive(office):
    stopping = begin(office).still_going(office.clock, lambda: False)
    for _ in range(4):
        office.now += LEASE / 3
        assert stopping() is False

    assert office.ledger.runs.slots("*", "remind")["2026-11-23#1"].lease_until == office.now + LEASE


def test_asking_to_stop_is_passed_on(office):
    assert begin(office).still_going(office.clock, lambda: True)() is True
