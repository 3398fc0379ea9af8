"""What stops a letter that was planned already."""

import datetime as dt

import pytest

from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.outbox_ticks import TickedLetters
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import NoticeKey
from tests.fixtures.mail_office import NOW, digest_to

LETTER = digest_to("suda")


def objections(office, *, live=False, workbooks=None):
    settings = office.live_settings if live else office.settings
    stores = {"main": tuple} if workbooks is None else workbooks
    ticked = TickedLetters(stores, ["กล่องอีเมลรอส่ง"], office.ledger, office.clock)
    return Objections(settings, office.ledger, office.clock, ticked)


def test_to_a_letter_as_planned_there_is_none(office):
    assert objections(office, live=True).to(LETTER) is None


def test_a_hold_that_came_up_meanwhile_is_named(office):
    hold = hold_unread(office.ledger, "main", now=NOW)

    skip = objections(office).to(LETTER)

    assert skip == Skip(LETTER.key, "held", f"read-failed {hold.code}")


@pytest.mark.parametrize(("live", "reason"), [(True, "outside-window"), (False, None)])
def test_only_real_mail_waits_for_the_window(office, live, reason):
    office.now = NOW.replace(hour=22)

    skip = objections(office, live=live).to(LETTER)

    assert skip == (None if reason is None else Skip(LETTER.key, reason))


def test_nobody_objects_to_an_alarm(office):
    hold_unread(office.ledger, "main", now=NOW)
    office.now = NOW + dt.timedelta(hours=14)
    alarm = digest_to("hrd", key=NoticeKey("hrd@agency.go.th", "hold/read-failed/ABC234"))

    assert objections(office, live=True).to(alarm) is None
