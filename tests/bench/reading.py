"""Reading a workbook of 10⁵ rows into typed tables, against reading it at an earlier commit.

python -m tests.bench.reading [COMMIT] [--rows 100000]

Both read the same file in the same run, in turns, each in a process of its own.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.bench.large_registry import AS_OF, make_registry
from tests.bench.measuring import Figure, alone, print_figures

BEFORE = "c1b630dc27bd90fc01abc6af46354207585eb709"
"""The commit before sheets were read as people see them."""
REPEATS = 5
_READ = """
import datetime, sys, time
from pathlib import Path
from sheets_sync.registry.snapshot import read_snapshot
try:
    from sheets_sync.settings.config_file import defaults
except ModuleNotFoundError:  # its room before it was moved
    from sheets_sync.settings.load import defaults
from sheets_sync.stores.xlsx.store import XlsxStore
try:
    from sheets_sync.wiring.registry_schema import read_registry_schema
except ModuleNotFoundError:  # before the wiring was parted
    from sheets_sync.wiring import read_registry_schema
settings = defaults(Path("/"))
schema, day = read_registry_schema(settings), datetime.date.fromisoformat(sys.argv[1])
times = []
for _ in range(4):
    start = time.process_time()
    read_snapshot(XlsxStore(Path(sys.argv[2])).read(), schema, day, settings.rules)
    times.append(time.process_time() - start)
print(min(times[1:]))  # the first time loads the libraries
"""


def seconds(tree: Path, workbook: Path) -> float:
    """What reading it once more costs with the code of a tree, in seconds of the processor."""
    command = [sys.executable, "-c", _READ, AS_OF, str(workbook)]
    done = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> int:
    """Print the ratio; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reading")
    parser.add_argument("commit", nargs="?", default=BEFORE)
    parser.add_argument("--rows", type=int, default=100_000)
    asked = parser.parse_args()
    here = Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "earlier"
        git = ["git", "-C", str(here), "worktree"]
        subprocess.run([*git, "add", "--detach", str(earlier), asked.commit], check=True)
        try:
            workbook = alone(partial(make_registry, asked.rows, Path(folder))).result
            taken: dict[Path, list[float]] = {earlier: [], here: []}
            for _ in range(REPEATS):
                for tree, times in taken.items():
                    times.append(seconds(tree, workbook))
        finally:
            subprocess.run([*git, "remove", "--force", str(earlier)], check=True)
    ratio = statistics.median(taken[here]) / statistics.median(taken[earlier])
    print_figures([Figure(f"reading {asked.rows:,} rows over reading them before", ratio, 1.05)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
