import getpass
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from jobs.cli.main import main
from jobs.pipeline.service_units import cron_line, units, written_folders
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.settings import load

CONFIG = """
version = 1

[agency]
name = "Example"

[[registry]]
id = "main"
store = "xlsx"
path = "{path}"

[reports]
folder = "{reports}"
"""
EXPOSED = 30
"""`systemd-analyze security` calls an exposure of up to 3.0 (30 of 100) safe or nearly so."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = tmp_path / "cop steward 100%"
    made.mkdir()
    monkeypatch.chdir(made)
    text = CONFIG.format(path="../books/registry.xlsx", reports="reports")
    (made / "cop-steward.toml").write_text(text, encoding="utf-8")
    return made


FLEET = """
version = 1
ledger.url_env = "COP_STEWARD_LEDGER"

[agency]
name = "Ministry"

[fleet]
enabled = true

[views]
by = "unit"
folder = "../views"

[log]
file = "../logs/worker.log"
"""


@pytest.fixture
def of_fleet(folder):
    (folder / "cop-steward.toml").write_text(FLEET, encoding="utf-8")
    return folder


@pytest.fixture
def analyze():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")

    def checked(*arguments):
        return subprocess.run(
            ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
        )

    return checked


def written(folder, place, *, timer):
    place.mkdir()
    made = units(load(), "cop-steward", getpass.getuser(), Sentences("en"), timer=timer)
    for unit in made:
        (place / unit.name).write_text(unit.text, encoding="utf-8")
    return [place / unit.name for unit in made]


@pytest.mark.parametrize("timer", [False, True])
def test_systemd_understands_every_line_of_the_units(timer, folder, tmp_path, analyze):
    paths = written(folder, tmp_path / "units", timer=timer)

    seen = analyze("verify", "--recursive-errors=no", *map(str, paths))
    assert (seen.returncode, seen.stdout) == (0, "")


@pytest.mark.parametrize("timer", [False, True])
def test_the_units_leave_little_exposed(timer, folder, tmp_path, analyze):
    paths = written(folder, tmp_path / "units", timer=timer)

    seen = analyze("security", "--offline=true", f"--threshold={EXPOSED}", str(paths[0]))
    assert seen.returncode == 0, seen.stdout


def test_a_misspelt_key_would_be_found(folder, tmp_path, analyze):
    path = written(folder, tmp_path / "units", timer=False)[0]
    path.write_text(path.read_text().replace("WatchdogSec", "WatchdogSecs"), encoding="utf-8")

    assert analyze("verify", "--recursive-errors=no", str(path)).returncode == 1


def test_only_folders_of_the_service_may_be_written(folder):
    assert written_folders(load()) == [(folder.parent / "books").resolve(), folder.resolve()]


def test_whatever_the_service_fills_elsewhere_may_be_written(folder):
    more = """
[mail]
user = "cop"
token_file = "../tokens/mail.json"
[views]
by = "unit"
folder = "../shared/views"
[log]
file = "../logs/service.log"
[monitoring]
metrics_file = "../node-exporter/cop.prom"
"""
    path = folder / "cop-steward.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")

    beside = ("books", folder.name, "logs", "node-exporter", "shared/views", "tokens")
    assert written_folders(load()) == [(folder.parent / name).resolve() for name in beside]


def test_a_cron_line_runs_in_the_folder_whatever_it_is_called(folder, tmp_path):
    timing, _, line = cron_line(load()).partition(" cd ")
    as_cron_runs_it = f"cd {line}".replace("\\%", "%").partition(" && ")[0]

    assert timing == "*/15 * * * *"
    seen = subprocess.run(
        ["/bin/sh", "-c", f"{as_cron_runs_it} && pwd"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert seen.stdout.strip() == str(folder)


def test_a_dry_run_shows_the_unit_and_writes_nothing(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert main(["install-service", "--dry-run", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"# {tmp_path}/.config/systemd/user/cop-steward.service\n")
    assert "serve --config" in shown
    assert not (tmp_path / ".config").exists()


def test_a_person_without_root_gets_a_unit_of_their_own(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert main(["install-service", "--as", "timer", "--lang", "en"]) == 0
    units_folder = tmp_path / ".config/systemd/user"
    assert sorted(path.name for path in units_folder.iterdir()) == [
        "cop-steward.service",
        "cop-steward.timer",
    ]
    assert "User=" not in (units_folder / "cop-steward.service").read_text(encoding="utf-8")
    assert capsys.readouterr().out.splitlines()[-1] == (
        "Now type: systemctl --user daemon-reload && "
        "systemctl --user enable --now cop-steward.timer"
    )


CREDENTIALS = """
[mail]
user = "cop"
password_file = "credential:smtp-password"

