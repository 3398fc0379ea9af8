"""Leaves two folders, SQLite's and PostgreSQL's, as this version leaves them: part of a release.

`python -m tests.upgrades.leave` writes `tests/upgrades/<version>/`. In them are letters that were
accepted, one whose fate is unknown, an address that is held, skips, findings, runs and reads.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

from jobs.cli.main import main
from jobs.cli.version import version
from tests.fixtures.postgres import running
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, save
from tests.jobs.pipeline.test_send_alerts import at
from tests.mailers.server import STORE_DROP, MailServer

HERE = Path(__file__).parent
MAIL = '[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
DAYS = (
    (20, 0, "init", "--yes"),
    (23, 0, "check"),
    (23, 1, "remind", "--apply"),  # whether one letter was taken is not known
    (24, 0, "run", "--apply"),
    (30, 0, "check"),
    (30, 0, "remind", "--apply"),
    (31, 0, "report"),
)
"""Days of November and December 2026, the exit code, and what is typed."""
KEPT = ("cop-steward.toml", "registry.xlsx", "state")


def leave(folder: Path, ledger: str = "") -> None:
    """Let the days pass in a new folder; on the last of them an address has changed."""
    os.chdir(folder)
    save(NO_PLAN, folder / "registry.xlsx")
    with MailServer() as server:
        config = CONFIG + MAIL.format(port=server.port)
        if ledger:
            config += f'[ledger]\nurl = "{ledger}"\n'
        (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
        server.fail("dot", STORE_DROP)
        for number, (day, code, *typed) in enumerate(DAYS):
            if day == 30:
                change_address(folder / "registry.xlsx")
            with at(day, minute=number):
                assert main(typed) == code
        config = config.replace(str(server.port), "2525")
    config = config.replace(ledger, "postgresql://postgres@/ledger") if ledger else config
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")


def change_address(path: Path) -> None:
    """Somebody types another address for a colleague."""
    book = openpyxl.load_workbook(path)
    for row in book["บุคลากร"].iter_rows():
        for cell in row:
            if cell.value == "somchai@agency.go.th":
                cell.value = "new@agency.go.th"
    book.save(path)


def dumped(programs: Path, url: str) -> str:
    """A database as statements, without what changes from one dump to the next."""
    command = [programs / "pg_dump", "--inserts", "--no-owner", "--no-privileges", url]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.splitlines() if line and not line.startswith(("--", "\\"))]
    return "\n".join(lines) + "\n"


def run() -> None:
    """Both folders, in the place of this version."""
    place = HERE / version()
    with running() as cluster:
        ledgers = {"sqlite": "", "postgresql": cluster.new_database()}
        for name, url in ledgers.items():
            with tempfile.TemporaryDirectory() as folder:
                leave(Path(folder), url)
                shutil.rmtree(place / name, ignore_errors=True)
                (place / name).mkdir(parents=True)
                for kept in KEPT:
                    source = Path(folder) / kept
                    copy = shutil.copytree if source.is_dir() else shutil.copy
                    copy(source, place / name / kept)
        (place / "postgresql" / "ledger.sql").write_text(
            dumped(cluster.programs, ledgers["postgresql"]), encoding="utf-8"
        )
    sys.stdout.write(f"{place}\n")


if __name__ == "__main__":
    run()
