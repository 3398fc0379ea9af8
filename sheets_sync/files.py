"""Files that appear whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from sheets_sync.errors import SetupError


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put a file in its place, replacing what was there; a private one only its owner reads.

    Raises:
        SetupError: the folder or the disk does not let us; what was there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _written(path, content, private=private)
        try:
            part.replace(path)
        except OSError:
            _remove(part)
            raise
        _sync(path.parent)
    except PermissionError as error:
        raise SetupError("file-not-writable", path=path) from error
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
        raise SetupError("disk-failed", place=path, reason=reason) from error


def _written(path: Path, content: bytes, *, private: bool) -> Path:
    """The content in a file beside the final one, safely on the disk."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    _remove(part)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(part)
        raise
    return part


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _sync(folder: Path) -> None:
    """Make the new name last; a system that cannot open a folder does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
