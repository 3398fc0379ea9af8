"""What the Tab key offers, asked of a real bash."""

import re
import subprocess
from contextlib import redirect_stdout
from io import StringIO

import pytest

from jobs.cli.main import main

ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_shtab_cop_steward
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    path = tmp_path_factory.mktemp("completion") / "cop-steward"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        kept = _printed("completion", "bash")
    path.write_text(kept, encoding="utf-8")
    return path


def _printed(*typed):
    shown = StringIO()
    with redirect_stdout(shown):
        assert main([*typed, "--lang", "en"]) == 0
    return shown.getvalue()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (("re",), ["registries", "remind", "report", "resolve", "restore"]),
        (("report", "--per"), ["--period"]),
        (("report", "--period", "1"), ["12m"]),
        (("explain", "date-un"), ["date-unreadable"]),
        (("settings", "mail.ho"), ["mail.host"]),
        (("help", "exp"), ["explain", "export-person"]),
        (("completion", "f"), ["fish"]),
        (("serve", "--apply"), []),
    ],
)
def test_bash_completes_what_was_begun(script, typed, offered):
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", script, "cop-steward", *typed],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (sorted(done.stdout.split()), done.stderr) == (offered, "")


def test_a_file_is_completed_where_a_file_is_asked_for(script, tmp_path):
    (tmp_path / "agency.toml").touch()
    done = subprocess.run(
        ["bash", "-c", ASK, "bash", script, "cop-steward", "check", "--config", "age"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == ["agency.toml"]


@pytest.mark.parametrize(("shell", "begins"), [("zsh", "#compdef cop-steward"), ("fish", "# AUTO")])
def test_other_shells_get_scripts_with_the_same_names(shell, begins, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    script = _printed("completion", shell)

    assert script.startswith(begins)
    assert {"export-person", "date-unreadable", "mail.host", "12m"} <= set(
        re.findall(r"[\w.-]+", script)
    )


def test_an_unknown_shell_names_those_that_are_known(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["completion", "bsh", "--lang", "en"]) == 2
    assert "Known are: bash, zsh, fish. Did you mean bash?" in capsys.readouterr().err
