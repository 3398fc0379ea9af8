"""A live look renews flags and tabs; what scheduled checks remember stays as they left it."""

import datetime as dt
import sqlite3

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.recollection import Recollection
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows

pytestmark = pytest.mark.long
THAILAND = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=THAILAND)
MEMBERS = "สมาชิก"
THAI = Sentences("th")
SHRUNK = THAI("findings.tab-shrunk.message", sheet=MEMBERS, now=0, before=40)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Forty members in a workbook that was checked by schedule in the morning."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    members = [{"community": "C-001", "person": f"{60_100 + number}"} for number in range(40)]
    save(rows(members=members), tmp_path / "registry.xlsx")
    with time_machine.travel(NOON.replace(hour=6), tick=False):
        assert main(["init"]) == 0
        assert main(["check"]) == 0
    return tmp_path


@pytest.fixture
def renew(folder):
    """One live look; what it wrote."""
    settings = load(folder / "cop-steward.toml")
    (registry,) = settings.registries
    store = open_store(registry, settings, new_memory=Recollection)
    schema = read_registry_schema(settings)
    renewal = FlagRenewal(registry.id, store, schema, settings, lambda _: THAI)

    def look(minute):
        with open_ledger(settings) as ledger:
            before = {tab: read.rows for tab, read in ledger.reads.last_good(registry.id).items()}
            remembered = Remembered(before, ledger.findings.known(registry.id))
        now = NOON + dt.timedelta(minutes=minute)
        with time_machine.travel(now, tick=False):
            return renewal.renew(remembered, now)

    return look


def remembered_in(folder):
    """Every row of the ledger."""
    with sqlite3.connect(folder / "state" / "ledger.db") as ledger:
        return list(ledger.iterdump())


def delete_rows(folder, count):
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    book[MEMBERS].delete_rows(2, count)
    book.save(folder / "registry.xlsx")


def held(folder):
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        return [(hold.kind, hold.subject) for hold in ledger.holds.waiting("main")]


def to_do(folder):
    """All that the to-do tab says."""
    book = openpyxl.load_workbook(folder / "registry.xlsx", data_only=True)
    cells = (cell for row in book["งานที่ต้องทำ"].iter_rows(values_only=True) for cell in row)
    return "\n".join(str(cell) for cell in cells if cell is not None)


def test_a_tab_emptied_a_tenth_a_minute_trips_the_guard_all_the_same(folder, renew):
    for minute in range(10):
        delete_rows(folder, 4)
        written = renew(minute)
        assert written is not None
        assert not written.deferred
    assert SHRUNK in to_do(folder)
    assert held(folder) == []

    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        assert main(["check"]) == 0

    assert held(folder) == [("tab-shrunk", "members")]


def test_live_looks_leave_the_ledger_and_the_outbox_and_the_copy_of_the_day_alone(folder, renew):
    (copy,) = folder.glob("registry.20??-??-??.xlsx")
    before, kept = remembered_in(folder), copy.read_bytes()

    for minute in range(3):
        delete_rows(folder, 1)
        assert renew(minute) is not None

    assert remembered_in(folder) == before
    assert list(folder.glob("registry.20??-??-??.xlsx")) == [copy]
    assert copy.read_bytes() == kept
    assert not (folder / "outbox").exists()


def test_what_a_live_look_wrote_the_next_one_and_the_next_check_find_there(folder, renew, capsys):
    delete_rows(folder, 1)
    assert renew(0) is not None

    assert renew(1) is None
    capsys.readouterr()
    with time_machine.travel(NOON + dt.timedelta(minutes=5), tick=False):
        assert main(["check"]) == 0
    written = (folder / "registry.xlsx").read_bytes()
    assert renew(6) is None
    assert (folder / "registry.xlsx").read_bytes() == written
