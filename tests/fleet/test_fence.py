"""One registry in one hand: whoever lost it knows before it writes."""

import pytest

from sheets_sync.errors import SetupError
from sheets_sync.fleet.fence import TTL, demand_fence, take_fence
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.ledgers.reads_reports_leases import SqlLeases

pytestmark = pytest.mark.xdist_group("fleet")


@pytest.fixture
def leases(database):
    return SqlLeases(database)


@pytest.fixture
def now(database):
    return FleetRegistries(database).now


def test_second_worker_gets_nothing_until_the_first_is_through(leases, now):
    with take_fence(leases, "A", holder="one", now=now) as fence:
        assert fence.holds()
        assert take_fence(leases, "a", holder="two", now=now) is None
        assert take_fence(leases, "b", holder="two", now=now) is not None

    assert take_fence(leases, "a", holder="two", now=now) is not None


def test_worker_without_a_sign_of_life_is_followed_after_thirty_seconds(leases, now):
    take_fence(leases, "a", holder="dead", now=now)

    assert take_fence(leases, "a", holder="two", now=lambda: now() + TTL * 0.9) is None
    assert take_fence(leases, "a", holder="two", now=lambda: now() + TTL * 1.1) is not None


def test_worker_that_lost_it_may_neither_write_nor_give_it_back(leases, now):
    with take_fence(leases, "a", holder="frozen", now=now) as fence:
        fence._sure_until = 0.0  # what a process finds that stood still for long
        new = take_fence(leases, "a", holder="two", now=lambda: now() + TTL)

        assert not fence.holds()
        with pytest.raises(SetupError, match="fleet-fenced"):
            demand_fence("a")

    assert new is not None
    assert leases.holder("registry/a") == "two"
    assert take_fence(leases, "a", holder="three", now=now) is None


def test_who_never_had_it_is_no_concern_of_this_process():
    demand_fence("somebody-else")
