"""A disk that takes no more, played by a limit on how large a file may grow: which file is named.

The limit is the system's own: what is written beyond it fails in the middle, as on a full disk.
"""

import os
import subprocess
import sys

import pytest

from jobs.cli.main import main
from tests.fixtures.agency_folder import CONFIG, PEOPLE, community, write_workbook

pytest.importorskip("resource", reason="only POSIX systems limit files")

_LIMITED = """
import resource, sys
from jobs.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An agency that has worked for a while."""
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    tabs = {"staff": PEOPLE, "communities": [community("C-001", "1 ต.ค. 2569")]}
    write_workbook(tmp_path / "registry.xlsx", tabs)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    return tmp_path


def limited(folder, size, *typed):
    """What the command says is the problem, in English."""
    told = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(size), *typed, "--lang", "en"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 1, told.stderr
    return told.stderr.splitlines()[-2]


@pytest.mark.parametrize(
    ("size", "typed", "file"),
    [
        (4096, ["init", "new"], "new/registry.xlsx"),
        (4096, ["report", "--month", "2026-10"], "reports/2026-10/report.html"),
        (8192, ["backup"], "backups/"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_file_that_could_not_be_written_is_named(folder, size, typed, file):
    said = limited(folder, size, *typed)

    assert file in said
    assert "stdout" not in said
