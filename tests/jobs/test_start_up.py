"""What a command imports: a person waits for every library that is not asked for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.agency_folder import PEOPLE, community

ROOT = Path(__file__).parents[2]
HEAVY = {
    "alembic",
    "google",
    "gspread",
    "holidays",
    "imapclient",
    "jinja2",
    "lxml",
    "numpy",
    "pandas",
    "pyarrow",
    "rapidfuzz",
    "requests",
    "rich",
    "schedule",
    "sqlalchemy",
    "typst",
    "watchfiles",
    "xlsxwriter",
}
"""The libraries that take long to import."""
PROGRAM = """
import json, sys
from jobs.cli.main import main
code = main(sys.argv[2:])
open(sys.argv[1], "w").write(json.dumps([code, [*sys.modules]]))
"""


def imported(folder: Path, *command: str) -> set[str]:
    """The heavy libraries that a real run of a command has in memory when it ends."""
    told = folder / "told.json"
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(told), *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(told.read_text())
    assert code == 0, done.stderr
    return HEAVY & {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    ("command", "libraries"),
    [
        (["--help"], set()),
        (["settings"], {"rich"}),
        (["explain", "date-unreadable"], set()),
    ],
    ids=" ".join,
)
def test_a_command_that_looks_at_no_workbook_and_no_ledger_imports_neithers_libraries(
    command, libraries, tmp_path
):
    assert imported(tmp_path, *command) == libraries


def test_a_small_registry_needs_neither_pandas_nor_arrow_and_each_command_what_it_shows(
    agency_folder,
):
    agency_folder.workbook({"staff": PEOPLE, "communities": [community("C-001", "2026-10-01")]})
    checked = {"holidays", "lxml", "numpy", "sqlalchemy"}

    found = {command: imported(agency_folder.path, *command.split()) for command in (
        "check", "resolve", "status", "doctor", "remind --dry-run",
    )}  # fmt: skip

    assert found == {
        "check": checked | {"jinja2", "rich"},
        "resolve": {"sqlalchemy"},
        "status": {"sqlalchemy", "holidays", "rich"},
        "doctor": {"sqlalchemy", "lxml"},
        "remind --dry-run": checked | {"jinja2", "rich"},
    }
