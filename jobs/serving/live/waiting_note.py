"""A small file beside a workbook that is open: who reads the folder knows that flags wait."""

from contextlib import suppress
from pathlib import Path

from sheets_sync.errors import StewardError
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences


def note_beside(workbook: Path, say: Sentences) -> Path:
    """Where the note stands."""
    return workbook.with_name(say("live.note.file", name=workbook.name))


def leave_note(workbook: Path, who: str, say: Sentences) -> None:
    """Say beside the workbook why nothing is written, and when it will be."""
    by = say("live.note.by", who=who) if who else ""
    text = say("live.note.text", name=workbook.name, by=by)
    with suppress(StewardError):  # a folder that takes no files takes no flags either
        write_file(note_beside(workbook, say), text.replace("\n", "\r\n").encode("utf-8-sig"))


def remove_note(workbook: Path, say: Sentences) -> None:
    """Nothing waits any more."""
    with suppress(OSError):
        note_beside(workbook, say).unlink(missing_ok=True)
