"""A mail channel at rest, and who tries it afterwards."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.channel_rest import ChannelTrial, rest
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.ledger_records import Pause
from tests.fixtures.mail_office import NOW

HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def delivery(office):
    return office.delivery()


def let_rest(delivery, pause=HOUR, **said):
    rest(Outcome(Verdict.CHANNEL, "connect", pause=pause, **said), delivery)
    return delivery.ledger.channels.last(delivery.mailer.name)


def test_each_rest_in_a_row_is_twice_as_long_up_to_a_day(delivery):
    hours = [(let_rest(delivery).until - NOW) / HOUR for _ in range(7)]

    assert hours == [1, 2, 4, 8, 16, 24, 24]


def test_a_rest_of_more_than_a_day_is_as_long_as_asked(delivery):
    assert (let_rest(delivery, 30 * HOUR).until - NOW) / HOUR == 30
    assert (let_rest(delivery, 30 * HOUR).until - NOW) / HOUR == 30


def test_why_it_rests_is_kept_in_the_words_of_the_server(delivery):
    assert let_rest(delivery, code=421, text="too many") == Pause(
        NOW + HOUR, "connect 421 too many", 1
    )
    assert let_rest(delivery).why == "connect"


def trials(office, delivery):
    others = replace(delivery, worker="elsewhere", clock=office.clock)
    return ChannelTrial(replace(delivery, clock=office.clock)), ChannelTrial(others)


def test_a_channel_that_never_rested_is_everybodys(office, delivery):
    ours, others = trials(office, delivery)

    assert (ours.is_open, others.is_open) == (True, True)
    assert (ours.is_trying, others.is_trying) == (False, False)


def test_after_a_rest_one_worker_tries_and_the_others_wait(office, delivery):
    let_rest(delivery)
    ours, others = trials(office, delivery)
    assert (ours.is_open, others.is_open) == (False, False)

    office.now += HOUR
    assert (ours.is_open, others.is_open) == (True, False)
    assert (ours.is_trying, others.is_trying) == (True, False)
    assert ours.is_open

    ours.works()
    assert (ours.is_open, others.is_open) == (True, True)
    assert not ours.is_trying
    assert delivery.ledger.channels.last(delivery.mailer.name) is None


def test_who_tried_and_rests_again_is_no_longer_open(office, delivery):
    let_rest(delivery)
    office.now += HOUR
    ours, others = trials(office, delivery)
    assert ours.is_open

    let_rest(replace(delivery, clock=office.clock))
    assert not ours.is_open

    ours.end()
    office.now += 2 * HOUR
    assert (others.is_open, ours.is_open) == (True, False)


def test_a_trial_that_was_left_is_somebody_elses_after_ten_minutes(office, delivery):
    let_rest(delivery)
    office.now += HOUR
    ours, others = trials(office, delivery)
    assert ours.is_open

    office.now += 9 * MINUTE
    assert not others.is_open
    office.now += MINUTE
    assert others.is_open


def test_who_does_not_try_ends_nobodys_rest(office, delivery):
    let_rest(delivery)
    ours, others = trials(office, delivery)
    office.now += HOUR
    assert ours.is_open

    others.works()
    others.end()

    assert not others.is_open
    assert delivery.ledger.channels.last(delivery.mailer.name) is not None
