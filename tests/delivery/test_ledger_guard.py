"""A ledger that forgot, and a clock that is behind it, hold all mail."""

import datetime as dt

import pytest

from sheets_sync.delivery.ledger_guard import (
    accept_restored,
    forgotten,
    guard_ledger,
    hold_restored,
    keep_mark,
    kept_mark,
)
from sheets_sync.delivery.sent_log import sent_log
from sheets_sync.delivery.sent_log_folder import Departure
from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.fixtures.mail_office import NOW, digest_to

DAY = dt.timedelta(days=1)


def held_by(office):
    return [hold.kind for hold in office.ledger.holds.waiting("*")]


def guard(office, now=NOW):
    guard_ledger(office.ledger, office.settings, now=now)
    return held_by(office)


@pytest.fixture
def copy(office, tmp_path):
    """The same agency with a ledger that never heard of its letters."""
    (tmp_path / "copy").mkdir()
    with open_ledger("sqlite:///ledger.db", folder=tmp_path / "copy") as empty:
        yield type(office)(office.folder, empty)


def test_a_ledger_that_is_as_it_was_left_holds_nothing(office):
    office.send(digest_to("suda"))
    keep_mark(office.ledger, office.settings)

    assert guard(office) == []


def test_a_clock_that_is_right_again_holds_nothing_any_more(office):
    office.send(digest_to("suda"))

    assert guard(office, NOW - DAY) == ["clock-behind"]
    assert guard(office, NOW) == []


def test_another_ledger_than_the_mark_was_kept_of_holds_mail_until_a_person_accepts_it(
    office, copy
):
    office.send(digest_to("suda"))
    keep_mark(office.ledger, office.settings)

    assert guard(copy) == ["ledger-restored"]
    assert guard(copy, NOW + DAY) == ["ledger-restored"]
    (hold,) = copy.ledger.holds.waiting("*")
    assert hold.opened_at == NOW

    accept_restored(copy.ledger, copy.settings, now=NOW)

    assert guard(copy) == []
    assert kept_mark(copy.settings).epoch == copy.ledger.mark().epoch


def test_no_mark_is_kept_of_a_ledger_that_waits_to_be_accepted(office, copy):
    office.send(digest_to("suda"))
    keep_mark(office.ledger, office.settings)
    kept = kept_mark(office.settings)

    keep_mark(copy.ledger, copy.settings)
    hold_restored(copy.ledger, copy.settings, now=NOW)
    keep_mark(copy.ledger, copy.settings)

    assert kept_mark(copy.settings) == kept


def test_a_copy_that_somebody_put_back_is_held_though_nothing_seems_to_be_missing(office):
    hold_restored(office.ledger, office.settings, now=NOW)

    assert held_by(office) == ["ledger-restored"]


def test_letters_that_left_and_that_the_ledger_never_handed_over_are_forgotten_ones(office):
    known, unknown = digest_to("suda"), digest_to("mana")
    office.send(known)
    id_ = office.ledger.letters.identify
    log = sent_log(office.settings)

    log.append([Departure(id_(known.key), known.key, NOW - DAY)])
    assert forgotten(office.ledger, office.settings) is None

    log.append([Departure(id_(unknown.key), unknown.key, NOW)])
    assert forgotten(office.ledger, office.settings).facts == {
        "newest": "2026-11-23T01:30:00+00:00"
    }
    assert guard(office) == ["ledger-restored"]
