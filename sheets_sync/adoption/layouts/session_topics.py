"""The topics of sessions that stand among their headings, in a row without a label of its own.

Above the days of a matrix, or below them; each session has another one.
"""

import re
from collections.abc import Mapping

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.person_columns import PersonColumns
from sheets_sync.adoption.layouts.session_headings import headed_session
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean, fold
from sheets_sync.registry.workbook import RawCell

_FEWEST = 2
_NO_TOPIC = re.compile(
    r"(?:ช่วง|ภาค|รอบ|ตอน)?(?:เช้า|บ่าย|เย็น|ค่ำ)|(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัส(?:บดี)?|ศุกร์|เสาร์|อาทิตย์)"
    r"|(?:มา|เข้า|ออก|เข้าร่วม|ลา|ขาด|ลงชื่อ|ลายมือชื่อ|หมายเหตุ|รวม|คะแนน)(?:\s.*)?|(?:mon|tue|wed|thu|fri|sat|sun)\S*"
    r"|morning|afternoon|am|pm|in|out|.*\d[.:]\d\d.*|[^\w]*|(?:\S[.\s]*){1,2}",
    re.IGNORECASE,
)
"""A part of the day, a time, a mark or the like."""


def are_topics(texts: Mapping[int, RawCell], sessions: int, reader: ColumnReader) -> bool:
    """Whether what stands over so many sessions are their topics: most have one, all another."""
    said = [shown(cell).strip() for cell in texts.values()]
    if len(said) < _FEWEST or len(said) * 2 <= sessions or len({*map(fold, said)}) < len(said):
        return False
    return all(_may_be_topic(cell, reader) for cell in texts.values())


def _may_be_topic(cell: RawCell, reader: ColumnReader) -> bool:
    if not isinstance(cell, str) or headed_session([cell], reader) is not None:
        return False
    text = arabic_digits(clean(cell))
    return _NO_TOPIC.fullmatch(text) is None and name_key(text) == fold(text)


def topics_among(
    grid: Grid, rows: range, sessions: Mapping[int, object], reader: ColumnReader
) -> dict[int, RawCell]:
    """By column of a session, its topic in one of the rows of its headings."""
    titles = {
        (area.first_row, area.first_column)
        for area in grid.tab.merged
        if area.last_column > area.first_column
    }
    for row in rows:
        cells = {at: cell for at, cell in grid.filled(row) if at in sessions}
        own = not any((row, at) in titles for at in cells)
        if own and are_topics(cells, len(sessions), reader):
            return cells
    return {}


def topics_below(grid: Grid, rows: range, person: PersonColumns, reader: ColumnReader) -> int:
    """1 where the row below the days of the sessions goes on with their topics."""
    if rows.stop > grid.height or person.people(grid, rows.stop):
        return 0
    headed = grid.headings(rows)
    sessions = {at for at, cells in headed.items() if headed_session(cells, reader) is not None}
    cells = dict(grid.filled(rows.stop))
    return int(cells.keys() <= sessions and are_topics(cells, len(sessions), reader))
