"""What the page of the demo shows of the workbook: some rows of a staff tab, read from the file."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences

FLAGGED = 3
"""So many rows that want something are shown, each with the row above it."""
SOUND = "✓"
"""Begins the status of a row that wants nothing."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the tab."""

    number: int
    cells: tuple[str, ...]
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """Some rows of one tab; the last column is the status that the service writes."""

    tab: str
    letters: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def sheet_picture(path: Path, tab: str, say: Sentences) -> SheetPicture:
    """The first rows that want something and those above them, as they stand in the file."""
    head, *body = CalamineWorkbook.from_path(path).get_sheet_by_name(tab).to_python()
    flagged = [place for place, row in enumerate(body) if _wants_something(row)][:FLAGGED]
    shown = sorted({near for place in flagged for near in (place - 1, place) if near >= 0})
    return SheetPicture(
        tab,
        LETTERS[: len(head)],
        tuple(_cells(head, say)),
        tuple(
            SheetRow(place + 2, tuple(_cells(body[place], say)), _wants_something(body[place]))
            for place in shown
        ),
    )


def _wants_something(row: Sequence[object]) -> bool:
    status = str(row[-1])
    return bool(status) and not status.startswith(SOUND)


def _cells(row: Sequence[object], say: Sentences) -> Iterator[str]:
    for cell in row:
        match cell:
            case float():
                yield f"{cell:g}"
            case dt.date():
                yield say.date(cell)
            case _:
                yield str(cell)
