"""Live flags: the real `serve`, on the real clock, while staff work.

A local file, a spreadsheet at the loopback Google and a registry that cannot be read are watched
by one child of it; the third delays neither of the others.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings import load
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store
from tests.fixtures.google_folder import google, google_folder, throw_away_key
from tests.jobs.commands.test_remind import save
from tests.planning.reminders.reminder_registry import rows, staff

__all__ = ["google", "google_folder", "throw_away_key"]

pytestmark = pytest.mark.long
CONFIG = """
version = 1
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[schedule]
settle_seconds = 5
check_at = ["00:00"]
remind_at = "23:58"
report_at = "23:58"
[reminders]
window_end = "23:59"
[[registry]]
id = "file"
path = "registry.xlsx"
[[registry]]
id = "online"
store = "google"
spreadsheet = "{spreadsheet}"
credentials = "key.json"
[[registry]]
id = "broken"
path = "nowhere.xlsx"
"""
ROOT = Path(__file__).parents[3]
THAI = Sentences("th")
FINE = THAI("workbook.status.fine")
STAFF, STATUS = "บุคลากร", "ผลการตรวจสอบ"
PATIENCE = 60.0
"""Seconds within which a flag is promised."""


def eventually(look: Callable[[], object], wanted: Callable[[object], bool]):
    """What is seen once it is as wanted; what was seen last where that takes too long."""
    until = time.monotonic() + PATIENCE
    while not wanted(seen := look()) and time.monotonic() < until:
        time.sleep(0.5)
    return seen


class Desk:
    """Staff at their two workbooks, with the child at work."""

    def __init__(self, folder):
        self.path = folder.path
        save(rows(staff=staff()), self.path / "registry.xlsx")
        self.book = folder.google.load(self.path / "registry.xlsx")
        self.book.model.locale, self.book.model.time_zone = "th_TH", "Asia/Bangkok"
        text = CONFIG.format(spreadsheet=self.book.id)
        (self.path / "cop-steward.toml").write_text(text, encoding="utf-8")
        self.settings = load(self.path / "cop-steward.toml")
        schema = read_registry_schema(self.settings)
        for registry in self.settings.registries[:2]:
            open_store(registry, self.settings).provision(schema, THAI, time_zone="Asia/Bangkok")
        self.lock = self.path / ".~lock.registry.xlsx#"
        self.said = self.path / "said.jsonl"
        self.note = self.path / THAI("live.note.file", name="registry.xlsx")

    def start(self):
        command = [sys.executable, "-m", "jobs", "serve", "--config", "cop-steward.toml"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with self.said.open("w") as said:
            return subprocess.Popen(
                command,
                cwd=self.path,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def told_of(self, registry):
        """How often each child told what could not be done with a registry, and the error."""
        lines = map(json.loads, self.said.read_text("utf-8").splitlines())
        found = [one for one in lines if one["event"] == "cannot" and one["registry"] == registry]
        return Counter((one["run"].partition(".")[2], one["error"]) for one in found)

    def type_address(self, text):
        """Into the second row of the staff tab of both workbooks."""
        self.type_into_file(text)
        self.book.set(f"'{STAFF}'!C2", [[text]])

    def type_into_file(self, text):
        book = openpyxl.load_workbook(self.path / "registry.xlsx")
        book[STAFF]["C2"] = text
        book.save(self.path / "registry.xlsx")

    def flag_in_file(self):
        sheet = openpyxl.load_workbook(self.path / "registry.xlsx", data_only=True)[STAFF]
        column = next(cell.column for cell in sheet[1] if cell.value == STATUS)
        return sheet.cell(2, column).value

    def flag_online(self):
        heads = self.book.values(f"'{STAFF}'!1:1")[0]
        return self.book.values(f"'{STAFF}'!A2:Z2")[0][heads.index(STATUS)]

    def todo_online(self):
        return [cell for line in self.book.values("'งานที่ต้องทำ'!A1:Z40") for cell in line]

    def state(self):
        """By registry, what its watch says of itself."""
        try:
            said = json.loads((self.path / "state" / "live.json").read_bytes())
        except FileNotFoundError:
            return {}
        return {one["registry"]: one for one in said["registries"]}


@pytest.fixture
def desk(google_folder):
    return Desk(google_folder)


def is_fine(flag):
    return flag == FINE


def is_wrong(flag):
    return isinstance(flag, str) and flag.startswith(THAI("flags.severity.error"))


def test_flags_come_and_go_while_staff_work_and_one_broken_registry_delays_no_other(desk):
    with desk.start() as child:
        try:
            assert is_fine(eventually(desk.flag_in_file, is_fine))
            assert is_fine(eventually(desk.flag_online, is_fine))

            desk.type_address("ไม่ใช่อีเมล")
            assert is_wrong(eventually(desk.flag_in_file, is_wrong))
            assert is_wrong(eventually(desk.flag_online, is_wrong))
            assert any("ไม่ใช่อีเมล" in str(cell) for cell in desk.todo_online())

            desk.lock.write_text(",เครื่องของสุดา,,,", encoding="utf-8")
            desk.type_address("somchai@agency.go.th")
            assert eventually(desk.note.exists, bool)
            assert "สุดา" in desk.note.read_text(encoding="utf-8-sig")
            assert is_fine(eventually(desk.flag_online, is_fine))
            assert not is_fine(desk.flag_in_file())
            assert desk.state()["file"]["waits_for"] == "open-elsewhere"
            assert desk.state()["broken"]["waits_for"] == "failing"

            desk.lock.unlink()
            assert is_fine(eventually(desk.flag_in_file, is_fine))
            assert not eventually(desk.note.exists, lambda there: not there)
        finally:
            child.send_signal(signal.SIGTERM)
    assert child.returncode == 0
    assert desk.state() == {}
    assert "สุดา" not in desk.said.read_text("utf-8")
    letters_of_the_day = Counter({("all", "file-missing"): 1})  # once their hour has come
    assert desk.told_of("broken") - letters_of_the_day == {("broken", "file-missing"): 1}
