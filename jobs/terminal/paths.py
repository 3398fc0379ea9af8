"""How a path looks on a terminal."""

from pathlib import Path


def short(path: Path) -> Path:
    """A path as people type it from here, where it lies below; this folder itself has no such."""
    here = Path.cwd()
    return path.relative_to(here) if here in path.parents else path
