"""Which table a tab under a strange title holds, as far as its headings tell."""

from collections import Counter
from collections.abc import Iterable

from sheets_sync.registry.headers import SEARCHED_ROWS, find_headings
from sheets_sync.registry.likeness import LIKELY, Columns, columns_of
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawTab

_FEWEST = 3
"""With fewer headings in common, tabs of any kind are alike."""


def headed_alike(strangers: Iterable[RawTab], schema: Schema) -> dict[str, str]:
    """By table, the title of the one stranger that has its headings.

    It has all that are required, more of this table's than of any other's, and few besides.
    Where two tabs may be the same table, neither is named.
    """
    found = [(table, sheet.sheet) for sheet in strangers if (table := _table(sheet, schema))]
    times = Counter(table for table, _ in found)
    return {table: title for table, title in found if times[table] == 1}


def _table(sheet: RawTab, schema: Schema) -> str | None:
    """The table whose headings a sheet has; None where none is or several are."""
    ours = schema.status_column
    headings = {name: find_headings(tab, sheet, ours) for name, tab in schema.tabs.items()}
    common = Counter({name: len(found.positions) for name, found in headings.items()})
    (name, most), (_, second) = [*common.most_common(2), ("", 0), ("", 0)][:2]
    if most < _FEWEST or second == most:
        return None
    best = headings[name]
    return None if best.missing(schema.tabs[name]) or len(best.unknown) > most else name


def perhaps_alike(strangers: Iterable[RawTab], schema: Schema) -> dict[str, str]:
    """By table, the title of the first stranger that may well be it, in words of somebody's own.

    Half of the headings that the table requires are there, and more than of any other table.
    """
    columns = columns_of(schema)
    found: dict[str, str] = {}
    for sheet in strangers:
        table = _perhaps(sheet, schema, columns)
        if table is not None:
            found.setdefault(table, sheet.sheet)
    return found


def _perhaps(sheet: RawTab, schema: Schema, columns: Columns) -> str | None:
    best, likeliest = 0, None
    for row in range(min(SEARCHED_ROWS, sheet.height)):
        texts = [text for cells in sheet.columns if (text := shown(cells[row]).strip())]
        likes = [columns.likes(text) for text in texts] if len(texts) >= _FEWEST else []
        for name, tab in schema.tabs.items():
            there = {
                column
                for like in likes
                for (table, column), how in like.items()
                if table == name and how.score >= LIKELY
            }
            required = {column.name for column in tab.columns.values() if column.required}
            if len(there) > best and len(there & required) * 2 >= len(required):
                best, likeliest = len(there), name
    return likeliest if best >= _FEWEST else None
