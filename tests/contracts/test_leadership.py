"""One scheduler at a time, on every ledger."""

import datetime as dt
import os
import socket
import threading

from sheets_sync.ledgers.sql_ledger import open_ledger
from sheets_sync.scheduling.leadership import LEASE_NAME, TTL, Leadership, leads

NOW = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_the_second_leads_only_when_the_first_gives_no_sign_of_life(ledger, another):
    first, second = Leadership("a:1"), Leadership("b:2")

    assert first.keep(ledger, NOW)
    assert not second.keep(another, NOW + TTL - SECOND)
    assert first.keep(ledger, NOW + TTL - SECOND)
    assert not second.keep(another, NOW + TTL)
    assert second.keep(another, NOW + 2 * TTL)

    assert not first.keep(ledger, NOW + 2 * TTL + SECOND)
    assert ledger.leases.holder(LEASE_NAME) == "b:2"


def test_what_a_stale_leader_started_is_fenced(ledger, another):
    first, second = Leadership("a:1"), Leadership("b:2")
    first.keep(ledger, NOW)
    token = first.token
    assert leads(ledger, token, NOW)

    second.keep(another, NOW + 2 * TTL)

    assert not leads(ledger, token, NOW + 2 * TTL)
    assert leads(ledger, second.token, NOW + 2 * TTL)


def test_who_gives_up_is_followed_at_once(ledger, another):
    first, second = Leadership("a:1"), Leadership("b:2")
    first.keep(ledger, NOW)
    first.give_up(ledger, NOW)

    assert second.keep(another, NOW)


def test_a_dead_process_of_this_computer_is_followed_at_once(ledger):
    gone = os.fork()
    if gone == 0:
        os._exit(0)
    os.waitpid(gone, 0)
    Leadership(f"{socket.gethostname()}:{gone}").keep(ledger, NOW)

    assert Leadership("b:2").keep(ledger, NOW)


def test_a_lease_taken_while_the_clock_was_a_day_ahead_keeps_nobody_waiting(ledger):
    Leadership("a:1").keep(ledger, NOW + dt.timedelta(days=1))

    assert Leadership("b:2").keep(ledger, NOW)


def test_of_eight_that_begin_at_once_one_leads(ledger, ledger_url, tmp_path):
    barrier, leading = threading.Barrier(8), []

    def begin(number):
        with open_ledger(ledger_url, folder=tmp_path) as own:
            barrier.wait()
            if Leadership(f"other-{number}:1").keep(own, NOW):
                leading.append(number)

    threads = [threading.Thread(target=begin, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(leading) == 1
