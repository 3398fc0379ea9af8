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


def test_what_is_of_the_moment_is_neither_kept_nor_put_back(folder):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    numbers = '\n[monitoring]\nmetrics_file = "state/cop.prom"\n'
    (folder / "cop-steward.toml").write_text(config + numbers, encoding="utf-8")
    remind(23)
    for name in ("serve.json", "live.json", "told-today.json"):
        (folder / "state" / name).write_text("{}", encoding="utf-8")
    backup(23)
    (made,) = (folder / "backups").iterdir()
    held = sorted(path.name for path in (made / "state").iterdir())
    for name in ("serve.json", "live.json", "told-today.json", "cop.prom"):  # as of before
        (made / "state" / name).write_text("{}", encoding="utf-8")
    shutil.rmtree(folder / "state")
    restore(24)

    assert held == ["ledger-mark.json"]
    back = {path.name for path in (folder / "state").iterdir()}
    assert back == {"erasures.json", "ledger-mark.json", "ledger.db"}


def last_backup(folder, capsys, day):
    """What status says of it in words and as JSON, and the file of metrics."""
    capsys.readouterr()
    with at(day, 15):
        main(["status", "--json"])
        shown = json.loads(capsys.readouterr().out)["backup"]
        main(["status", "--lang", "en"])
        (line,) = (one for one in capsys.readouterr().out.splitlines() if "Last backup" in one)
        main(["run"])
    lines = (folder / "cop.prom").read_text(encoding="utf-8").splitlines()
    (number,) = (one for one in lines if one.startswith("cop_steward_last_backup_seconds"))
    return shown, line, float(number.rpartition(" ")[2])


def test_the_age_of_the_last_backup_is_told(folder, capsys):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    numbers = '\n[monitoring]\nmetrics_file = "cop.prom"\n'
    (folder / "cop-steward.toml").write_text(config + numbers, encoding="utf-8")
    remind(23)

    where = str(folder / "backups")
    assert last_backup(folder, capsys, 23) == (
        {"folder": where, "made_at": None},
        "Last backup: none yet in backups (cop-steward backup makes one)",
        0.0,
    )
    backup(23)
    newer = folder / "backups" / "cop-steward-2026-11-24T120000"
    newer.mkdir()
    (newer / "backup.json").write_text("cut short", encoding="utf-8")
    assert last_backup(folder, capsys, 25) == (
        {"folder": where, "made_at": "2026-11-23T12:00:00+07:00"},
        "Last backup: 23 Nov 2026 12:00 (2 days ago)",
        1795410000.0,
    )


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
