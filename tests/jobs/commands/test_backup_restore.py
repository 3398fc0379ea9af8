import json
import shutil
import stat

import pytest

from jobs.cli.main import main
from tests.jobs.pipeline.test_forgotten_letters import OLD, check, folder, kinds, resolve
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, alarms, at, letters_to, remind, the_hold

__all__ = ["folder"]


def backup(day, hour=12, *typed):
    with at(day, hour):
        assert main(["backup", *typed]) == 0


def restore(day, hour=8, *typed):
    with at(day, hour):
        return main(["restore", "--yes", *typed])


def test_after_an_old_backup_mail_waits_and_nothing_goes_twice(folder, capsys):
    remind(23)
    backup(23)
    remind(30)
    check(31)

    assert restore(31) == 0
    remind(31)

    assert kinds(capsys, 31) == ["ledger-restored"]
    assert alarms(folder) == [OLD]
    resolve(the_hold(capsys, 31)["code"], 31, 11)
    remind(31, hour=12)
    remind(38)
    days = [23, 30, 38]
    assert letters_to(folder, SOMCHAI) == len(days)
    assert kinds(capsys, 38) == []


def test_on_a_new_machine_mail_waits_too(folder, capsys):
    remind(23)
    backup(23)
    shutil.rmtree(folder / "state")
    capsys.readouterr()

    assert restore(30, 8, "--lang", "en") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "Restored. All mail waits until somebody has confirmed: cop-steward resolve shows how."
    ]
    assert [*(folder / "state").glob("replaced-*")] == []
    remind(30)

    assert kinds(capsys, 30) == ["ledger-restored"]
    assert letters_to(folder, SOMCHAI) == 1


def test_the_ledger_that_was_there_is_kept(folder):
    remind(23)
    backup(23)
    remind(30)
    before = (folder / "state").glob("replaced-*")
    assert list(before) == []

    assert restore(31) == 0

    (kept,) = (folder / "state").glob("replaced-*")
    assert (kept / "ledger.db").stat().st_size > 0
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


def test_without_yes_nothing_is_changed(folder, capsys):
    remind(23)
    backup(23)
    before = (folder / "state/ledger.db").read_bytes()
    with at(24, 8):
        assert main(["restore", "--lang", "en"]) == 0

    assert "--yes" in capsys.readouterr().out
    assert (folder / "state/ledger.db").read_bytes() == before


def test_a_backup_holds_what_is_needed_and_no_secret(folder):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    account = '\n[mail]\nuser = "cop"\npassword_file = "state/smtp-password"\n'
    (folder / "cop-steward.toml").write_text(config + account, encoding="utf-8")
    remind(23)
    (folder / "state/smtp-password").write_text("s3cret", encoding="utf-8")
    (folder / "state/google").mkdir()
    (folder / "state/google/reply").write_text("a copy of a spreadsheet", encoding="utf-8")
    backup(23)

    (made,) = (folder / "backups").iterdir()
    held = {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}
    assert made.name == "cop-steward-2026-11-23T120000"
    assert {"backup.json", "ledger.db", "config/cop-steward.toml"} <= held
    assert "state/ledger-mark.json" in held
    assert [name for name in held if "password" in name or "google" in name] == []
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in made.rglob("*")} == {0}


def test_only_the_newest_are_kept(folder, capsys):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    (folder / "cop-steward.toml").write_text(f"{config}\n[backup]\nkeep = 2\n", encoding="utf-8")
    remind(23)
    for hour in (12, 13, 14):
        backup(23, hour)
    capsys.readouterr()
    backup(23, 15, "--list", "--json")

    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["made_at"] for one in listed] == [
        "2026-11-23T14:00:00+07:00",
        "2026-11-23T13:00:00+07:00",
    ]


@pytest.mark.parametrize("wrong", ["missing", "damaged", "newer"])
def test_a_backup_that_cannot_be_used_changes_nothing(wrong, folder, capsys):
    remind(23)
    backup(23)
    (made,) = (folder / "backups").iterdir()
    if wrong == "missing":
        shutil.rmtree(made)
    elif wrong == "damaged":
        (made / "ledger.db").write_bytes(b"x" * 5000)
    else:
        told = json.loads((made / "backup.json").read_text(encoding="utf-8"))
        (made / "backup.json").write_text(json.dumps({**told, "format": 2}), encoding="utf-8")
    remind(30)

    assert restore(31) == 1
    remind(38)
    assert letters_to(folder, SOMCHAI) == 3
    assert kinds(capsys, 38) == []
