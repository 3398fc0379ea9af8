"""Whether a workbook may be replaced: the right to write the file, and its folder."""

import os
import stat
from pathlib import Path

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def is_protected(path: Path) -> bool:
    """Marked as read-only by somebody: to replace the file would only go round that."""
    if not path.exists():
        return False
    return not (_allowed(path, os.W_OK) and path.stat().st_mode & _WRITABLE)


def folder_takes_files(folder: Path) -> bool:
    """Whether a file may be put into the folder, as replacing one does."""
    return _allowed(folder, os.W_OK | os.X_OK)


def _allowed(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
