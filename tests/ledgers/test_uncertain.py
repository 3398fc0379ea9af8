"""What a person settles while a run is at the same letter."""

import threading
import time

import psycopg
import pytest

from sheets_sync.ledgers.sql_ledger import open_ledger
from tests.contracts.test_ledger_letters import KEY, LETTER, NOW, plan

CLAIM = "UPDATE letters SET state = 'claimed', token = token + 1"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def url(postgres):
    return postgres.new_database()


def until_it_waits(url):
    with psycopg.connect(url) as watcher:
        deadline = time.monotonic() + 20
        while not watcher.execute(WAITING).fetchone()[0]:
            assert time.monotonic() < deadline
            watcher.rollback()
            time.sleep(0.01)


def test_letter_that_a_run_takes_this_very_moment_is_not_settled(url, tmp_path):
    answers = []
    with open_ledger(url, folder=tmp_path) as ledger:
        plan(ledger, LETTER)
        start = ledger.letters.identify(KEY)

        def drop():
            answers.append(
                ledger.letters.resolve(start, "drop", operator="nid", reason="", now=NOW)
            )

        with psycopg.connect(url) as run:
            run.execute(CLAIM)
            person = threading.Thread(target=drop)
            person.start()
            until_it_waits(url)
        person.join()

        assert answers == [None]
