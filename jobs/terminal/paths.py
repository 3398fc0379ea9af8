"""How a path looks on a terminal."""

from pathlib import Path


def short(path: Path) -> Path:
    """A path as people type it from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
