"""Google's quota shared in the database: exact in every window, first come first served."""

import json
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from sheets_sync.fleet.quota import Account, SharedQuota, account_of
from sheets_sync.fleet.tables import requests
from sheets_sync.ledgers.database import connect
from sheets_sync.settings.config_file import defaults

pytestmark = pytest.mark.xdist_group("fleet")
ONE, TWO = Account(None, "one@x", "p"), Account(None, "two@x", "p")
OTHER = Account(None, "three@x", "q")


@pytest.fixture
def fleet(tmp_path):
    return replace(defaults(tmp_path).fleet, account_per_minute=10, project_per_minute=15)


@pytest.fixture
def quota(database, fleet):
    return SharedQuota(database, fleet, sleep=lambda _: None)


def moments(database, **which):
    query = sa.select(requests.c.at).order_by(requests.c.at)
    for name, value in which.items():
        query = query.where(requests.c[name] == value)
    with database.reading() as connection:
        return [at.timestamp() for at in connection.execute(query).scalars()]


def most_in_a_minute(times):
    return max(sum(begin <= at < begin + 60 for at in times) for begin in times)


def test_first_requests_go_at_once_and_the_next_wait_for_the_minute(quota):
    waits = [quota.reserve(ONE, "read") for _ in range(19)]

    assert (quota.of_account, quota.of_project) == (9, 13)
    assert [round(wait) for wait in waits] == [0] * 9 + [61] * 9 + [122]


def test_whoever_sleeps_past_its_moment_asks_for_another(database, fleet):
    now, slept, late = 0.0, [], iter((60, 0))

    def sleep(seconds):
        nonlocal now
        slept.append(round(seconds))
        now += seconds + next(late)

    quota = SharedQuota(database, fleet, sleep=sleep, clock=lambda: now)
    for _ in range(9):
        quota.reserve(ONE, "read")

    assert round(quota.admit(ONE, "read")) == 61 + 60 + 61
    assert slept == [61, 61]
    assert len(moments(database)) == 11


def test_reads_writes_and_projects_do_not_take_from_each_other(quota):
    for _ in range(9):
        quota.reserve(ONE, "read")

    assert [round(quota.reserve(*who)) for who in ((ONE, "write"), (OTHER, "read"))] == [0, 0]
    assert round(quota.reserve(ONE, "read")) == 61


def test_accounts_of_one_project_share_what_that_has(quota):
    waits = [round(quota.reserve(ONE if n % 2 else TWO, "read")) for n in range(26)]

    assert waits == [0] * 13 + [61] * 13


def test_no_window_has_more_whoever_asks_from_however_many_sides(fleet, database, fleet_url):
    together = threading.Barrier(4)  # as each waits for its moment before it asks again

    def ask(account):
        own = connect(fleet_url, None)
        one = SharedQuota(own, fleet, sleep=lambda _: None)
        for _ in range(15):
            together.wait()
            one.reserve(account, "read")
        own.close()

    threads = [threading.Thread(target=ask, args=[who]) for who in (ONE, ONE, TWO, TWO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    times = moments(database, project="p")
    assert len(times) == 60
    assert most_in_a_minute(times) <= 13
    assert most_in_a_minute(moments(database, account="one@x")) <= 9
    assert times[-1] - times[0] == pytest.approx(4 * 61, abs=3)  # and no moment is wasted


def test_the_account_with_the_fewest_requests_is_next(quota, tmp_path):
    keys = []
    for name in ("one@x", "two@x"):
        key = tmp_path / f"{name}.json"
        key.write_text(json.dumps({"client_email": name, "project_id": "p"}))
        keys.append(key)
    quota.reserve(account_of(keys[0]), "read")

    assert account_of(keys[1]) == Account(keys[1], "two@x", "p")
    assert [quota.freest(some) for some in (keys, keys[:1], ())] == [keys[1], keys[0], None]


def test_key_that_cannot_be_read_counts_by_its_file(tmp_path):
    path = tmp_path / "none.json"

    assert account_of(path) == Account(path, str(path), str(path))
    assert account_of(None) == Account(None, "machine", "machine")


def test_old_requests_are_forgotten(quota, database):
    quota.reserve(ONE, "read")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE fleet_requests SET at = at - interval '11 minutes'")
    quota.reserve(ONE, "read")

    quota.forget_old()

    assert len(moments(database)) == 1
    assert quota.used() == {("one@x", "read"): 1}
