"""Tells whether somebody has a workbook open, by the lock files Excel and LibreOffice leave."""

import os
from pathlib import Path

from sheets_sync.planning.workbook_tabs.tab_model import NotWritten

_WIDE_NAME = 55
"""Excel's lock file holds the name in UTF-16 from here on, its length first."""


def open_elsewhere(path: Path) -> NotWritten | None:
    """Who has the workbook open and with what; nothing when nobody has.

    A link may be opened by its own name or by that of the file it leads to.
    """
    return _opened(path) or _opened(Path(os.path.realpath(path)))


def _opened(path: Path) -> NotWritten | None:
    excel = path.with_name(f"~${path.name}")
    if excel.exists():
        return NotWritten(path.name, "open-in-excel", _excel_user(excel))
    libreoffice = path.with_name(f".~lock.{path.name}#")
    if libreoffice.exists():
        return NotWritten(path.name, "open-in-libreoffice", _libreoffice_user(libreoffice))
    return None


def _excel_user(lock: Path) -> str:
    data = _content(lock)
    if len(data) <= _WIDE_NAME + 2:
        return ""
    end = _WIDE_NAME + 2 + 2 * data[_WIDE_NAME]
    return _words(data[_WIDE_NAME + 2 : end].decode("utf-16-le", "ignore"))


def _libreoffice_user(lock: Path) -> str:
    fields = _content(lock).decode("utf-8", "ignore").split(",")
    return _words(next((field for field in fields[:2] if field.strip()), ""))


def _content(lock: Path) -> bytes:
    try:
        return lock.read_bytes()[:2048]
    except OSError:
        return b""


def _words(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable()).strip()[:80]
