"""Another project installs it under its own name, and it works without anything around it."""

import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
PROGRAM = """
import requests
from loopback_google.google import Google

google = Google()
google.start()
book = google.new_spreadsheet("Register", {"Data": [["=1+1"]]})
print(book.cell("Data!A1"), requests.get(f"{google.url}/v4/spreadsheets/{book.id}").status_code)
google.stop()
"""


def test_the_wheel_serves_without_the_program_around_it(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PACKAGE, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("loopback_google-*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (run.stdout, run.stderr) == ("2 403\n", "")
    names = zipfile.ZipFile(wheel).namelist()
    assert "loopback_google/__main__.py" in names
    assert [name for name in names if "/tests/" in name] == []