[hooks]
url = "https://programs.agency.go.th/cop"
secret_file = "credential:hook-key"
"""


@pytest.mark.parametrize(
    ("user", "place"),
    [("steward", "/etc/cop-a"), ("", "{home}/.config/cop-a")],
    ids=["root", "own"],
)
def test_the_unit_asks_systemd_for_every_secret_that_the_config_file_wants(
    user, place, folder, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    path = folder / "cop-steward.toml"
    path.write_text(path.read_text(encoding="utf-8") + CREDENTIALS, encoding="utf-8")

    (unit,) = units(load(), "cop-a", user, Sentences("en"), timer=False)
    place = place.format(home=tmp_path)
    assert [line for line in unit.text.splitlines() if "LoadCredential" in line] == [
        f"LoadCredential=hook-key:{place}/hook-key",
        f"LoadCredential=smtp-password:{place}/smtp-password",
    ]


def test_what_the_unit_needs_before_it_can_start_is_said(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    path = folder / "cop-steward.toml"
    path.write_text(path.read_text(encoding="utf-8") + CREDENTIALS, encoding="utf-8")
    secrets = tmp_path / ".config" / "cop-steward"
    secrets.mkdir(parents=True)
    (secrets / "hook-key").touch()

    assert main(["install-service", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[1:3] == [
        (
            f"Before it starts, put the password or key into the file {secrets}/smtp-password, "
            "for its owner alone (chmod 600): systemd hands it to the service."
        ),
        (
            "Before it starts, make the folder that it writes to: "
            f"install --directory --owner {getpass.getuser()} {tmp_path}/books"
        ),
    ]


VARIABLES = """
[mail]
user = "cop"
password_env = "COP_PASSWORD"

[hooks]
url = "https://programs.agency.go.th/cop"
secret_env = "COP_HOOK_KEY"
"""


@pytest.mark.parametrize("how", ["service", "timer"])
def test_the_service_gets_what_the_config_file_takes_from_the_environment(
    how, folder, capsys, monkeypatch, tmp_path, analyze
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    path = folder / "cop-steward.toml"
    path.write_text(path.read_text(encoding="utf-8") + VARIABLES, encoding="utf-8")

    assert main(["install-service", "--as", how, "--lang", "en"]) == 0
    assert (
        "The service does not see the variables of your shell. Before it starts: "
        f"install --mode 600 /dev/stdin '{folder}/secrets.env', type a line NAME=… for "
        "COP_PASSWORD, COP_HOOK_KEY, then Ctrl-D: systemd reads the file and hands the service "
        "what is in it."
    ) in capsys.readouterr().out.splitlines()
    unit = written(folder, tmp_path / "units", timer=how == "timer")[0]
    escaped = str(folder).replace("%", "%%")
    assert f"EnvironmentFile={escaped}/secrets.env" in unit.read_text("utf-8").splitlines()
    seen = analyze("verify", "--recursive-errors=no", str(unit))
    assert (seen.returncode, seen.stdout) == (0, "")


def test_who_uses_cron_is_told_that_it_sees_no_variables(folder, capsys):
    path = folder / "cop-steward.toml"
    path.write_text(path.read_text(encoding="utf-8") + VARIABLES, encoding="utf-8")

    assert main(["install-service", "--as", "cron", "--lang", "en"]) == 0
    shown, said = capsys.readouterr()
    assert shown == f"{cron_line(load())}\n"
    assert "NAME=… for COP_PASSWORD, COP_HOOK_KEY" in said


def test_a_password_may_be_one_of_systemds_credentials(folder, monkeypatch):
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/cop.service")
    text = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    account = '\n[mail]\nuser = "cop"\npassword_file = "credential:smtp-password"\n'
    (folder / "cop-steward.toml").write_text(text + account, encoding="utf-8")

    assert load().mail.password_file == Path("/run/credentials/cop.service/smtp-password")


def test_a_fleet_gets_a_worker_that_finds_its_database(of_fleet, tmp_path, analyze):
    path = written(of_fleet, tmp_path / "units", timer=False)[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [line for line in lines if line.startswith("ExecStart=")]

    assert [" worker --config " in line for line in starts] == [True]
    escaped = str(of_fleet).replace("%", "%%")
    assert f"EnvironmentFile={escaped}/database.env" in lines
    seen = analyze("verify", "--recursive-errors=no", str(path))
    assert (seen.returncode, seen.stdout) == (0, "")


def test_what_a_worker_writes_outside_its_folder_it_may_write(of_fleet):
    beside = of_fleet.parent
    assert written_folders(load()) == [
        of_fleet.resolve(),
        (beside / "logs").resolve(),
        (beside / "views").resolve(),
    ]


def test_who_installs_a_worker_is_told_where_its_database_is_named(
    of_fleet, capsys, monkeypatch, tmp_path
):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert main(["install-service", "--lang", "en"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert (
        f"Before the service starts, write the database's address into {of_fleet}/database.env, "
        "as the line COP_STEWARD_LEDGER=postgresql://…, and let nobody else read the file "
        "(chmod 600)."
    ) in told


@pytest.mark.parametrize("how", ["timer", "cron"])
def test_no_timer_calls_the_workers_of_a_fleet(how, of_fleet, capsys):
    assert main(["install-service", "--as", how, "--dry-run", "--lang", "en"]) == 1
    assert "Type: cop-steward install-service, on every machine." in capsys.readouterr().err
