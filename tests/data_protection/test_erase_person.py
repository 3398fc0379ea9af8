"""After an erasure nothing of the person is left, and no letter is made for them again."""

import json
import shutil

import pytest

from jobs.cli.main import main
from tests.jobs.commands.test_remind import NO_PLAN, save
from tests.jobs.pipeline.test_forgotten_letters import check, folder, kinds
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, alarms, at, remind, status

__all__ = ["folder"]

NAME = "นายสมชาย ใจดี"
LISTED = "บุคคลที่ขอให้ลบข้อมูลยังอยู่ในสมุดงาน"


def erase(day, hour=12, *typed):
    with at(day, hour):
        return main(["erase-person", SOMCHAI, *(typed or ("--yes",))])


def where_named(folder, *texts):
    """Every file of ours in which any byte of the person is."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != "registry.xlsx"
        and any(text.encode() in path.read_bytes() for text in texts)
    )


def without_somchai():
    """The rows of an agency that has removed the person."""
    staff = [person for person in NO_PLAN["staff"] if person["email"] != SOMCHAI]
    assert len(staff) == len(NO_PLAN["staff"]) - 1
    return {**NO_PLAN, "staff": staff}


def test_no_byte_of_the_person_is_left_in_state_and_outbox(folder):
    remind(23)
    check(24)
    assert where_named(folder, SOMCHAI) != []

    assert erase(24) == 0

    assert where_named(folder, SOMCHAI, NAME) == []


def test_as_long_as_the_row_stands_there_nobody_is_mailed_and_hr_is_told(folder, capsys):
    remind(23)
    assert erase(24) == 0
    check(25)
    remind(30)

    assert kinds(capsys, 30) == ["erased-listed"]
    assert alarms(folder) == [LISTED]
    assert [path for path in (folder / "outbox").glob("*.eml") if SOMCHAI in path.read_text()] == []
    assert SOMCHAI not in json.dumps(status(capsys, 30)[1])


def test_it_is_over_once_the_row_is_gone(folder, capsys):
    remind(23)
    assert erase(24) == 0
    check(25)
    save(without_somchai(), folder / "registry.xlsx")
    check(26)

    assert kinds(capsys, 26) == []


def test_after_a_backup_was_put_back_the_person_is_forgotten_again(folder):
    remind(23)
    with at(23, 12):
        assert main(["backup"]) == 0
    assert erase(24) == 0
    with at(25, 8):
        assert main(["restore", "--yes"]) == 0
    shutil.rmtree(folder / "backups")

    assert where_named(folder / "state", SOMCHAI, NAME) == []


def test_without_yes_it_is_only_told_what_would_go(folder, capsys):
    remind(23)
    before = where_named(folder, SOMCHAI)
    capsys.readouterr()

    assert erase(24, 12, "--lang", "en") == 0

    told = capsys.readouterr().out
    assert "Nothing was changed" in told
    assert where_named(folder, SOMCHAI) == before


def test_an_export_names_every_place(folder, capsys):
    remind(23)
    with at(24, 9):
        assert main(["check"]) == 0
        capsys.readouterr()
        assert main(["export-person", SOMCHAI, "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["person"]["addresses"] == [SOMCHAI]
    assert [row["registry"] for row in told["workbooks"]] == ["main"]
    assert {table: bool(rows) for table, rows in told["ledger"][SOMCHAI].items()} == {
        "letters": True,
        "skips": False,
        "people": True,
        "holds": False,
        "records": True,
        "changes": False,
    }
    assert "outbox" in told["files"]


@pytest.mark.parametrize("typed", ["nobody", "นางสาวไม่มี ตัวตน"])
def test_who_is_nobody_is_refused(typed, folder, capsys):
    with at(23, 9):
        assert main(["export-person", typed, "--lang", "en"]) == 1
    assert "is nobody" in capsys.readouterr().err
