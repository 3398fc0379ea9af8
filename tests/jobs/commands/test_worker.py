"""worker: what is due is done once for every registry, and ended in order when asked."""

import signal

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
