"""What the list of letters that left knows, whatever ledger reads it."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.lost_letters import told_by_lost
from sheets_sync.delivery.sent_log import SentLog
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.mail.message import InvitationKey
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.scheduled_jobs import REMIND
from tests.delivery.test_sending import letters, why_not


@pytest.fixture
def logged(smtp_delivery, tmp_path):
    return replace(smtp_delivery, sent_log=SentLog(tmp_path / "state"))


@pytest.fixture
def forgetful(logged, tmp_path):
    """Another ledger that knows none of the letters, and numbers higher than any before."""
    with open_ledger("sqlite:///other.db", folder=tmp_path) as ledger:
        yield replace(logged, ledger=ledger)


def invitation(number, version):
    (letter,) = letters(1)
    key = InvitationKey("main/session/S-1", letter.to.address, number)
    return replace(letter, key=key, version=version)


def test_what_somebody_was_told_of_a_session_is_not_told_again_under_another_number(
    logged, forgetful, server
):
    deliver([invitation(0, "2026-11-26/ab")], logged)

    again = deliver([invitation(3_600_000, "2026-11-26/ab")], forgetful)

    assert why_not(again) == {"already-sent": 1}
    assert len(server.stored) == 1


def test_another_state_of_the_session_is_told(logged, forgetful, server):
    deliver([invitation(0, "2026-11-26/ab")], logged)

    moved = deliver([invitation(3_600_000, "2026-11-27/ab")], forgetful)

    assert (why_not(moved), len(server.stored)) == ({}, 2)


def test_a_session_that_is_put_back_to_what_it_was_is_told(logged, server):
    for number, version in enumerate(["2026-11-26/ab", "2026-11-27/ab", "2026-11-26/ab"]):
        deliver([invitation(number, version)], logged)

    assert len(server.stored) == 3


def test_what_a_letter_told_is_known_once_a_person_has_confirmed_that_the_ledger_forgot(
    logged, forgetful, server
):
    (letter,) = letters(1)
    now, zone = logged.clock(), dt.timezone(dt.timedelta(hours=7))
    today = now.astimezone(zone).date()
    letter = replace(letter, key=replace(letter.key, day=today))
    line = '[["main/step/C-001/2/2026-11-01","due","",false,"0123456789ab"]]'
    told = {logged.ledger.letters.identify(letter.key): line}
    deliver([letter], replace(logged, told=told))

    def lost(day):
        runs = forgetful.ledger.runs.slots(EVERY, REMIND).values()
        readers = ["nobody@agency.go.th", letter.to.address]
        return told_by_lost(logged.sent_log, day, zone, runs, readers, {"0123456789ab": "60001"})

    assert lost(today + dt.timedelta(days=1)) == ()
    logged.sent_log.believe_ledger(now)
    assert lost(today) == ()
    assert lost(today + dt.timedelta(days=1)) == (
        Told(letter.to.address, today, "main/step/C-001/2/2026-11-01", "due", person="60001"),
    )
