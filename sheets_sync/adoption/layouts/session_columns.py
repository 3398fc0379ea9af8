"""Which columns of a list of people are sessions: whose headings say so, and that hold ticks."""

import re
from collections.abc import Iterable, Iterator

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.person_columns import PersonColumns
from sheets_sync.adoption.layouts.session_headings import HeadedSession, headed_session
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawCell

_FEWEST_SESSIONS = 2
_MOSTLY = 0.5
"""So many of the filled cells below a session are ticks, where it is one."""
_SURE = 0.8


def days_below(grid: Grid, rows: range, person: PersonColumns, reader: ColumnReader) -> int:
    """1 where the row below the headings goes on with the days of the sessions."""
    if rows.stop > grid.height or person.people(grid, rows.stop):
        return 0
    titles = titles_over(grid, rows)
    cells = [(at, cell) for at, cell in grid.filled(rows.stop) if at not in person.columns]
    said = [headed_session([cell], reader, titles.get(at, "")) for at, cell in cells]
    return int(len(said) >= _FEWEST_SESSIONS and all(said))


def titles_over(grid: Grid, rows: range) -> dict[int, str]:
    """By column, the title over several columns that it stands beneath."""
    return {
        at: grid.text(area.first_row, area.first_column)
        for area in grid.tab.merged
        if area.first_row in rows and area.last_column > area.first_column
        for at in range(area.first_column, area.last_column + 1)
    }


def attended_columns(
    grid: Grid,
    rows: range,
    headings: dict[int, list[RawCell]],
    person: PersonColumns,
    columns: Columns,
    reader: ColumnReader,
) -> dict[int, HeadedSession]:
    """The columns of ticks that say who came; the lines above say to which session."""
    found: dict[int, HeadedSession] = {}
    ticked = False
    for at, cells in headings.items():
        heading = shown(cells[-1]).strip()
        like = columns.likes(heading).get(("attendance", "attended"))
        signed = _SIGNATURE.fullmatch(heading) is not None
        if at not in person.columns and (signed or (like is not None and like.score >= _SURE)):
            marks = [grid.text(row, at) for row in _people_rows(grid, rows, person)]
            filled = [mark for mark in marks if mark]
            if signed or all(_is_mark(mark, reader) for mark in filled):
                found[at] = HeadedSession(None, None, signed)
                ticked = ticked or (bool(filled) if signed else _any_sure(filled, reader))
    return found if ticked else {}


_SIGNATURE = re.compile(
    r"(?:ช่อง|การ)?(?:ลง)?(?:ลายมือชื่อ|ลายเซ็น(?:ต์)?|ชื่อ(?<=ลงชื่อ)|นาม(?<=ลงนาม))(?:\s*(?:ผู้เข้าร่วม|เข้าร่วม)\S*)?"
    r"|เซ็นชื่อ|signatures?|signed",
    re.IGNORECASE,
)


def came(text: str, session: HeadedSession, reader: ColumnReader) -> str:
    """The mark in a cell below a session; of a signature, that somebody came."""
    if fold(text) in CROSSES:
        return "✗"
    return "✓" if session.signed and text and not _is_mark(text, reader) else text


def session_columns(
    grid: Grid,
    rows: range,
    headings: dict[int, list[RawCell]],
    person: PersonColumns,
    reader: ColumnReader,
) -> dict[int, HeadedSession]:
    """By column, the sessions: at least two, of which one has ticks and none other things."""
    found: dict[int, HeadedSession] = {}
    titles = titles_over(grid, rows)
    ticked = 0
    for at, cells in headings.items():
        said = headed_session(cells, reader, titles.get(at, ""))
        if at in person.columns:
            continue
        if said is None:
            continue
        marks = [grid.text(row, at) for row in _people_rows(grid, rows, person)]
        filled = [mark for mark in marks if mark]
        fitting = sum(_is_mark(mark, reader) for mark in filled)
        if fitting >= _MOSTLY * len(filled):
            found[at] = said
            ticked += _any_sure(filled, reader)
    return found if len(found) >= _FEWEST_SESSIONS and ticked else {}


def _people_rows(grid: Grid, rows: range, person: PersonColumns) -> Iterator[int]:
    for row in range(rows.stop, grid.height + 1):
        if person.people(grid, row) and not is_total_row(grid.filled(row)):
            yield row


def _is_mark(text: str, reader: ColumnReader) -> bool:
    return fold(text) in reader.schema.yes | reader.schema.no | CROSSES


def _any_sure(marks: Iterable[str], reader: ColumnReader) -> bool:
    """Whether any of the marks says by itself who came."""
    return any(fold(mark) in reader.schema.yes | reader.schema.no for mark in marks)


CROSSES = frozenset({"x", "×", "✕"})
"""Beside ticks they are for those who did not come; alone they may mean either."""
