"""What the outbox tab shows, read back from the workbook: its letters, and what staff ticked."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook

Tick: TypeAlias = Literal["hold", "stop"]

KEY, DAY, TO, HOLD, STOP = 1, 2, 3, 7, 8
"""Columns of a letter's id, its day and its reader, and of the two ticks."""
SHOWN = 12
"""So many characters of a letter's id stand in the tab; they are enough to find it."""
_LETTER = re.compile(f"[0-9a-f]{{{SHOWN}}}")
_EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """One row of the outbox tab."""

    id: str
    """The first `SHOWN` characters of it."""
    day: dt.date | None
    to: str
    """Name, if there is one, and address, on lines of their own."""
    tick: Tick | None


def letters_shown(
    workbook: RawWorkbook, titles: Iterable[str], home: str | None = None
) -> tuple[ShownLetter, ...]:
    """The letters in the outbox tab; `titles` are what it may be called, in any language."""
    tabs = (tab for title in titles for tab in tabs_titled(workbook, title, home))
    return tuple(letter for tab in tabs for letter in _letters(tab))


def tabs_titled(workbook: RawWorkbook, title: str, home: str | None = None) -> tuple[RawTab, ...]:
    """The tabs with that title, or with the one that they get where it is taken.

    `home` asks for those in one of the workbooks that it was read from.
    """
    return tuple(
        tab
        for tab in workbook.tabs
        if (tab.sheet == title or tab.sheet.startswith(f"{title} (")) and home in (None, tab.home)
    )


def ticks_in(workbook: RawWorkbook, titles: Iterable[str]) -> Mapping[str, Tick]:
    """What staff have ticked, by the shown start of a letter's id; *stop* outdoes *hold*."""
    shown = letters_shown(workbook, titles)
    return {letter.id: letter.tick for letter in shown if letter.tick is not None}


def _letters(tab: RawTab) -> Iterator[ShownLetter]:
    blank = (None,) * tab.height
    columns = [
        tab.columns[at - 1] if at <= len(tab.columns) else blank
        for at in (KEY, DAY, TO, HOLD, STOP)
    ]
    for letter, day, to, hold, stop in zip(*columns, strict=True):
        if isinstance(letter, str) and _LETTER.fullmatch(letter):
            tick: Tick | None = "stop" if _is_ticked(stop) else "hold" if _is_ticked(hold) else None
            yield ShownLetter(letter, _date(day), str(to or ""), tick)


def _is_ticked(cell: RawCell) -> bool:
    """Anything that staff put there counts, but an empty box."""
    return cell not in (None, False) and str(cell).strip() not in {"", "FALSE"}


def _date(cell: RawCell) -> dt.date | None:
    match cell:
        case dt.datetime():
            return cell.date()
        case dt.date():
            return cell
        case int() | float():
            return _EPOCH + dt.timedelta(days=int(cell))
    return None
