"""What an earlier version left is taken over: nothing lost, nobody mailed twice."""

import json
import shutil
import stat
import subprocess
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.ledgers.tables import HEAD
from tests.fixtures.postgres import postgres
from tests.jobs.pipeline.test_send_alerts import at
from tests.mailers.server import MailServer

__all__ = ["postgres"]

HERE = Path(__file__).parent
LEFT = sorted(path for path in HERE.glob("*/*") if (path / "registry.xlsx").is_file())
WEDNESDAY = 32  # 2 December 2026

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture(params=LEFT, ids=lambda path: f"{path.parent.name}-{path.name}")
def folder(request, tmp_path, monkeypatch):
    """A copy of what was left, with a mail server that listens."""
    shutil.copytree(request.param, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    with MailServer() as server:
        config = (tmp_path / "cop-steward.toml").read_text(encoding="utf-8")
        config = config.replace("port = 2525", f"port = {server.port}")
        if request.param.name == "postgresql":
            url = restored(request.getfixturevalue("postgres"), tmp_path / "ledger.sql")
            config = config.replace("postgresql://postgres@/ledger", url)
        (tmp_path / "cop-steward.toml").write_text(config, encoding="utf-8")
        yield tmp_path, server


def restored(cluster, dump):
    url = cluster.new_database()
    command = [cluster.programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", url]
    with dump.open(encoding="utf-8") as statements:
        subprocess.run(command, check=True, stdin=statements, stdout=subprocess.DEVNULL)
    return url


def on(day, *typed, hour=9):
    with at(day, hour):
        return main([*typed])


def shown(capsys, *typed, hour=9):
    """What a command says as JSON, on the Wednesday."""
    capsys.readouterr()
    on(WEDNESDAY, *typed, "--json", hour=hour)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def matters(capsys, hour=9):
    """What `status` says is to be settled, without what is only late."""
    (status,) = shown(capsys, "status", hour=hour)
    return {one["kind"]: one for one in status["matters"] if not one["kind"].startswith("run_")}


def typed_cells(path):
    """Everything that staff typed."""
    book = openpyxl.load_workbook(path)
    return {
        (tab, cell.coordinate): cell.value
        for tab in ("บุคลากร", "ทะเบียน CoP", "สมาชิก", "ผู้เชี่ยวชาญ", "แผนปฏิบัติการ")
        for row in book[tab].iter_rows()
        for cell in row
        if not str(cell.value).startswith("=")
    }


def readers(server):
    return sorted(reader for letter in server.stored for reader in letter.recipients)


def test_what_waits_for_a_person_still_waits(folder, capsys):
    found = matters(capsys)

    assert set(found) == {"hold", "letter_uncertain"}
    hold, letter = found["hold"], found["letter_uncertain"]
    assert (hold["hold"], hold["subject"]) == ("address-changed", "60001")
    assert (letter["to"], letter["answers"]) == ("hrd@agency.go.th", ["sent", "drop"])


def test_a_check_changes_no_cell_of_staff_and_finds_the_same(folder, capsys):
    path, _ = folder
    before = typed_cells(path / "registry.xlsx")

    found = shown(capsys, "check")

    assert typed_cells(path / "registry.xlsx") == before
    assert [one["rule"] for all_ in found for one in all_["findings"]] == ["plan-missing"]
    assert on(WEDNESDAY, "check", hour=10) == 0


def test_a_state_folder_that_was_open_to_every_account_is_closed_to_others(folder):
    path, _ = folder
    (path / "state").chmod(0o755)

    on(WEDNESDAY, "check")

    assert oct(stat.S_IMODE((path / "state").stat().st_mode)) == "0o750"


def test_nobody_is_mailed_twice_and_a_confirmed_address_is_mailed(folder, capsys):
    _, server = folder

    assert on(WEDNESDAY, "remind", "--apply") == 0
    assert readers(server) == []

    code = matters(capsys)["hold"]["code"]
    assert on(WEDNESDAY, "resolve", code) == 0
    assert on(WEDNESDAY, "remind", "--apply", hour=11) == 0
    assert readers(server) == ["new@agency.go.th"]

    letter = matters(capsys, hour=12)["letter_uncertain"]["id"]
    assert on(WEDNESDAY, "resolve", letter, "sent", hour=12) == 0
    assert matters(capsys, hour=13) == {}


def test_the_doctor_says_what_an_upgrade_would_do_and_does_not_do_it(folder, capsys):
    looks = [
        {one["check"]: one["text"] for one in shown(capsys, "doctor")}.get("ledger-old", "")
        for _ in range(2)
    ]

    assert looks[0] == looks[1]
    assert all(said in looks[0] for said in ("0002", HEAD))


def test_the_doctor_and_the_report_work(folder, capsys):
    path, _ = folder

    assert on(WEDNESDAY, "doctor") == 0
    assert on(WEDNESDAY, "report") == 0
    assert (path / "reports/2026-11/report.html").exists()
