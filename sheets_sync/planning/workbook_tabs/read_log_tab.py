"""What the log tab shows, read back from the workbook: letters that left, as staff see them."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.read_outbox_tab import SHOWN, tabs_titled
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook

TIME, NAME, ADDRESS, SUBJECT, STATE, LETTER = 1, 2, 3, 4, 6, 7
"""Columns of the log tab."""
_ID = re.compile(f"[0-9a-f]{{{SHOWN}}}")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (of the sheet's own clock)


@dataclass(frozen=True, slots=True)
class LoggedLetter:
    """One row of the log tab."""

    id: str
    """The first `SHOWN` characters of it."""
    at: dt.datetime
    """When it left, by the sheet's clock, to the second."""
    name: str
    address: str
    subject: str


def letters_logged(
    workbook: RawWorkbook, titles: Iterable[str], sent: Collection[str]
) -> tuple[LoggedLetter, ...]:
    """The letters that the log tab says have left, the newest first.

    `titles` are what the tab may be called, and `sent` the words for it, in any language.
    """
    tabs = (tab for title in titles for tab in tabs_titled(workbook, title))
    found = (letter for tab in tabs for letter in _letters(tab, sent))
    return tuple(sorted(found, key=lambda letter: (letter.at, letter.id), reverse=True))


def _letters(tab: RawTab, sent: Collection[str]) -> Iterator[LoggedLetter]:
    blank = (None,) * tab.height
    columns = [
        tab.columns[at - 1] if at <= len(tab.columns) else blank
        for at in (TIME, NAME, ADDRESS, SUBJECT, STATE, LETTER)
    ]
    for time, name, address, subject, state, letter in zip(*columns, strict=True):
        at = _moment(time)
        if at is not None and state in sent and isinstance(letter, str) and _ID.fullmatch(letter):
            yield LoggedLetter(letter, at, _text(name), _text(address), _text(subject))


def _moment(cell: RawCell) -> dt.datetime | None:
    match cell:
        case dt.datetime():
            at = cell
        case bool():
            return None
        case int() | float():
            at = _EPOCH + dt.timedelta(days=cell)
        case _:
            return None
    return (at + dt.timedelta(milliseconds=500)).replace(microsecond=0)


def _text(cell: RawCell) -> str:
    return cell if isinstance(cell, str) else ""
