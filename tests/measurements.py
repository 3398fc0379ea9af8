"""Runs a benchmark or a campaign and keeps what it ended with in docs/measurements.md.

    python -m tests.measurements NAME [--last LINES] -- COMMAND…

A section of the page is one run: when, at which commit, on what machine, and its last lines. What
was interrupted is not kept; what failed is, with its exit code.
"""

import argparse
import datetime as dt
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "measurements.md"
HEAD = """# Measured figures

Each section is one run of the command that it names; running it again writes the section anew.
Benchmarks print ratios taken in one run, each beside its target, for seconds differ between
machines. Campaigns are long; they go on where they stopped.
"""


def main(typed: Sequence[str] | None = None, page: Path = PAGE) -> int:
    """The exit code of the command, whose output is shown as it comes."""
    parser = argparse.ArgumentParser(prog="python -m tests.measurements")
    parser.add_argument("name")
    parser.add_argument("--last", type=int, default=40, help="so many of its last lines are kept")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args(typed)
    lines: list[str] = []
    with subprocess.Popen(
        asked.command, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as run:
        try:
            for line in run.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                lines.append(line.rstrip())
        except KeyboardInterrupt:
            run.wait()
            return 130
    keep(page, asked.name, asked.command, lines[-asked.last :], run.returncode)
    return run.returncode


def keep(page: Path, name: str, command: Sequence[str], lines: Sequence[str], code: int) -> None:
    """Write a section of the page anew; sections stand in the order of their names."""
    text = page.read_text(encoding="utf-8") if page.exists() else HEAD
    sections = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    said = "\n".join(lines).strip()
    failed = f" It ended with {code}." if code else ""
    sections[name] = (
        f"\n`{_shown(command)}`, {_circumstances()}.{failed}\n\n```text\n{said}\n```\n\n"
    )
    body = "".join(f"## {one}\n{sections[one]}" for one in sorted(sections))
    page.write_text(f"{HEAD}\n{body.rstrip()}\n", encoding="utf-8")


def _shown(command: Sequence[str]) -> str:
    """As a person types it: without the place of this checkout."""
    return " ".join(Path(part).name if Path(part).is_absolute() else part for part in command)


def _circumstances() -> str:
    commit = _git("describe", "--always") or "no commit"
    changed = " with changes" if _git("status", "--porcelain", "--", ".", f":!{PAGE}") else ""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    today = dt.datetime.now(dt.UTC).date()
    return f"{today} at {commit}{changed}, Python {platform.python_version()}, {machine}"


def _git(*command: str) -> str:
    done = subprocess.run(["git", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
