"""The same at Google: a ledger that was lost or put back is noticed by the spreadsheet's log."""

import json
import shutil

import pytest

from jobs.cli.main import main
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.google.fixture import google, throw_away_key
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, save
from tests.jobs.pipeline.test_forgotten_letters import (
    OLD,
    STRANGE,
    backup,
    check,
    kinds,
    resolve,
    restore,
)
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, alarms, at, letters_to, remind, the_hold

__all__ = ["google", "throw_away_key"]


@pytest.fixture
def folder(google, tmp_path, monkeypatch):
    """A folder whose registry is a spreadsheet that people share with the service."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    (tmp_path / "key.json").write_text(json.dumps(google.service_account_info()))
    save(NO_PLAN, tmp_path / "registry.xlsx")
    book = google.load(tmp_path / "registry.xlsx")
    book.model.locale, book.model.time_zone = "th_TH", "Asia/Bangkok"
    place = f'store = "google"\nspreadsheet = "{book.id}"\ncredentials = "key.json"'
    text = CONFIG.replace('path = "registry.xlsx"', place)
    (tmp_path / "cop-steward.toml").write_text(text, encoding="utf-8")
    return tmp_path


def forget_the_mails(folder):
    """The outbox folder was emptied by a person: nothing but the log tells of them."""
    shutil.rmtree(folder / "outbox")


def test_a_state_folder_of_an_earlier_day_is_noticed(folder, capsys):
    remind(23)
    backup(folder)
    remind(30)
    check(31)
    restore(folder)
    forget_the_mails(folder)

    remind(31)

    assert alarms(folder) == [OLD]
    resolve(the_hold(capsys, 31)["code"], 31, 11)
    remind(38)
    assert letters_to(folder, SOMCHAI) == 1
    assert kinds(capsys, 38) == []


def test_a_new_machine_without_the_ledger_sends_nothing_until_a_person_says_so(folder, capsys):
    remind(30)
    check(30, 10)
    shutil.rmtree(folder / "state")
    forget_the_mails(folder)

    remind(30, hour=11)

    assert alarms(folder) == [STRANGE]
    resolve(the_hold(capsys, 30, 12)["code"], 30, 12)
    remind(30, hour=13)
    assert letters_to(folder, SOMCHAI) == 0  # the log says that it went today
    check(31)
    assert kinds(capsys, 31) == []


def test_a_log_that_the_ledger_knows_is_no_alarm(folder, capsys):
    remind(23)
    check(24)

    remind(30)
    check(31)

    assert kinds(capsys, 31) == []
    assert alarms(folder) == []


def test_a_spreadsheet_out_of_reach_is_told_once_and_goes_on_by_itself(folder, capsys):
    remind(23)
    (folder / "key.json").rename(folder / "away")
    for day in (24, 25):
        with at(day, 7):
            assert main(["check"]) == 1

    assert alarms(folder) == ["อ่าน “กรมตัวอย่าง” ไม่ได้ จึงยังไม่ส่งอีเมล"]
    assert the_hold(capsys, 25)["hold"] == "read-failed"
    (folder / "away").rename(folder / "key.json")
    check(26)
    assert kinds(capsys, 26) == []
