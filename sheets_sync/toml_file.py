"""TOML files as people save them: every fault named, every value found again by its line."""

import codecs
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sheets_sync.errors import SetupError
from sheets_sync.named_file_errors import bytes_of

_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_THAI_WORD = re.compile("[ก-๛]{2}")
_SECRET = re.compile("pass|secret|token|key|credential", re.IGNORECASE)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
_SHOWN = 60
"""How much of a faulty line an error shows, in characters."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """One file, read: its text and what it says."""

    path: Path
    text: str
    values: Mapping[str, Any]

    def line_of(self, *keys: str | int) -> int:
        """The line, from 1, on which the value under these keys begins; 1 where there is none."""
        lines = self.text.split("\n")
        low, high = 0, len(lines)
        while low < high:
            middle = (low + high) // 2
            if _holds(_readable(lines, middle)[1], keys):
                high = middle
            else:
                low = middle + 1
        if not _holds(_readable(lines, high)[1], keys):
            return 1
        return _readable(lines, high - 1)[0] + 1


def read_toml(path: Path) -> TomlFile:
    """Read a TOML file; whatever is wrong with it is a `SetupError`."""
    text = _decoded(bytes_of(path), path)
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, column = _place(str(error), text)
        raise SetupError(
            "toml-unreadable", path=path, line=line, at=column, text=_shown(text, line)
        ) from error
    except RecursionError as error:
        raise SetupError("toml-unreadable", path=path, line=1, at=1, text="") from error


def _decoded(data: bytes, path: Path) -> str:
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise SetupError("file-encoding", path=path, encoding=encoding, line=1)
    if b"\0" in data:
        raise SetupError("file-encoding", path=path, encoding="UTF-16", line=1)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SetupError("file-encoding", path=path, encoding=_guess(data), line=line) from error


def _guess(data: bytes) -> str:
    """The encoding that bytes which are not UTF-8 most likely have; Thai offices know two."""
    thai = _THAI_WORD.search(data.decode("cp874", "replace"))
    return "TIS-620 / Windows-874" if thai else "Windows-1252"


def _place(message: str, text: str) -> tuple[int, int]:
    found = _PLACE.search(message)
    if found:
        return int(found[1]), int(found[2])
    return max(1, len(text.rstrip().split("\n"))), 1


def _shown(text: str, line: int) -> str:
    """The faulty line as typed, without what could be a secret."""
    shown = text.split("\n")[line - 1].strip()
    if _SECRET.search(shown):
        shown = shown.split("=")[0].strip()
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


def _readable(lines: Sequence[str], count: int) -> tuple[int, Mapping[str, Any]]:
    """The longest readable beginning of at most `count` lines, and what it says."""
    for end in range(count, 0, -1):
        try:
            return end, tomllib.loads("\n".join(lines[:end]))
        except tomllib.TOMLDecodeError:
            continue
    return 0, {}


def _holds(values: object, keys: Sequence[str | int]) -> bool:
    for key in keys:
        match values, key:
            case dict(), str() if key in values:
                values = values[key]
            case list(), int() if key < len(values):
                values = values[key]
            case _:
                return False
    return True
