"""What a long campaign has played so far, in `build/`: it goes on where it stopped."""

import hashlib
import json
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build"
_DIGITS = 16
PRODUCT = ("sheets_sync", "jobs", "templates", "config")


def digest_of(*more: str) -> str:
    """Of every file of the product and of the folders `more`: another product, another digest."""
    digest = hashlib.sha256()
    for name in (*PRODUCT, *more):
        for path in sorted((ROOT / name).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\n".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


class Played:
    """The results by seed, one JSON object a line; those of another digest than `of` go."""

    def __init__(self, name: str, *, of: str, afresh: bool = False) -> None:
        self._path = BUILD / f"{name}-{of}.jsonl"
        for other in {*BUILD.glob(f"{name}-{'[0-9a-f]' * _DIGITS}.jsonl")} - {self._path}:
            other.unlink()
        if afresh:
            self._path.unlink(missing_ok=True)

    def known(self) -> dict[int, dict[str, Any]]:
        """Everything that was played before."""
        lines = self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else []
        rows = [json.loads(line) for line in lines]
        return {row.pop("seed"): row for row in rows}

    def all_of(
        self, seeds: Iterable[int], play: Callable[[list[int]], Iterable[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        """The result of every seed; `play` is given those that are missing, and yields in order."""
        wanted = [*seeds]
        known = self.known()
        missing = [seed for seed in wanted if seed not in known]
        BUILD.mkdir(exist_ok=True)
        with self._path.open("a", encoding="utf-8") as kept:
            for seed, row in zip(missing, play(missing), strict=True):
                known[seed] = row
                kept.write(json.dumps({"seed": seed, **row}) + "\n")
                kept.flush()
        return [known[seed] for seed in wanted]


def in_processes(
    run: Callable[[int], dict[str, Any]], seeds: Iterable[int], jobs: int
) -> Iterator[dict[str, Any]]:
    """The result of every seed in order; interrupted, what is in hand is ended and nothing begun.

    The interrupt is for this process: one that reached the others would leave theirs behind.
    """
    with ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        yield from pool.map(run, seeds)
