"""Puts a new version of a workbook in the place of the old one, and keeps a copy of each day."""

import contextlib
import datetime as dt
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sheets_sync.files import Write, named, replace_file, sweep

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


def replace_workbook(
    path: Path, write: Write, *, still_right: StillRight, copies: DailyCopies | None = None
) -> bool:
    """Write a new version in the place of the old one; false when it was no longer right to.

    The old file becomes the day's copy where there is none yet and `copies` are to be kept. Who
    calls it holds the workbook's lock: what killed runs left of it is removed.
    """
    sweep(path)

    def keep() -> None:
        if copies is not None and path.exists():
            _keep(path, copies)

    return replace_file(path, write, still_right=still_right, before=keep)


def _keep(path: Path, copies: DailyCopies) -> None:
    """Keep the old version as the day's copy, and no longer those of days that are over."""
    today = copies.today()
    kept = copies.of(path, today)
    if kept.exists():
        return
    copy = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(8)}.tmp")
    try:
        try:
            os.link(path, copy)
        except OSError:  # file systems without links
            with named(kept):
                shutil.copy2(path, copy)
        copy.replace(kept)
    finally:
        copy.unlink(missing_ok=True)
    for day, old in list(copies.kept(path)):
        if day <= today - dt.timedelta(days=copies.days):
            with contextlib.suppress(OSError):  # somebody looks into it: the next day does
                old.unlink()
