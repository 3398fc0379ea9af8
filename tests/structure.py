"""How the source is laid out, in numbers; beside those of an earlier commit.

    python -m tests.structure [COMMIT]

A room is a folder of modules. A part is what stands directly in a package, a folder with all below
it or one module. An arrow leads from one part to another that it imports, wherever in the file;
parts that lead to each other, over whatever others, stand in a circle.
"""

import ast
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("sheets_sync", "jobs")


def modules(tree: Path) -> dict[Path, str]:
    """Every module of the product with its source."""
    return {
        path.relative_to(tree): path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in sorted((tree / package).rglob("*.py"))
        if "migrations" not in path.parts and path.name != "__init__.py"
    }


def arrows(sources: dict[Path, str]) -> set[tuple[str, str]]:
    """From which part imports lead to which."""
    parts = {_part(path.with_suffix("").parts) for path in sources}
    return {
        (part, target)
        for path, source in sources.items()
        for part in [_part(path.with_suffix("").parts)]
        for name in _imported(ast.parse(source))
        for target in [_part(tuple(name.split(".")))]
        if target in parts and target != part
    }


def _part(names: tuple[str, ...]) -> str:
    return ".".join(names[:2])


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def in_circles(found: set[tuple[str, str]]) -> list[str]:
    """The parts that come back to themselves."""
    reached = {
        part: {to for start, to in found if start == part} for both in found for part in both
    }
    while True:
        wider = {
            part: near.union(*(reached[one] for one in near)) for part, near in reached.items()
        }
        if wider == reached:
            return sorted(part for part, near in reached.items() if part in near)
        reached = wider


def facts(tree: Path) -> dict[str, str]:
    """The lines of the table."""
    sources = modules(tree)
    lines = [source.count("\n") for source in sources.values()]
    rooms = Counter(path.parent for path in sources)
    classes = Counter(
        node.name
        for source in sources.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    drawn = arrows(sources)
    fullest, most = rooms.most_common(1)[0]
    return {
        "modules": str(len(sources)),
        "lines": str(sum(lines)),
        "median module, lines": str(int(statistics.median(lines))),
        "modules over 250 lines": str(sum(one > 250 for one in lines)),
        "rooms": str(len(rooms)),
        "median room, modules": str(int(statistics.median(rooms.values()))),
        "fullest room, modules": f"{most} ({fullest})",
        "modules at the root of sheets_sync": str(rooms[Path("sheets_sync")]),
        "parts": str(len({part for both in drawn for part in both})),
        "arrows between parts": str(len(drawn)),
        "parts in circles": str(len(in_circles(drawn))),
        "file names used twice": str(_twice(Counter(path.stem for path in sources))),
        "public classes whose name is used twice": str(_twice(classes)),
    }


def _twice(names: Counter[str]) -> int:
    return sum(count > 1 for count in names.values())


def main() -> int:
    """Print the table; 0."""
    now = facts(ROOT)
    before = {}
    if sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            command = ["git", "-C", str(ROOT), "archive", sys.argv[1], *PACKAGES]
            packed = subprocess.run(command, check=True, capture_output=True).stdout
            subprocess.run(["tar", "-x", "-C", folder], input=packed, check=True)
            before = facts(Path(folder))
    for name, value in now.items():
        print(f"{name:42}{before.get(name, ''):>34}{value:>34}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
