"""Puts a new version of a file in the place of the old one: whole or not at all."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

Write = Callable[[IO[bytes]], None]
StillRight = Callable[[], bool]


def previous_copy(path: Path) -> Path:
    """Where the version before the last writing is kept."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def replace_file(path: Path, write: Write, *, still_right: StillRight, keep: bool = True) -> bool:
    """Write beside the file, then take its place; false when it was no longer right to.

    `still_right` is asked last, when the new file is complete and on the disk. The old file
    becomes the previous copy, unless `keep` is false: then the copy there is stays.
    """
    temporary = _unused_name(path)
    try:
        with temporary.open("x+b") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            _take_over_rights(path, temporary)
        if not still_right():
            return False
        if keep and path.exists():
            _keep(path)
        temporary.replace(path)
        _sync_folder(path.parent)
        return True
    finally:
        temporary.unlink(missing_ok=True)


def _unused_name(path: Path) -> Path:
    return path.with_name(f".{path.stem[:40]}.{secrets.token_hex(8)}.tmp")


def _take_over_rights(path: Path, temporary: Path) -> None:
    shutil.copymode(path, temporary)
    owner = path.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):  # only root may give files away
            os.chown(temporary, owner.st_uid, owner.st_gid)


def _keep(path: Path) -> None:
    """Keep the old version under its second name, without a moment in which there is none."""
    kept = previous_copy(path)
    copy = _unused_name(path)
    try:
        try:
            os.link(path, copy)
        except OSError:  # file systems without links
            shutil.copy2(path, copy)
        copy.replace(kept)
    finally:
        copy.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
