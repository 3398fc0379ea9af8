"""Times and ratios: variants interleaved, medians of several runs, each in its own process.

Only ratios taken within one run are worth reading: machines differ, and so does the same
machine an hour later.
"""

import multiprocessing
import statistics
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

PATIENCE = 1800.0
"""Seconds one run may take."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run of some work took, and what the work returned."""

    seconds: float
    peak: int
    """Most memory ever held, in KiB; 0 where the system does not say."""
    result: Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio and the most, or the least, that it is meant to be."""

    what: str
    ratio: float
    aim: float
    at_least: bool = False

    def __str__(self) -> str:
        """The line that is printed: the ratio, its aim, and whether it is met."""
        sign = "≥" if self.at_least else "≤"
        met = self.ratio >= self.aim if self.at_least else self.ratio <= self.aim
        word = "met   " if met else "MISSED"
        return f"{word}  {self.what}: {self.ratio:.2f} (aim {sign} {self.aim:g})"


def medians(variants: Mapping[str, Callable[[], object]], repeats: int) -> dict[str, Taken]:
    """By variant, the medians of seconds and of memory, and what the last run returned.

    The work must be picklable: a function of a module, or `functools.partial` of one. Work that
    returns what it took itself is believed.
    """
    runs: dict[str, list[Taken]] = {name: [] for name in variants}
    for _ in range(repeats):
        for name, work in variants.items():
            runs[name].append(alone(work))
    return {name: _median(taken) for name, taken in runs.items()}


def _median(taken: Sequence[Taken]) -> Taken:
    return Taken(
        statistics.median(one.seconds for one in taken),
        int(statistics.median(one.peak for one in taken)),
        taken[-1].result,
    )


def alone(work: Callable[[], object]) -> Taken:
    """Do some work in a fresh interpreter; its failure becomes ours.

    A fork would inherit locks that threads of pandas and pyarrow hold.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(work, sender))
    process.start()
    sender.close()  # so that the end of the process ends the wait
    try:
        taken = receiver.recv() if receiver.poll(PATIENCE) else None
    except EOFError:
        taken = None
    if taken is None:
        process.kill()
    process.join()
    if not isinstance(taken, Taken):
        raise SystemExit(f"{work} failed with exit code {process.exitcode}\n{taken or ''}")
    return taken


def _measured(work: Callable[[], object], answer: Connection) -> None:
    try:
        started = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - started
        answer.send(result if isinstance(result, Taken) else Taken(seconds, peak(), result))
    except BaseException:
        answer.send(traceback.format_exc())
        raise


def peak() -> int:
    """The most memory this process ever held, in KiB; 0 where the system does not say."""
    # Not getrusage: it counts what the parent held before this program was started.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A plain table, columns aligned."""
    texts = [[str(cell) for cell in row] for row in [headings, *rows]]
    widths = [max(len(row[at]) for row in texts) for at in range(len(headings))]
    for row in texts:
        cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write("  ".join(cells) + "\n")
    sys.stdout.flush()


def print_figures(figures: Sequence[Figure]) -> None:
    """Every figure with its aim."""
    for figure in figures:
        sys.stdout.write(f"{figure}\n")
    sys.stdout.flush()
