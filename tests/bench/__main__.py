"""All benchmarks, each in a process of its own: every figure is a ratio taken in one run.

python -m tests.bench [--quick]
"""

import argparse
import subprocess
import sys

BENCHMARKS = ("startup", "check", "nine_checks", "write_back", "mail")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true", help="small sizes, one repetition")
    options.add_argument("only", nargs="*", choices=[*BENCHMARKS, []], default=[])
    chosen = options.parse_args()
    flags = ["--quick"] if chosen.quick else []
    codes = []
    for name in chosen.only or BENCHMARKS:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"tests.bench.{name}", *flags]
        codes.append(subprocess.run(command, check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
