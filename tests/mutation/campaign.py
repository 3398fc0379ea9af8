"""Tries a seeded sample of mutants on a copy of the tree; goes on where it stopped."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("sheets_sync", "jobs", "templates", "config", "tests")
SECONDS = 300
"""A mutant that makes the tests run longer than this is noticed, too."""


@dataclass(frozen=True)
class Part:
    """Modules where a mistake is costly, and which tests stand for all of them together."""

    folder: str
    tests: tuple[str, ...]
    modules: tuple[str, ...] = ()
    """Only these of the folder; empty: all."""


PARTS = (
    Part("sheets_sync/delivery", ("tests/delivery",)),
    Part(
        "sheets_sync/ledgers",
        (
            "tests/ledgers",
            "tests/contracts/test_ledger_changes.py",
            "tests/contracts/test_ledger_letters.py",
            "tests/contracts/test_ledger_memories.py",
        ),
    ),
    Part("sheets_sync/mailers", ("tests/mailers",)),
    Part("sheets_sync/mail", ("tests/mail",)),
    Part(
        "sheets_sync/planning",
        ("tests/planning",),
        ("mail_guards", "run_slots", "scheduled_jobs", "mail_baseline"),
    ),
    Part("sheets_sync/checking/steps", ("tests/checking", "tests/planning/report")),
    Part("sheets_sync", ("tests/test_redaction.py", "tests/test_logs.py"), ("redaction",)),
)


@dataclass(frozen=True)
class Verdict:
    """What noticed a mutant: its module's own tests, others of the folder, or nothing."""

    mutant: str
    noticed: str


def all_mutants(only: str = "") -> list[Mutant]:
    """Of every module that counts, or of those whose path has `only` in it."""
    return [
        one
        for part in PARTS
        for path in sorted((ROOT / part.folder).glob("*.py"))
        if path.stem in (part.modules or (path.stem,)) and only in str(path.relative_to(ROOT))
        for one in mutants(ROOT, str(path.relative_to(ROOT)))
    ]


def sampled(seed: int, size: int, only: str = "") -> list[Mutant]:
    """The same mutants for the same seed and tree."""
    found = all_mutants(only)
    return random.Random(seed).sample(found, min(size, len(found)))  # noqa: S311 — no secret


def tried(chosen: list[Mutant], kept: Path) -> Iterator[Verdict]:
    """What notices each; those that `kept` knows are not tried again."""
    known = _known(kept)
    kept.parent.mkdir(parents=True, exist_ok=True)
    copy = kept.parent / "tree"
    _copy(copy)
    with kept.open("a", encoding="utf-8") as file:
        for mutant in chosen:
            if mutant.name not in known:
                known[mutant.name] = _noticed(mutant, copy)
                file.write(json.dumps([mutant.name, known[mutant.name]], ensure_ascii=False) + "\n")
                file.flush()
            yield Verdict(mutant.name, known[mutant.name])


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


def _noticed(mutant: Mutant, tree: Path) -> str:
    path = tree / mutant.file
    right = path.read_text(encoding="utf-8")
    path.write_text(mutant.source(right), encoding="utf-8")
    try:
        folder = str(Path(mutant.file).parent)
        own = sorted(
            (tree / folder.replace("sheets_sync", "tests", 1)).glob(
                f"test_{Path(mutant.file).stem}*.py"
            )
        )
        if own and not _pass(tree, [str(one) for one in own]):
            return "own tests"
        wider = next(part.tests for part in PARTS if part.folder == folder)
        return "nothing" if _pass(tree, list(wider)) else "wider tests"
    finally:
        path.write_text(right, encoding="utf-8")


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
