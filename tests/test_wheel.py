import os
import subprocess
import sys
import zipfile
from pathlib import Path

import hatchling

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in an environment that knows nothing of this checkout."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_the_program_and_its_files_and_nothing_else(tmp_path):
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    built = run(*build, folder=ROOT)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}

    expected = {
        target / path.relative_to(ROOT / source)
        for source, target in {
            "sheets_sync": Path("sheets_sync"),
            "jobs": Path("jobs"),
            "templates": Path("sheets_sync/_packaged/templates"),
            "config": Path("sheets_sync/_packaged/config"),
        }.items()
        for path in (ROOT / source).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {name for name in names if not name.parts[0].endswith(".dist-info")} == expected


def test_an_editable_installation_works_too(tmp_path):
    python = tmp_path / "venv/bin/python"
    run(
        sys.executable,
        "-m",
        "venv",
        "--system-site-packages",
        "--without-pip",
        python.parents[1],
        folder=tmp_path,
    )
    outer = Path(hatchling.__file__).parents[1]
    (pure,) = (tmp_path / "venv/lib").glob("python*/site-packages")
    (pure / "outer.pth").write_text(str(outer))
    build = ("--offline", "--no-index", "--no-deps", "--no-build-isolation", "--no-cache")
    uv = Path(sys.executable).with_name("uv")
    installed = run(
        uv, "pip", "install", "--python", python, *build, "--editable", ROOT, folder=tmp_path
    )
    assert installed.returncode == 0, installed.stderr

    done = run(tmp_path / "venv/bin/cop-steward", "explain", "date-unreadable", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("date-unreadable")
