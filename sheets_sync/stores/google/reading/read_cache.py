"""What is remembered of a spreadsheet between runs: a cache, which may be deleted at any time.

The last good reply holds what people typed. It is kept only where an unchanged spreadsheet is not
to be read again, and only its owner can read the files.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from sheets_sync.diagnostics import Diagnostic, note
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.files import make_folder, replace_file
from sheets_sync.registry.workbook import Area, NumberFormat
from sheets_sync.stores.google.reading.structure import Sheet, Structure

_FORMAT = 3
"""Another one is as good as nothing remembered."""
_ABOUT, _REPLY = "spreadsheet.json", "reply.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """What the last run knew."""

    structure: Structure
    asked_on: dt.date
    """The day on which the structure was asked for."""
    given: Mapping[str, str] = field(default_factory=dict)
    """By mark, the title that we gave to a sheet of ours; people may call it otherwise."""
    version: str = ""
    """Of the file at Drive, taken before the reply was asked for; empty where a run has written
    since, or nobody asked."""
    read_on: dt.date | None = None
    """The day of the reply that is kept."""
    digest: str = ""
    """Of that reply."""


class ReadCache:
    """The files of one spreadsheet. What cannot be kept is asked for again, which is told once."""

    def __init__(
        self, folder: Path, spreadsheet: str, tell: Callable[[Diagnostic], object] = lambda _: None
    ) -> None:
        self._folder = folder
        self._spreadsheet = spreadsheet
        self._tell = tell
        self._told = False

    def recall(self) -> LastRun | None:
        """What is known; nothing where it is damaged, of another spreadsheet, or not there."""
        try:
            return _remembered(orjson.loads(self._content(_ABOUT)), self._spreadsheet)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, known: LastRun, reply: bytes | None = None) -> None:
        """Know this from now on, and the reply where one is given."""
        try:
            if reply is not None:
                self._put(_REPLY, reply)
            about = {"format": _FORMAT, "spreadsheet": self._spreadsheet, "known": known}
            self._put(_ABOUT, orjson.dumps(about))
        except OSError as error:
            if not self._told:
                self._told = True
                reason = why_file_failed(error)
                self._tell(note("google-memory", folder=self._folder, reason=reason))

    def reply(self, known: LastRun) -> bytes | None:
        """The reply that was kept, if it is whole and the very one."""
        try:
            content = self._content(_REPLY)
        except OSError:
            return None
        return content if known.digest and digest_of(content) == known.digest else None

    def _content(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def _put(self, name: str, content: bytes) -> None:
        """Put a file in its place, whole or not at all."""
        make_folder(self._folder)
        replace_file(self._folder / name, lambda file: file.write(content), private=True)


def digest_of(content: bytes) -> str:
    """What tells one reply from another."""
    return sha256(content).hexdigest()


def _remembered(said: Any, spreadsheet: str) -> LastRun:  # noqa: ANN401 any JSON
    if said["format"] != _FORMAT or said["spreadsheet"] != spreadsheet:
        raise ValueError(spreadsheet)
    known = dict(said["known"])
    structure = dict(known["structure"])
    sheets = tuple(
        Sheet(
            **{
                **sheet,
                "merged": tuple(Area(**area) for area in sheet["merged"]),
                "totals": tuple(map(int, sheet["totals"])),
            }
        )
        for sheet in structure.pop("sheets")
    )
    formats = structure.pop("formats")
    if formats is not None:
        formats = tuple((int(sheet), NumberFormat(**one)) for sheet, one in formats)
    read_on = known["read_on"]
    return LastRun(
        structure=Structure(**structure, sheets=sheets, formats=formats),
        asked_on=dt.date.fromisoformat(known["asked_on"]),
        given={str(mark): str(title) for mark, title in known["given"].items()},
        version=str(known["version"]),
        read_on=None if read_on is None else dt.date.fromisoformat(read_on),
        digest=str(known["digest"]),
    )
