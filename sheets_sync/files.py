"""Files that appear whole or not at all, and that nobody but their readers can ever read.

A new version is written beside the file and takes its place when it is complete and on the disk.
Until then only its owner reads it; then it has all that belonged to the file before: mode, owner,
access list, extended attributes. What a killed write leaves is removed by the next one.
"""

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed

Write = Callable[[IO[bytes]], object]
_ABANDONED = 3600
"""So many seconds after its last change a piece belongs to nobody who still writes."""
_LONGEST_NAME = 200
"""In bytes; file systems allow 255, and ours is longer than the file's own."""
_KINDS = ("part", "tmp")
"""How the names of unfinished pieces end; `tmp` was 26.11.0's."""


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put a file in its place, replacing what was there; a private one only its owner reads.

    Raises:
        SetupError: the folder or the disk does not let us; what was there stays.
    """
    try:
        make_folder(path.parent, private=private)
        _swept(path.parent)
        replace_file(path, lambda file: file.write(content), private=private)
    except PermissionError as error:
        raise SetupError("file-not-writable", path=path) from error
    except OSError as error:
        raise SetupError("disk-failed", place=path, reason=why_file_failed(error)) from error


def replace_file(
    path: Path,
    write: Write,
    *,
    private: bool = False,
    still_right: Callable[[], bool] = lambda: True,
    before: Callable[[], None] = lambda: None,
) -> bool:
    """Write beside the file, then take its place; false when it was no longer right to.

    `still_right` is asked last, when the new file is complete and on the disk; then `before` is
    called, while the old file is still there.

    Raises:
        OSError: the folder or the disk does not let us; what was there stays.
    """
    part = path.with_name(f".{_short(path.name)}.{os.urandom(8).hex()}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with named(path), os.fdopen(handle, "w+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            _open_to_its_readers(path, part)
        if not still_right():
            return False
        before()
        part.replace(path)
        _sync(path.parent)
        return True
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Name the file in whatever its system says of it: a full disk names none by itself."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def remove_file(path: Path) -> None:
    """See that there is no such file.

    Raises:
        SetupError: the folder does not let us.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SetupError("file-not-writable", path=path) from error


def make_folder(folder: Path, *, private: bool = True) -> None:
    """Make a folder with those above it; a private one that is new only its owner can open."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


def takes_files(folder: Path) -> bool:
    """Whether files can be put there, or the folder be made first."""
    there = nearest_there(folder)
    effective = os.access in os.supports_effective_ids
    allowed = os.access(there, os.W_OK | os.X_OK, effective_ids=effective)
    return there.is_dir() and allowed


def nearest_there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def close_to_others(path: Path) -> None:
    """Let nobody but owner and group at it, where it is ours to say."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & stat.S_IRWXO:
            path.chmod(mode & ~stat.S_IRWXO)


def sweep(path: Path) -> None:
    """Remove what killed writes of this file left, for a caller who alone may write it."""
    for kind in _KINDS:
        for name in {_short(path.name), path.stem[:40]}:
            _remove(_named(path.parent, f".{name}.", f".{kind}"))


def _named(folder: Path, begin: str, end: str) -> list[Path]:
    """The files whose names begin and end so, whatever marks are in them."""
    with suppress(OSError):
        return [
            Path(one.path)
            for one in os.scandir(folder)
            if one.name.startswith(begin) and one.name.endswith(end)
        ]
    return []


@cache
def _swept(folder: Path) -> None:
    """Remove what nobody can be writing any more; once a process."""
    for kind in _KINDS:
        found = _named(folder, ".", f".{kind}")
        _remove([part for part in found if _age(part) > _ABANDONED])


def _age(part: Path) -> float:
    try:
        return time.time() - part.stat().st_mtime
    except OSError:
        return 0


def _remove(parts: list[Path]) -> None:
    for part in parts:
        with suppress(OSError):
            part.unlink()


def _short(name: str) -> str:
    return os.fsencode(name)[:_LONGEST_NAME].decode(errors="ignore")


def _open_to_its_readers(path: Path, part: Path) -> None:
    """Give the new file what belongs to the old one; a first one is as the process makes files."""
    try:
        old = path.stat()
    except FileNotFoundError:
        part.chmod(0o666 & ~_mask())
        return
    with suppress(OSError, AttributeError):  # only root may give files away
        os.chown(part, old.st_uid, old.st_gid)
    times = part.stat()
    shutil.copystat(path, part)
    os.utime(part, ns=(times.st_atime_ns, times.st_mtime_ns))


@cache
def _mask() -> int:
    """What the process takes from the mode of new files; there is no other way to ask."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync(folder: Path) -> None:
    """Make the new name last; a system that cannot open a folder does so by itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
