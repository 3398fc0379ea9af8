"""worker: what is due is done once for every registry, and ended in order when asked."""

import json
import os
import signal

import psycopg
import pytest

from tests.fixtures.fleet import fleet, make_fleet
from tests.fixtures.postgres import postgres, running

__all__ = ["fleet", "postgres"]
pytestmark = pytest.mark.xdist_group("fleet")


def test_two_workers_do_everything_once_and_end_in_order(fleet):
    fleet.fill(4)
    workers = [fleet.worker("--processes", "1") for _ in range(2)]
    try:
        waiting = "SELECT count(*) FROM fleet_registries WHERE passed_at IS NULL"
        fleet.wait_until(lambda: fleet.ask(waiting) == [(0,)])
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
    codes = [worker.wait(60) for worker in workers]

    assert codes == [0, 0]
    assert fleet.letters() == {f"r{number}": 1 for number in range(4)}
    for one in fleet.registries().values():
        assert (one["state"], one["tries"], one["trouble"]) == ("active", 0, None)
        assert one["summary"]["sent_today"] == 1
    assert fleet.ask("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == [(0,)]
    log = (fleet.folder / "worker.log").read_text()
    assert log.count('"event": "job"') == log.count('"failed": false')


@pytest.mark.long
def test_registry_that_kills_three_workers_is_set_aside_and_the_others_go_on(fleet):
    fleet.fill(2)
    fleet.run("check", "--registry", "r0")  # from now on it has a ledger of its own
    killed = []
    with psycopg.connect(fleet.url) as stuck:  # whoever works on it gets no further
        stuck.execute('LOCK TABLE "registry r0".runs IN ACCESS EXCLUSIVE MODE')
        worker = fleet.worker("--processes", "1")
        try:
            while len(killed) < 3:
                killed.append(kill_whoever_has(fleet, "r0", killed))
            fleet.wait_until(lambda: fleet.registries()["r0"]["state"] == "aside")
            fleet.wait_until(lambda: fleet.letters().keys() >= {"r1"})
        finally:
            stuck.rollback()
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(60)

    assert code == 0
    assert fleet.registries()["r1"]["state"] == "active"
    assert fleet.letters()["r1"] == 1


def test_database_that_goes_away_is_told_in_lines_of_the_log_and_waited_for(tmp_path):
    with running() as cluster:
        fleet = make_fleet(tmp_path, cluster.new_database())
        fleet.fill(1)
        worker = fleet.worker("--processes", "1")
        log = fleet.folder / "worker.log"
        try:
            fleet.wait_until(lambda: fleet.letters() == {"r0": 1})
            cluster.stop("immediate")
            fleet.wait_until(lambda: '"event": "worker-fell"' in log.read_text())
            cluster.start()
            fleet.tell("UPDATE fleet_registries SET passed_at = NULL, look_at = now()")
            passed = "SELECT count(passed_at) FROM fleet_registries"
            fleet.wait_until(lambda: fleet.ask(passed) == [(1,)])
        finally:
            worker.send_signal(signal.SIGTERM)
            code = worker.wait(60)

    told = [json.loads(line) for line in log.read_text().splitlines()]
    assert code == 0
    assert {one["error"] for one in told if one["event"] == "cannot"} == {"ledger-unreachable"}
    assert "bug" not in {one["event"] for one in told}


def kill_whoever_has(fleet, registry, before):
    """Kill the process that works on it, as the kernel does where memory ends; which it was."""
    mine = "SELECT holder FROM leases WHERE name = %s AND until > now()"
    found = []

    def somebody_new():
        rows = fleet.ask(mine, f"registry/{registry}")
        found[:] = {int(holder.rpartition(":")[2]) for (holder,) in rows} - {*before}
        return found

    fleet.wait_until(somebody_new)
    os.kill(found[0], signal.SIGKILL)
    return found[0]
