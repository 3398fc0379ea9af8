"""An edit of a local workbook is flagged by whichever host leads, and by one alone."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from jobs.serving.child_tasks import ChildTask
from jobs.serving.fleet.live_flags import LiveFlags
from sheets_sync.fleet.fence import TTL, take_fence
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.ledgers.database import connect
from sheets_sync.ledgers.reads_reports_leases import SqlLeases
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.settings import load
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.fixtures.agency_folder import PEOPLE, community, write_workbook
from tests.fixtures.fleet import fleet
from tests.fixtures.postgres import postgres
from tests.google.fixture import google, throw_away_key

__all__ = ["fleet", "google", "postgres", "throw_away_key"]
pytestmark = pytest.mark.xdist_group("fleet")


@pytest.fixture
def database(fleet):
    fleet.fill(2)
    opened = connect(fleet.url, None)
    yield opened
    opened.close()


@pytest.fixture
def live(fleet, database):
    return watching(fleet, database)


def watching(fleet, database):
    settings = load(fleet.config)
    settings = replace(settings, schedule=replace(settings.schedule, settle_seconds=0))
    clock = WallClock(ZoneInfo("Asia/Bangkok"))
    task = ChildTask(settings, "en", 0, str(fleet.config), verbose=False, clock=clock, run_id="x")
    return LiveFlags(task, database)


def book(fleet):
    return fleet.folder / "books" / "r0.xlsx"


def edit(fleet):
    write_workbook(
        book(fleet), {"staff": PEOPLE, "communities": [community("C-001", "31/11/2569")]}
    )


def again(live):
    """A round later: every workbook is due."""
    for turns in (live._files, live._online):
        for seen in turns._seen.values():
            seen.ask_at = 0.0
    live.round()


def flagged(fleet):
    found = openpyxl.load_workbook(book(fleet), read_only=True)
    text = [str(cell) for sheet in found for row in sheet.values for cell in row if cell]
    found.close()
    return any("31/11/2569" in one and one != "31/11/2569" for one in text)


def test_edit_is_flagged_once_and_counts_as_work_in_it(fleet, live, database):
    live.round()
    edit(fleet)
    again(live)

    assert flagged(fleet)
    written = book(fleet).stat().st_mtime_ns
    again(live)
    assert book(fleet).stat().st_mtime_ns == written
    assert FleetRegistries(database).busiest("xlsx") == ["r0", "r1"]
    assert fleet.ask("SELECT edits FROM fleet_registries ORDER BY id") == [(1.0,), (0.0,)]


def test_what_a_check_writes_counts_as_nobodys_work(fleet, live):
    live.round()
    fleet.run("check", "--registry", "r0")
    fleet.tell("""UPDATE fleet_registries SET summary = '{"checked_at": 1}' WHERE id = 'r0'""")
    again(live)
    edits = "SELECT edits FROM fleet_registries WHERE id = 'r0'"
    assert fleet.ask(edits) == [(0.0,)]

    edit(fleet)
    again(live)
    assert fleet.ask(edits) == [(1.0,)]


def test_registry_that_a_worker_has_in_hand_waits(fleet, live, database):
    live.round()
    edit(fleet)
    now = FleetRegistries(database).now
    with take_fence(SqlLeases(database), "r0", holder="other:1", now=now):
        again(live)
        assert not flagged(fleet)

    again(live)
    assert flagged(fleet)


def test_second_host_watches_only_when_the_first_is_gone(fleet, live, database):
    now = FleetRegistries(database).now()
    SqlLeases(database).acquire("fleet/live", holder="other:1", ttl=TTL, now=now)
    live.round()
    edit(fleet)
    again(live)

    assert not flagged(fleet)


def test_registry_in_trouble_is_not_watched(fleet, live, database):
    fleet.tell("UPDATE fleet_registries SET trouble = 'file-missing' WHERE id = 'r0'")

    assert FleetRegistries(database).busiest("xlsx") == ["r1"]


def test_edit_of_a_spreadsheet_is_flagged_within_the_share_of_the_quota(
    fleet, google, tmp_path, monkeypatch
):
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    (tmp_path / "key.json").write_text(json.dumps(google.service_account_info()))
    with fleet.config.open("a") as config:
        config.write('credentials = ["key.json"]\n')
    first = {"staff": PEOPLE, "communities": [community("C-001", "1 พ.ย. 2569")]}
    books = [google.load(write_workbook(tmp_path / "one.xlsx", first)) for _ in range(5)]
    rows = "".join(f"r{number},google,{one.id}\n" for number, one in enumerate(books))
    (tmp_path / "registries.csv").write_text(f"id,store,spreadsheet\n{rows}")
    fleet.run("registries", "import", str(tmp_path / "registries.csv"))
    database = connect(fleet.url, None)
    live = watching(fleet, database)

    live.round()
    ((before,),) = fleet.ask(READS)
    again(live)
    ((asked,),) = fleet.ask(READS)
    started = next(cell for cell in cells_of(books[0]) if cell[2] == "1 พ.ย. 2569")
    books[0].set(f"'{started[0]}'!{started[1]}", [["31/11/2569"]])
    again(live)
    database.close()

    assert 0 < asked - before <= 54 // 10
    assert any("31/11/2569" in text and text != "31/11/2569" for *_, text in cells_of(books[0]))
    assert fleet.ask("SELECT id FROM fleet_registries WHERE edits > 0") == [("r0",)]


READS = "SELECT count(*) FROM fleet_requests WHERE quota = 'read'"


def cells_of(book):
    """Where and what, of every cell that says anything."""
    for tab in book.model.sheets:
        for row, line in enumerate(book.values(f"'{tab.title}'!A1:Z60"), 1):
            for column, cell in enumerate(line):
                if cell not in ("", None):
                    yield tab.title, f"{chr(65 + column)}{row}", str(cell)
