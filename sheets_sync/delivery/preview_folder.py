"""The folder in which letters are looked at: its owner's alone, and emptied each time."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sheets_sync.errors import SetupError
from sheets_sync.files import write_file

_OWNERS = 0o700


def write_preview(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put these files into the folder, and nothing else.

    Raises:
        SetupError: the folder cannot be written.
    """
    try:
        if folder.is_symlink():
            folder.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=_OWNERS, parents=True, exist_ok=True)
        with suppress(NotImplementedError):
            folder.chmod(_OWNERS)
    except OSError as error:
        raise SetupError("file-not-writable", path=folder) from error
    for name, content in files:
        write_file(folder / name, content, private=True)
