"""One agency for some days: what its `serve` holds at the end of each, and what it did."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.ledgers.sql_ledger import SqlLedger
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.bench.serving import Use, use
from tests.fixtures.agency_folder import CONFIG, PEOPLE, community, write_workbook
from tests.soak.served import CLOCK

ROOT = Path(__file__).parents[2]
HOUR = 3600
PATIENCE = 300.0
SETTINGS = """
[schedule]
live = {live}
settle_seconds = 5
[reminders]
quiet_days = 0
"""


@dataclass(frozen=True)
class Day:
    """A day of the soak."""

    megabytes: float
    descriptors: int
    children: int


class Field:
    """A folder with a `serve` at work in it."""

    def __init__(self, folder: Path, *, live: bool) -> None:
        self._folder = folder
        self._ahead = 0
        config = CONFIG + SETTINGS.format(live=str(live).lower())
        (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
        self._put_clock(0)
        self._edit(0)
        self._usual = 3 if live else 2  # the one that is live, and one that counts semaphores
        with (folder / "said.txt").open("w") as said:
            self._serve = subprocess.Popen(
                [sys.executable, "-m", "tests.soak.served"],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def days(self, count: int, *, hours: int = 24) -> Iterator[Day]:
        """Live through the days, an edit in every hour."""
        self._rest(10)
        for _ in range(count):
            for _ in range(hours):
                self._put_clock(self._ahead + HOUR)
                self._edit(self._ahead // HOUR)
                self._rest(2)
            taken: Use = use(self._serve.pid)
            yield Day(taken.megabytes, taken.descriptors, self._children())

    def end(self) -> int:
        """The exit code."""
        self._serve.send_signal(signal.SIGTERM)
        return self._serve.wait(PATIENCE)

    def kill(self) -> None:
        """Leave nothing behind, whatever happened."""
        self._serve.kill()
        self._serve.wait()

    def ledger(self) -> SqlLedger:
        """What it has written down."""
        return open_ledger(load(self._folder / "cop-steward.toml"))  # type: ignore[return-value]

    def said(self) -> list[str]:
        """Its lines."""
        return (self._folder / "said.txt").read_text(encoding="utf-8").splitlines()

    def _put_clock(self, ahead: int) -> None:
        self._ahead = ahead
        part = self._folder / "clock.part"
        part.write_text(str(ahead), encoding="ascii")
        part.replace(self._folder / CLOCK)

    def _edit(self, hour: int) -> None:
        """Somebody saves the workbook with another topic; every third hour a date is wrong."""
        starts = "31/11/2569" if hour % 3 == 0 else "1 พ.ย. 2569"
        rows = [community(f"C-{number:03d}", starts, topic=f"หัวข้อ {hour}") for number in range(5)]
        part = self._folder / "part.xlsx"
        write_workbook(part, {"staff": PEOPLE, "communities": rows})
        part.replace(self._folder / "registry.xlsx")

    def _rest(self, quiet: float) -> None:
        """Until no job has been at work for so many seconds."""
        end, since = time.monotonic() + PATIENCE, time.monotonic()
        while time.monotonic() - since < quiet and time.monotonic() < end:
            time.sleep(0.2)
            if self._children() >= self._usual:
                since = time.monotonic()

    def _children(self) -> int:
        pid = self._serve.pid
        return len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
