"""Builds the site of all guides and the reference: `python docs/build.py FOLDER [BUILDER]`.

Strict: a dead link, a page that is in no list or a heading that leads nowhere ends it with 1.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reference import reference
from sphinx.cmd.build import main as sphinx

_ROOT = Path(__file__).parents[1]
_PAGES = ("README.md", "README.th.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE")
_LINKED = ("docs/**/*", "jobs/**/*.schema.json", "config/*.toml", "tests/google/README.md")
"""What pages lead to: the site has it at the same place, so that one link serves both readers."""


def build(into: Path, builder: str = "html") -> int:
    """The site in a folder, as a builder of Sphinx makes it; what Sphinx says is the exit code."""
    with TemporaryDirectory() as folder:
        source = Path(folder)
        _assemble(source)
        arguments = ["-q", "-W", "--keep-going", "-n", "-b", builder, "-c", str(_ROOT / "docs")]
        return int(sphinx([*arguments, str(source), str(into)]))


def _assemble(source: Path) -> None:
    """All pages where they stand in the project, and those that the code writes."""
    found = [_ROOT / name for name in _PAGES]
    found += [path for pattern in _LINKED for path in _ROOT.glob(pattern) if path.is_file()]
    for path in found:
        if path.suffix not in {".py", ".pyc"}:
            target = source / path.relative_to(_ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    (source / "docs/index.md").rename(source / "index.md")
    with (source / "docs/decisions/README.md").open("a", encoding="utf-8") as listing:
        listing.write("\n```{toctree}\n:hidden:\n:glob:\n\n[!R]*\n```\n")
    (source / "docs/reference").mkdir()
    for language in ("th", "en"):
        for name, text in reference(language).items():
            page = source / f"docs/reference/{name}.{language}.md"
            page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]), *sys.argv[2:]))
