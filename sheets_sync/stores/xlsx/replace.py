"""Puts a new version of a file in the place of the old one: whole or not at all."""

import contextlib
import datetime as dt
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Write = Callable[[IO[bytes]], None]
StillRight = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class DailyCopies:
    """Which earlier versions are kept: of each day the one before our first writing of that day.

    A file that is written every minute would else leave nothing but a copy of a minute ago.
    """

    days: int = 14
    """So many days are kept, today among them."""
    today: Callable[[], dt.date] = lambda: dt.datetime.now().astimezone().date()

    def of(self, path: Path, day: dt.date) -> Path:
        """Where the copy of a day is kept."""
        return path.with_name(f"{path.stem}.{day.isoformat()}{path.suffix}")

    def kept(self, path: Path) -> Iterator[tuple[dt.date, Path]]:
        """The copies there are, with their days."""
        for copy in path.parent.glob(f"*{path.suffix}"):
            stem, _, day = copy.stem.rpartition(".")
            if stem == path.stem:
                with contextlib.suppress(ValueError):
                    yield dt.date.fromisoformat(day), copy


def replace_file(
    path: Path, write: Write, *, still_right: StillRight, copies: DailyCopies | None = None
) -> bool:
    """Write beside the file, then take its place; false when it was no longer right to.

    `still_right` is asked last, when the new file is complete and on the disk. The old file
    becomes the day's copy where there is none yet and `copies` are to be kept.
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
        if copies is not None and path.exists():
            _keep(path, copies)
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


def _keep(path: Path, copies: DailyCopies) -> None:
    """Keep the old version as the day's copy, and no longer those of days that are over."""
    today = copies.today()
    kept = copies.of(path, today)
    if kept.exists():
        return
    copy = _unused_name(path)
    try:
        try:
            os.link(path, copy)
        except OSError:  # file systems without links
            shutil.copy2(path, copy)
        copy.replace(kept)
    finally:
        copy.unlink(missing_ok=True)
    for day, old in list(copies.kept(path)):
        if day <= today - dt.timedelta(days=copies.days):
            with contextlib.suppress(OSError):  # somebody looks into it: the next day does
                old.unlink()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
