"""worker: what is due is done once for every registry, and ended in order when asked."""

import os
import signal

import psycopg
import pytest

from tests.fixtures.fleet import fleet
from tests.fixtures.postgres import postgres

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
