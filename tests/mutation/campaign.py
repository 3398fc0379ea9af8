"""Tries a seeded sample of mutants on a copy of the tree; goes on where it stopped."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reach import Reach, reach_of

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("sheets_sync", "jobs", "templates", "config", "tests")
SECONDS = 300
"""A mutant that makes the tests run longer than this is noticed, too."""


FOLDERS: dict[str, tuple[str, ...]] = {
    "sheets_sync": ("redaction",),
    "sheets_sync/checking/steps": (),
    "sheets_sync/delivery": (),
    "sheets_sync/ledgers": (),
    "sheets_sync/mail": (),
    "sheets_sync/mailers": (),
    "sheets_sync/planning": ("mail_guards", "run_slots", "scheduled_jobs", "mail_baseline"),
}
"""Where mistakes are costly; of some folders only the modules named."""
TESTS = (
    "tests/test_redaction.py",
    "tests/checking",
    "tests/contracts/test_ledger_changes.py",
    "tests/contracts/test_ledger_letters.py",
    "tests/contracts/test_ledger_memories.py",
    "tests/contracts/test_many_workers.py",
    "tests/data_protection",
    "tests/delivery",
    "tests/issues",
    "tests/jobs/pipeline",
    "tests/ledgers",
    "tests/mail",
    "tests/mailers",
    "tests/planning",
)
"""Who may notice them."""


@dataclass(frozen=True)
class Verdict:
    """What noticed a mutant: its module's own tests, others that run the line, or nothing."""

    mutant: str
    noticed: str


def all_mutants(only: str = "") -> list[Mutant]:
    """Of every module that counts, or of those whose path has `only` in it."""
    return [
        one
        for folder, modules in FOLDERS.items()
        for path in sorted((ROOT / folder).glob("*.py"))
        if path.stem in (modules or (path.stem,)) and only in str(path.relative_to(ROOT))
        for one in mutants(ROOT, str(path.relative_to(ROOT)))
    ]


def sampled(seed: int, size: int, only: str = "") -> list[Mutant]:
    """The same mutants for the same seed and tree."""
    found = all_mutants(only)
    return random.Random(seed).sample(found, min(size, len(found)))  # noqa: S311 — no secret


def tried(chosen: list[Mutant], kept: Path, jobs: int) -> Iterator[Verdict]:
    """What notices each, in order; those that `kept` knows are not tried again."""
    known = _known(kept)
    kept.parent.mkdir(parents=True, exist_ok=True)
    trees = [kept.parent / f"tree-{number}" for number in range(jobs)]
    for tree in trees:
        _copy(tree)
    reach = reach_of(trees[0], TESTS, kept.parent / "reach.json")
    free = SimpleQueue[Path]()
    for tree in trees:
        free.put(tree)

    def verdict(mutant: Mutant) -> str:
        if mutant.name in known:
            return known[mutant.name]
        tree = free.get()
        try:
            return _noticed(mutant, tree, reach)
        finally:
            free.put(tree)

    with kept.open("a", encoding="utf-8") as file, ThreadPoolExecutor(jobs) as pool:
        for mutant, noticed in zip(chosen, pool.map(verdict, chosen), strict=True):
            if mutant.name not in known:
                file.write(json.dumps([mutant.name, noticed], ensure_ascii=False) + "\n")
                file.flush()
            yield Verdict(mutant.name, noticed)


def _known(kept: Path) -> dict[str, str]:
    if not kept.exists():
        return {}
    return dict(json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines())


def _copy(place: Path) -> None:
    for name in COPIED:
        shutil.copytree(
            ROOT / name,
            place / name,
            ignore=shutil.ignore_patterns("__pycache__"),
            dirs_exist_ok=True,
        )
    shutil.copy(ROOT / "pyproject.toml", place)


def _noticed(mutant: Mutant, tree: Path, reach: Reach) -> str:
    path = tree / mutant.file
    right = path.read_text(encoding="utf-8")
    folder = tree / str(Path(mutant.file).parent).replace("sheets_sync", "tests", 1)
    own = _in(tree, folder.glob(f"test_{path.stem}*.py"))
    last = mutant.line + mutant.right.count("\n")
    reaching = reach.of(mutant.file, range(mutant.line, last + 1))
    if not reaching:  # it runs when the module is loaded
        near = folder if folder.is_dir() else folder.parent
        reaching = [*reach.of(mutant.file), *_in(tree, near.glob("test_*.py"))]
    others = [one for one in dict.fromkeys(reaching) if one.partition("::")[0] not in own]
    path.write_text(mutant.source(right), encoding="utf-8")
    try:
        if own and not _pass(tree, own):
            return "own tests"
        return "other tests" if others and not _pass(tree, others) else "nothing"
    finally:
        path.write_text(right, encoding="utf-8")


def _in(tree: Path, found: Iterable[Path]) -> list[str]:
    return sorted(str(one.relative_to(tree)) for one in found)


def _pass(tree: Path, tests: list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:randomly", *tests]
    try:
        ended = subprocess.run(
            command,
            cwd=tree,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)},
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0
