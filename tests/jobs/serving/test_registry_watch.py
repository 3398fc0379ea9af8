"""The watch of one spreadsheet, step by step: what is asked, and that no edit is swallowed."""

import datetime as dt
import json
import threading

import pytest

from jobs.serving.journal import Journal
from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from jobs.serving.live.google_share import GoogleShare
from jobs.serving.live.registry_watch import RegistryWatch, Surroundings
from jobs.serving.live.state import LiveState
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.recollection import Recollection
from sheets_sync.settings import load
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store
from tests.google.fixture import google, throw_away_key
from tests.jobs.commands.test_remind import save
from tests.planning.reminders.reminder_registry import rows

__all__ = ["google", "throw_away_key"]

pytestmark = pytest.mark.long

THAILAND = dt.timezone(dt.timedelta(hours=7))
NOON = dt.datetime(2026, 11, 20, 12, tzinfo=THAILAND)
CONFIG = """
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
[[registry]]
id = "main"
store = "google"
spreadsheet = "{spreadsheet}"
credentials = "key.json"
{more}
"""
WRITE = {"method": "POST", "path": ":batchUpdate"}
THAI = Sentences("th")
WRONG = THAI("flags.severity.error")
FINE = THAI("workbook.status.fine")


class Online:
    """A registry at the loopback Google, its watch, and a clock that stands still."""

    def __init__(self, google, folder, more):
        save(rows(), folder / "registry.xlsx")
        self.now = NOON
        self.google, self.book = google, google.load(folder / "registry.xlsx")
        self.book.model.locale, self.book.model.time_zone = "th_TH", "Asia/Bangkok"
        (folder / "key.json").write_text(json.dumps(google.service_account_info()))
        config = folder / "cop-steward.toml"
        config.write_text(CONFIG.format(spreadsheet=self.book.id, more=more), encoding="utf-8")
        settings = load(config)
        (registry,) = settings.registries
        schema = read_registry_schema(settings)
        self.store = open_store(registry, settings, new_memory=Recollection)
        self.store.provision(schema, THAI, time_zone="Asia/Bangkok")
        renewal = FlagRenewal("main", self.store, schema, settings, lambda _: THAI)
        self.state, self.state_file = (
            LiveState(settings, lambda: None),
            settings.state / "live.json",
        )
        around = Surroundings(
            remembered=lambda _: Remembered(),
            may_write=lambda: True,
            now=lambda: self.now,
            journal=Journal(THAI),
            state=self.state,
            languages=(THAI,),
            say_beside=THAI,
            stop=threading.Event(),
        )
        self.watch = RegistryWatch(renewal, around, settle=0, share=GoogleShare())
        google.log.clear()

    def step(self):
        """One step; what it asked of Sheets: reads and writes."""
        self.google.log.clear()
        self.watch.step()
        return self.google.log.reads, self.google.log.writes

    def waits(self):
        """What `status` is told of it: why its flags wait, and since when."""
        self.state.write(self.now)
        (said,) = json.loads(self.state_file.read_bytes())["registries"]
        return said["waits_for"], said["waits_since"]

    def type_address(self, row, text):
        self.book.set(f"'บุคลากร'!C{row}", [[text]])

    def flags(self):
        """What stands beside the first two people: whether it says that something is wrong."""
        heads = self.book.values("'บุคลากร'!1:1")[0]
        column = heads.index("ผลการตรวจสอบ")
        found = [self.book.values(f"'บุคลากร'!A{row}:Z{row}")[0][column] for row in (2, 3)]
        return ["wrong" if flag.startswith(WRONG) else flag for flag in found]


@pytest.fixture(params=["", "skip_unchanged = true"], ids=["by its values", "by Drive"])
def online(request, google, tmp_path, monkeypatch):
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    made = Online(google, tmp_path, request.param)
    yield made
    made.store.connection.close()


def test_an_edit_is_flagged_and_our_own_writing_is_no_edit(online):
    online.step()
    online.step()
    assert online.flags() == [FINE, FINE]

    online.type_address(2, "ไม่ใช่อีเมล")
    looked = online.step()
    assert online.flags() == ["wrong", FINE]
    own = online.step()

    assert (looked[1], own[1]) == (1, 0)
    assert sum(looked) + sum(own) <= 4 + 1
    reads, writes = online.step()
    assert (reads, writes) in {(1, 0), (0, 0)}


def test_an_edit_between_our_read_and_our_write_is_flagged_by_the_next_look(online):
    online.step()
    online.type_address(2, "ไม่ใช่อีเมล")

    online.google.edits.before(lambda _: online.type_address(3, "ก็ไม่ใช่"), **WRITE)
    online.step()
    assert online.flags()[0] == "wrong"
    online.step()

    assert online.flags() == ["wrong", "wrong"]
    assert online.step()[1] == 0


def test_what_fails_is_said_to_fail_since_it_first_did_until_it_works_again(online):
    online.step()
    online.type_address(2, "ไม่ใช่อีเมล")
    online.google.faults.add("api-off", path="/v4/", times=None)
    online.step()
    first = online.waits()
    online.now += dt.timedelta(minutes=5)
    online.step()
    still = online.waits()
    online.google.faults.clear()
    online.step()

    assert first == still == ("failing", NOON.isoformat(timespec="seconds"))
    assert online.waits() == (None, None)
    assert online.flags() == ["wrong", FINE]


def test_the_log_tells_each_cause_once(online, caplog):
    """What keeps flags from being renewed may change while nobody mends it."""
    online.step()
    for fault in ("api-off", "permission-lost"):
        online.google.faults.clear()
        online.google.faults.add(fault, times=None)
        online.step()
        online.step()

    told = [one.facts["error"] for one in caplog.records if one.message == "cannot"]
    # Drive knows nothing of a file that is not shared; Sheets says that it is not.
    lost = "google-not-found" if "google-not-found" in told else "google-not-shared"
    assert told == ["google-api-off", lost]
