"""What the pages of docs/decisions claim about speed and no other benchmark measures.

    python -m tests.bench.decisions [--quick]

Everything is counted in seconds of the processor, in turns, in this one process; programs that
start are counted in theirs.
"""

import argparse
import datetime as dt
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime

from sheets_sync.mail.message import Message
from tests.bench.measuring import Figure, print_figures
from tests.bench.senders import HEAD, NOW, letters, written
from tests.registry.reading import cells_of

LETTERS = 60
DATES = 20_000
MANY, FEW = 5_000, 28
PROGRAMS = {
    "bare": "pass",
    "argparse": "import argparse; argparse.ArgumentParser().parse_args([])",
    "click": "import click; click.command()(lambda: None)([], standalone_mode=False)",
}
"""Python itself, and the same empty program on what reads its command line."""


def ours(messages: list[Message]) -> None:
    """Letters as bytes, written down by hand."""
    for number, message in enumerate(messages):
        written(message, number)


def the_librarys(messages: list[Message]) -> None:
    """The same letters as bytes, by the standard library."""
    for message in messages:
        mail = EmailMessage()
        mail["From"] = HEAD.sender.address
        mail["To"] = message.to.address
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(NOW)
        mail.set_content(message.plain)
        mail.add_alternative(message.html, subtype="html")
        mail.as_bytes()


def column_of(distinct: int) -> Callable[[], object]:
    """Reads a column of dates of which so many are different."""
    first = dt.date(2020, 1, 1)
    days = [first + dt.timedelta(days=number) for number in range(distinct)]
    texts = [f"{day.day} ม.ค. {day.year + 543} ครั้งที่ {place}" for place, day in enumerate(days)]
    cells = [texts[number % distinct] for number in range(DATES)]
    return lambda: cells_of("sessions", "planned_on", *cells)


def started(program: str) -> float:
    """What a fresh interpreter takes for a program."""
    before = os.times()
    subprocess.run([sys.executable, "-c", program], check=True)
    after = os.times()
    return after.children_user + after.children_system - sum(before[2:4])


def seconds(work: Callable[[], object]) -> float:
    """What some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(work: Mapping[str, Callable[[], float]], repeats: int) -> dict[str, float]:
    """By name the median of what it takes, all in turns."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(repeats):
        for name, measured in work.items():
            taken[name].append(measured())
    return {name: statistics.median(found) for name, found in taken.items()}


def main() -> int:
    """Print the ratios; 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.decisions")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    repeats = 3 if parser.parse_args().quick else 9
    mails = letters(LETTERS, "m")
    many, few = column_of(MANY), column_of(FEW)
    took = medians(
        {
            "ours": lambda: seconds(lambda: ours(mails)),
            "library": lambda: seconds(lambda: the_librarys(mails)),
            "many": lambda: seconds(many),
            "few": lambda: seconds(few),
        },
        repeats,
    )
    starts = medians(
        {
            name: lambda program=program: sum(started(program) for _ in range(10))
            for name, program in PROGRAMS.items()
        },
        repeats,
    )
    print_figures(
        [
            Figure("EmailMessage over ours, composing", took["library"] / took["ours"], 10, True),
            Figure("5,000 different dates over 28", took["many"] / took["few"], 10, True),
            Figure("an argparse program over bare Python", starts["argparse"] / starts["bare"], 3),
            Figure("a click program over bare Python", starts["click"] / starts["bare"], 9),
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
