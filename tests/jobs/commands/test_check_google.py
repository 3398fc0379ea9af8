"""check on a shared spreadsheet: it finds the same as in a file, in as few requests as promised."""

import datetime as dt
import json

import pytest
import time_machine

from jobs.cli.main import main
from jobs.demo.folder import make_folder
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.wiring.google import GOOGLE_ENDPOINT
from tests.google.fixture import google, throw_away_key
from tests.jobs.commands.test_remind import CONFIG, save
from tests.jobs.pipeline.hr_workbooks import agency

__all__ = ["google", "throw_away_key"]

THAILAND = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture
def put_online(google, tmp_path, monkeypatch):
    """Load a workbook as people would, and write the config file that names it."""
    monkeypatch.setenv(GOOGLE_ENDPOINT, google.url)
    (tmp_path / "key.json").write_text(json.dumps(google.service_account_info()))
    config = tmp_path / "online.toml"

    def put(path, text, more=""):
        book = google.load(path)
        book.model.locale, book.model.time_zone = "th_TH", "Asia/Bangkok"
        place = f'store = "google"\nspreadsheet = "{book.id}"\ncredentials = "key.json"\n{more}'
        text = text.replace('store = "xlsx"\n', "").replace('path = "registry.xlsx"', place)
        config.write_text(text, encoding="utf-8")
        return book, config

    return put


@pytest.fixture
def small(put_online, tmp_path):
    """A small registry online."""

    def make(more=""):
        path = tmp_path / "registry.xlsx"
        save(agency(), path)
        return put_online(path, CONFIG, more)

    return make


def check(config, *flags, minute=0, day=20):
    moment = dt.datetime(2026, 11, day, 9, minute, tzinfo=THAILAND)
    with time_machine.travel(moment, tick=False):
        return main(["check", "--config", str(config), *flags])


def change(book, text):
    """Somebody of the staff changes the name of the one community."""
    book.set(book.a1("ทะเบียน CoP", "B2"), [[text]])


@pytest.fixture
def cost(google):
    """What one check costs: reads, writes, calls of Drive, tokens."""

    def measure(*arguments, **options):
        google.log.clear()
        assert check(*arguments, **options) == 0
        drive = sum(entry.path.startswith("/drive/") for entry in google.log)
        tokens = sum(entry.path == "/token" for entry in google.log)
        return google.log.reads, google.log.writes, drive, tokens

    return measure


def test_the_same_registry_has_the_same_findings_in_a_file_and_online(put_online, tmp_path, capsys):
    make_folder(tmp_path / "demo", dt.date(2026, 11, 20), Sentences("th"))
    in_file = tmp_path / "demo" / "cop-steward.toml"
    _, online = put_online(tmp_path / "demo" / "registry.xlsx", in_file.read_text(encoding="utf-8"))
    found = []
    for config in (in_file, online):
        capsys.readouterr()
        assert check(config, "--json", "--dry-run") == 0
        found.append(json.loads(capsys.readouterr().out))

    assert len(found[0]["findings"]) > 40
    assert found[1] == found[0]


def test_a_check_is_one_read_and_at_most_one_write(small, cost):
    book, config = small()

    first = cost(config)
    unchanged = cost(config, minute=10)
    change(book, "กลุ่มงานพัสดุใหม่")
    changed = cost(config, minute=20)
    next_day = cost(config, day=21)

    assert first == (2, 1, 0, 1)
    assert unchanged == (1, 0, 0, 0)
    assert changed == (1, 1, 0, 0)
    assert next_day == (2, 1, 0, 1)  # a token lives an hour


def test_what_a_check_waits_for_and_cannot_keep_is_told_beside_its_result(
    small, google, tmp_path, capsys
):
    _, config = small()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "google").write_text("a file where a folder should be")
    google.faults.add("status", status=429, retry_after=1, path="/v4/")
    with time_machine.travel(dt.datetime(2026, 11, 20, 9, tzinfo=THAILAND)):
        code = main(["check", "--config", str(config), "--lang", "en"])

    said = capsys.readouterr()
    assert code == 0
    assert "Google takes no more requests this minute: trying again in " in said.err
    assert "What is remembered of a spreadsheet cannot be kept in " in said.err


def test_an_unchanged_spreadsheet_is_checked_without_asking_sheets(small, cost):
    book, config = small("skip_unchanged = true")

    wrote = cost(config)
    settled = cost(config, minute=10)
    unchanged = cost(config, minute=20)
    change(book, "กลุ่มงานพัสดุใหม่")
    changed = cost(config, minute=30)

    assert wrote == (2, 1, 1, 1)
    assert settled == (1, 0, 1, 0)
    assert unchanged == (0, 0, 1, 0)
    assert changed == (1, 1, 1, 0)


def test_what_we_wrote_is_not_missed_where_drive_tells_of_it_late(small, cost, google):
    _, config = small("skip_unchanged = true")

    def late(reply):
        reply.body = json.dumps({"version": "7", "trashed": False}).encode()

    google.faults.add("spoiled", path="/drive/", times=None, spoil=late)
    wrote = cost(config)
    after = cost(config, minute=10)

    assert (wrote, after) == ((2, 1, 1, 1), (1, 0, 1, 0))


def test_rules_of_a_new_day_run_on_what_did_not_change(small, cost, google, capsys):
    """Nothing is read while Drive says so, and yet the findings are those of the day."""
    _, config = small("skip_unchanged = true")
    check(config)
    check(config, minute=10)
    capsys.readouterr()
    google.log.clear()
    check(config, "--json", "--today", "2027-11-20", minute=20)
    later = json.loads(capsys.readouterr().out)
    check(config, "--json", "--dry-run", minute=20)
    now = json.loads(capsys.readouterr().out)

    assert google.log.reads == 0
    assert later["counts"] != now["counts"]


def test_a_look_writes_nothing(small, cost):
    _, config = small()

    assert cost(config, "--dry-run") == (2, 0, 0, 1)


def test_a_failed_read_is_one_screen_and_nothing_is_written(google, small, capsys):
    _, config = small()
    google.faults.add("api-off", path="ByDataFilter", times=None)
    code = check(config)
    _, *screen = capsys.readouterr().err.splitlines()

    assert (code, len(screen)) == (1, 2)
    assert "Google Sheets API" in screen[0]
    assert "https://console.developers.google.com" in screen[1]
    assert google.log.writes == 0


def test_an_endpoint_that_is_not_on_this_machine_is_refused(small, monkeypatch, capsys, google):
    _, config = small()
    monkeypatch.setenv(GOOGLE_ENDPOINT, "https://sheets.example.com")
    code = check(config)
    screen = capsys.readouterr().err

    assert code == 1
    assert f"{GOOGLE_ENDPOINT} มีค่าเป็น https://sheets.example.com" in screen
    assert len(google.log) == 0
