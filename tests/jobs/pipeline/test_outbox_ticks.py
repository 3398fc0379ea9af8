"""What staff tick in the outbox tab of a real workbook, between the check and the reminders."""

import openpyxl
import pytest

from jobs.cli.main import main
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, mails, one_object, save
from tests.jobs.pipeline.test_send_alerts import at, remind, status

TAB = "กล่องอีเมลรอส่ง"
SOMCHAI = "somchai@agency.go.th"
WICHAI = "wichai@agency.go.th"
HOLD, STOP = 7, 8


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A registry that was checked: its outbox tab shows the letters of the day."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    check(23)
    return tmp_path


def check(day, hour=8):
    with at(day, hour):
        assert main(["check"]) == 0


def tick(folder, address, column):
    """What a person does in Excel to the next letter of somebody; nothing for no column."""
    path = folder / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book[TAB]
    row = next(
        row for row in range(1, sheet.max_row + 1) if address in str(sheet.cell(row, 3).value)
    )
    for each in (HOLD, STOP):
        sheet.cell(row, each).value = "✓" if each == column else None
    book.save(path)


def not_sent(capsys):
    return {(one["to"], one["reason"]) for one in one_object(capsys)["not_sent"]}


def test_a_letter_on_hold_waits_and_goes_when_the_tick_is_gone(folder, capsys):
    tick(folder, SOMCHAI, HOLD)
    capsys.readouterr()

    remind(23, "--json")

    assert (SOMCHAI, "held") in not_sent(capsys)
    assert sorted(mails(folder)) == ["hrd@agency.go.th", WICHAI]
    code, shown = status(capsys, 23)
    assert (code, [matter["kind"] for matter in shown["matters"]]) == (0, ["letter_held"])

    tick(folder, SOMCHAI, None)
    remind(23, hour=11)

    assert len(mails(folder)[SOMCHAI]) == 1
    assert status(capsys, 23, 12)[1]["matters"] == []


def test_a_stopped_letter_never_goes(folder, capsys):
    tick(folder, SOMCHAI, STOP)
    capsys.readouterr()

    remind(23, "--json")

    assert (SOMCHAI, "suppressed") in not_sent(capsys)
    tick(folder, SOMCHAI, None)
    remind(23, hour=11)
    assert SOMCHAI not in mails(folder)


def test_a_tick_stops_one_letter_of_one_day(folder):
    tick(folder, SOMCHAI, STOP)
    remind(23)
    check(30)

    remind(30)

    assert len(mails(folder)[SOMCHAI]) == 1


def test_a_tick_survives_the_next_check(folder):
    tick(folder, SOMCHAI, HOLD)
    check(23, 9)

    remind(23, hour=10)

    assert SOMCHAI not in mails(folder)


def test_a_tick_in_one_registry_holds_the_digest_over_all(folder):
    save(NO_PLAN, folder / "branch.xlsx")
    more = CONFIG + '[[registry]]\nid = "branch"\npath = "branch.xlsx"\n'
    (folder / "cop-steward.toml").write_text(more, encoding="utf-8")
    check(23, 9)
    tick(folder, SOMCHAI, HOLD)

    remind(23, hour=10)

    assert sorted(mails(folder)) == ["hrd@agency.go.th", WICHAI]
