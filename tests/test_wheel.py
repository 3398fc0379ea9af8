import os
import subprocess
import sys
import tempfile
from pathlib import Path

import hatchling
import pytest

pytestmark = pytest.mark.xdist_group("wheel")
"""One worker makes the environment that these tests share."""

ROOT = Path(__file__).parents[1]
WHEELS = Path(sys.prefix) / "wheels"
"""Where `make test` puts what an installation needs, so that no test asks the network."""


def run(*command: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A command in an environment that knows nothing of this checkout."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir(), "LANG": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """A fresh virtual environment with the wheel and what it needs, and nothing else."""
    if not WHEELS.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{WHEELS} is missing: make test fills it")
        pytest.skip(f"{WHEELS} is missing: make test fills it")
    folder = tmp_path_factory.mktemp("wheel")
    built = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist")
    assert built.returncode == 0, built.stderr
    run(sys.executable, "-m", "venv", folder / "venv")
    (wheel,) = (folder / "dist").glob("*.whl")
    offline = ("--no-index", "--no-compile", "--find-links", WHEELS)
    installed = run(folder / "venv/bin/python", "-m", "pip", "install", *offline, wheel)
    assert installed.returncode == 0, installed.stderr
    return folder


def test_the_wheel_runs_the_demo_from_an_empty_environment(empty, tmp_path):
    done = run(empty / "venv/bin/cop-steward", "demo", folder=tmp_path)

    assert (done.returncode, len(done.stdout.splitlines())) == (0, 5), done.stderr
    assert (tmp_path / "demo/index.html").exists()


def test_the_wheel_brings_no_test_and_no_tool(empty):
    listed = run(empty / "venv/bin/python", "-m", "pip", "list", "--format=freeze").stdout
    names = {line.partition("==")[0].lower() for line in listed.splitlines()}

    assert "cop-steward" in names
    assert names & {"pytest", "hypothesis", "ruff", "mypy", "openpyxl"} == set()


def test_an_editable_installation_works_too(empty, tmp_path):
    run(sys.executable, "-m", "venv", "--system-site-packages", tmp_path / "venv")
    python = tmp_path / "venv/bin/python"
    build = ("--no-index", "--no-deps", "--no-build-isolation")
    outer = Path(hatchling.__file__).parents[1]
    (pure,) = (tmp_path / "venv/lib").glob("python*/site-packages")
    (pure / "outer.pth").write_text(str(outer))
    installed = run(python, "-m", "pip", "install", *build, "--editable", ROOT)
    assert installed.returncode == 0, installed.stderr

    done = run(tmp_path / "venv/bin/cop-steward", "explain", "date-unreadable", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("date-unreadable")
