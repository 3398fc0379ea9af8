"""All benchmarks, each in a process of its own: every figure is a ratio taken in one run.

    python -m tests.bench [--quick] [--keep] [NAME…]

`--quick` takes small sizes and few repetitions: under two minutes on a free machine. With `--keep`
the figures go into docs/measurements.md.
"""

import argparse
import subprocess
import sys

from tests import measurements

QUICKLY = {
    "startup": ["--quick"],
    "check": ["--quick"],
    "google": ["--quick"],
    "reading": ["--rows", "10000"],
    "nine_checks": ["--quick"],
    "write_back": ["10000"],
    "mail": ["100"],
    "pdf": ["--quick"],
    "returns": ["2000"],
    "live": ["--quick"],
    "serving": ["--quick"],
    "report": ["--quick"],
    "decisions": ["--quick"],
    "keeping": ["--quick"],
    "year_around": ["--quick"],
    "fleet": ["16", "2"],
    "fleet_size": [],
}
"""Every benchmark, and what makes it quick."""


def main() -> int:
    """Run all of them, or those named; the worst exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="small sizes, few repetitions")
    parser.add_argument("--keep", action="store_true", help="into docs/measurements.md")
    parser.add_argument("only", nargs="*", metavar="NAME", help=" ".join(QUICKLY))
    asked = parser.parse_args()
    unknown = set(asked.only) - set(QUICKLY)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(QUICKLY)}")
    codes = []
    for name in asked.only or QUICKLY:
        sys.stdout.write(f"\n== {name}\n")
        sys.stdout.flush()
        flags = QUICKLY[name] if asked.quick else []
        command = [sys.executable, "-m", f"tests.bench.{name}", *flags]
        codes.append(
            measurements.main([f"bench {name}", "--", *command])
            if asked.keep
            else subprocess.run(command, check=False).returncode
        )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
