"""run, as cron calls it: each registry for itself, and nothing told twice."""

import json

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows, session

WEST = '[[registry]]\nid = "west"\npath = "west.xlsx"\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG + WEST, encoding="utf-8")
    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    (tmp_path / "west.xlsx").write_bytes(b"no workbook")
    return tmp_path


@pytest.fixture
def run(capsys):
    """The exit code, and what was printed: results, then troubles."""

    def call(at, *typed):
        capsys.readouterr()
        with time_machine.travel(f"2026-11-{at}+07:00", tick=False):
            code = main(["run", "--lang", "en", *typed])
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err.splitlines()

    return call


def reminders(folder):
    """By slot, how the reminders ended and which registries they had to leave out."""
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        return {
            slot: (str(run.state), json.loads(run.summary).get("unread", []))
            for slot, run in ledger.runs.slots("*", "remind").items()
        }


def test_a_registry_that_cannot_be_read_fails_the_reminders_of_no_other(folder, run, capsys):
    code, told, _ = run("23 09:00")

    assert code == 1
    (line,) = (line for line in told if "reminders" in line)
    assert line.startswith(
        "All registries: reminders (23 Nov 2026) done without west, which could not be read"
    )
    assert reminders(folder) == {"2026-11-23#1": ("done", ["west"])}
    with time_machine.travel("2026-11-23 09:01+07:00", tick=False):
        main(["status", "--json"])
    (last,) = (
        one["last"]
        for one in json.loads(capsys.readouterr().out)["schedule"]
        if one["job"] == "remind"
    )
    assert (last["state"], last["unread"]) == ("done", ["west"])


def test_reminders_of_a_registry_that_can_be_read_again_are_made_up_for_on_that_day(folder, run):
    run("23 09:00")
    save(rows(sessions=[session()]), folder / "west.xlsx")

    assert run("23 11:00")[0] == 0
    assert run("23 11:15") == (0, [], [])
    assert reminders(folder) == {"2026-11-23#1": ("done", ["west"]), "2026-11-23#2": ("done", [])}


def test_where_no_registry_can_be_read_the_reminders_did_not_succeed(folder, run):
    (folder / "registry.xlsx").write_bytes(b"no workbook")

    run("23 09:00")

    assert reminders(folder) == {"2026-11-23#1": ("failed", ["main", "west"])}


def test_the_same_trouble_is_printed_once_a_day_and_ends_with_1_every_time(folder, run):
    days = ("23 09:00", "23 09:15", "24 09:00", "24 09:15")
    codes, _, troubles = zip(*(run(at) for at in days), strict=True)

    assert codes == (1, 1, 1, 1)
    assert [len(lines) for lines in troubles] == [4, 0, 4, 0]
    assert troubles[0][0] == "[west]"
    assert troubles[0][3].startswith("While this lasts it is told once a day.")


def test_a_config_file_that_cannot_be_used_is_told_once_a_day_too(folder, run):
    run("23 09:00")
    with (folder / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write("[sched]\n")

    assert [run(at)[0] for at in ("23 09:15", "23 09:30")] == [1, 1]
    assert [len(run(at)[2]) for at in ("24 09:15", "24 09:30")] == [3, 0]


def test_without_an_address_of_the_agency_there_is_no_trouble_while_nobody_is_mailed(folder, run):
    path = folder / "cop-steward.toml"
    bare = CONFIG.replace('contact = "hrd@agency.go.th"', "").replace('"agency.go.th"', "")
    path.write_text(bare, encoding="utf-8")
    save(rows(sessions=[], plans=[], communities=[]), folder / "registry.xlsx")

    code, _, troubles = run("23 09:00")

    assert (code, troubles) == (0, [])
    assert reminders(folder) == {"2026-11-23#1": ("done", [])}


def test_without_any_sender_letters_are_not_written_and_the_setting_is_named(folder, run):
    path = folder / "cop-steward.toml"
    path.write_text(CONFIG.replace('contact = "hrd@agency.go.th"', ""), encoding="utf-8")

    code, _, troubles = run("23 09:00")

    assert code == 1
    assert "Problem: No sender's address is set." in troubles
    assert not (folder / "outbox").exists()


def _staff(count):
    return [
        {"staff_id": f"7{one:04}", "full_name": f"คนที่ {one}", "email": f"p{one}@agency.go.th"}
        | {"unit": "กองคลัง"}
        for one in range(count)
    ]


def test_a_hold_that_arises_in_a_run_is_told_though_no_letter_waits_for_it(folder, run):
    (folder / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    quiet = {"sessions": [], "plans": [], "communities": [], "members": [], "experts": []}
    save(rows(staff=_staff(40), **quiet), folder / "registry.xlsx")
    run("23 09:00")
    save(rows(staff=_staff(10), **quiet), folder / "registry.xlsx")

    code, told, troubles = run("24 09:00")

    (line,) = (line for line in told if "held" in line)
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        (hold,) = ledger.holds.waiting("main")
    assert line.startswith(
        "Mail is held (registry: กรมตัวอย่าง) since 24 Nov 2026 09:00: The tab “Staff” has 10 rows, "
        "after 40 before. If it is not right"
    )
    assert line.endswith(f"cop-steward resolve {hold.code}")
    assert (code, troubles) == (0, [])
    assert run("24 09:15") == (0, [], [])
    assert run("25 09:00", "--quiet") == (0, [], [line])


def test_a_workbook_that_may_not_be_written_and_a_tab_that_is_gone_are_told(folder, run):
    (folder / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(rows(sessions=[]), folder / "registry.xlsx")
    run("23 09:00")
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    del book["ผู้เชี่ยวชาญ"]
    book.save(folder / "registry.xlsx")
    (folder / "registry.xlsx").chmod(0o444)

    code, told, troubles = run("24 09:00")

    assert (code, troubles) == (0, [])
    assert told[0] == (
        "registry.xlsx: the service may not write this file or folder; please give the account "
        "it runs under the right to write"
    )
    assert told[1] == (
        "กรมตัวอย่าง: checked 9 rows. To mend: 1, work to do: 1, to look at: 0, advice: 0. Tabs that "
        "cannot be judged: Experts."
    )


def test_the_first_day_already_shows_in_the_workbook_what_became_of_its_letters(folder, run):
    run("23 09:00")

    outbox = openpyxl.load_workbook(folder / "registry.xlsx")["กล่องอีเมลรอส่ง"]
    assert [row[5] for row in outbox.iter_rows(min_row=4, values_only=True)] == [
        "จัดทำเป็นไฟล์แล้ว"
    ] * 4
