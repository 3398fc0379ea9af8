"""A mail channel at rest rests for all registries of a fleet, and one of them tries it again."""

import datetime as dt

import pytest

from sheets_sync.delivery.channel_rest import ChannelTrial, rest
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.ledgers.database import in_schema
from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.message import Letterhead, Recipient

pytestmark = pytest.mark.xdist_group("fleet")
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
LOGIN = Outcome(Verdict.CHANNEL, "auth", 454, text="4.7.0 later", pause=dt.timedelta(minutes=15))


class Mailer:
    name = "smtp:mail.go.th:587"


@pytest.fixture
def deliveries(fleet_url, tmp_path):
    """Eight registries with one mail account."""
    policy = DeliveryPolicy(Letterhead(Recipient("cop@agency.go.th", "CoP"), "agency.go.th"))
    ledgers = [
        open_ledger(in_schema(fleet_url, f"registry r{number}"), folder=tmp_path)
        for number in range(8)
    ]
    clock = [NOW]
    yield (
        [
            DeliveryContext(ledger, Mailer(), policy, lambda: clock[0], "", f"host:{number}")
            for number, ledger in enumerate(ledgers)
        ],
        clock,
    )
    for ledger in ledgers:
        ledger.close()


def test_login_refused_once_is_tried_once_in_each_rest_by_all_eight(deliveries):
    some, clock = deliveries
    rest(LOGIN, some[0])

    assert [ChannelTrial(one).is_open for one in some] == [False] * 8
    clock[0] = NOW + dt.timedelta(minutes=16)
    trials = [ChannelTrial(one) for one in some]
    assert [trial.is_open for trial in trials] == [True, *[False] * 7]

    rest(LOGIN, some[0])
    trials[0].end()
    clock[0] += dt.timedelta(minutes=16)  # twice as long this time
    assert [ChannelTrial(one).is_open for one in some] == [False] * 8


def test_letter_that_goes_through_opens_the_channel_for_everybody(deliveries):
    some, clock = deliveries
    rest(LOGIN, some[0])
    clock[0] = NOW + dt.timedelta(minutes=16)
    trial = ChannelTrial(some[3])
    assert trial.is_open

    trial.works()

    assert [ChannelTrial(one).is_open for one in some] == [True] * 8


def test_ledgers_of_a_fleet_see_nothing_else_of_each_other(deliveries):
    (one, two, *_), _ = deliveries
    one.ledger.reads.record("main", {"staff": 3}, now=NOW)

    assert two.ledger.reads.last_good("main") == {}
    assert one.ledger.pseudonym("x") != two.ledger.pseudonym("x")
    assert one.ledger.leases.acquire("jobs/remind", holder="a", ttl=dt.timedelta(1), now=NOW) == 1
    assert two.ledger.leases.acquire("jobs/remind", holder="b", ttl=dt.timedelta(1), now=NOW) == 1
