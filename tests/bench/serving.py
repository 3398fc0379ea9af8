"""What `serve` takes while nothing happens, beside an idle loop of the library that ticks it.

    python -m tests.bench.serving [--quick]

Both are measured in the same minute: the share of one core, and memory. Everything is due already
and was done, so that the scheduler is at rest; live flags are off, for they have their own figures.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measuring import Figure, print_figures, print_table
from tests.fixtures.agency_folder import CONFIG, PEOPLE, community, write_workbook

ROOT = Path(__file__).parents[2]
AT_REST = """
[schedule]
live = false
check_at = ["00:00"]
"""
LOOP = """
import schedule, time
schedule.every(15).seconds.do(lambda: None)
while True:
    schedule.run_pending()
    time.sleep(1)
"""
SETTLED = 180.0
"""Seconds in which everything that is due must be done."""


@dataclass(frozen=True)
class Use:
    """What a process has taken so far."""

    cpu: float
    """Seconds of processor, with children that ended."""
    megabytes: float
    descriptors: int


def use(pid: int) -> Use:
    """From /proc, as the kernel counts."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(int(fields[place]) for place in (11, 12, 13, 14))
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    descriptors = len([*Path(f"/proc/{pid}/fd").iterdir()])
    return Use(ticks / os.sysconf("SC_CLK_TCK"), pages * 4096 / 2**20, descriptors)


def main() -> int:
    """Print both shares of a core and the figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serving")
    parser.add_argument("--quick", action="store_true", help="look for twenty seconds only")
    seconds = 20.0 if parser.parse_args().quick else 60.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cop-steward.toml").write_text(CONFIG + AT_REST, encoding="utf-8")
        tabs = {"staff": PEOPLE, "communities": [community("C-001", "1 พ.ย. 2569")]}
        write_workbook(folder / "registry.xlsx", tabs)
        with (
            _started(folder, "-m", "jobs", "serve") as serve,
            _started(folder, "-c", LOOP) as loop,
        ):
            _settle(serve)
            shares = _shares({"serve": serve, "schedule": loop}, seconds)
            serve.terminate()
            code = serve.wait(120)
            loop.kill()
    rows = [
        (name, f"{share:.3%}", f"{taken.megabytes:.0f} MB", taken.descriptors)
        for name, (share, taken) in shares.items()
    ]
    print_table(["at rest", "of one core", "memory", "descriptors"], rows)
    print_figures([Figure("serve at rest, per cent of one core", shares["serve"][0] * 100, 1.0)])
    return code


def _started(folder: Path, *command: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _settle(serve: "subprocess.Popen[bytes]") -> None:
    """Until no child has been at work for a while."""
    end, quiet = time.monotonic() + SETTLED, 0
    time.sleep(10)
    while quiet < 12 and time.monotonic() < end:
        time.sleep(1)
        quiet = 0 if _children(serve.pid) > 1 else quiet + 1  # one keeps track of semaphores


def _children(pid: int) -> int:
    return len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def _shares(
    processes: dict[str, "subprocess.Popen[bytes]"], seconds: float
) -> dict[str, tuple[float, Use]]:
    before = {name: use(process.pid) for name, process in processes.items()}
    began = time.monotonic()
    time.sleep(seconds)
    passed = time.monotonic() - began
    after = {name: use(process.pid) for name, process in processes.items()}
    return {
        name: ((after[name].cpu - before[name].cpu) / passed, after[name]) for name in processes
    }


if __name__ == "__main__":
    sys.exit(main())
