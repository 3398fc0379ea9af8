"""When the child that keeps the flags live is started, and what does not end it."""

import threading
from argparse import Namespace
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from jobs.cli.context import JobContext
from jobs.serving.child_tasks import LiveTask
from jobs.serving.children import Children
from jobs.serving.journal import Journal
from jobs.serving.live.child import LiveChild
from jobs.serving.live_child import NAME, LiveChildKeeper
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.settings import load


@pytest.fixture
def children():
    made = Children()
    yield made
    for child in made:
        child.process.kill()
        child.process.join()


@pytest.fixture
def task(agency_folder):
    config = agency_folder.path / "cop-steward.toml"
    clock = WallClock(ZoneInfo("Asia/Bangkok"))
    return LiveTask(load(config), "en", 0, str(config), verbose=False, clock=clock, run_id="x.live")


def test_it_is_started_when_the_jobs_have_written_the_workbooks(children, task):
    live = LiveChildKeeper(children, Journal(Sentences("en")))

    live.keep(task, jobs_at_work=True)
    while_jobs_work = NAME in children
    live.keep(task, jobs_at_work=False)

    assert (while_jobs_work, NAME in children) == (False, True)


def test_it_does_not_wait_for_ever_for_a_job_that_hangs(children, task):
    live = LiveChildKeeper(children, Journal(Sentences("en")), patience=0)

    live.keep(task, jobs_at_work=True)

    assert NAME in children


def test_flags_are_renewed_also_where_their_state_cannot_be_written(agency_folder, caplog):
    (agency_folder.path / "state" / "live.json").mkdir(parents=True)
    options = Namespace(config=str(agency_folder.path / "cop-steward.toml"), today=None)
    context = JobContext("serve", options, Sentences("en"))
    stop = threading.Event()
    at_work = threading.Thread(target=LiveChild(context, stop, lambda: True).run)

    at_work.start()
    stop.wait(3)
    stop.set()
    at_work.join()

    told = sorted((one.message, one.facts.get("error")) for one in caplog.records)
    assert told == [("cannot", "disk-failed"), ("flags-renewed", None)]
    assert "งานที่ต้องทำ" in openpyxl.load_workbook(agency_folder.path / "registry.xlsx").sheetnames
