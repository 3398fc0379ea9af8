"""Which table a tab under a strange title holds, as far as its headings tell beyond doubt."""

from collections import Counter
from collections.abc import Iterable

from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Schema
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
