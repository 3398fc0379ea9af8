"""What every record holds, as it is kept to tell at the next check what changed."""

import json
from collections.abc import Collection, Iterator

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.cells import Cells
from sheets_sync.registry.record_changes import RecordContent, TabRecords, names_record
from sheets_sync.registry.schema import Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table


def record_contents(
    context: RuleContext, *, blind: Collection[str] = (), without: Collection[str] = ()
) -> dict[str, TabRecords]:
    """By tab, its records; no tab that could not be read, or whose keys depend on such a one.

    `blind` are tabs not to be believed now, `without` the staff numbers of people about whom
    nothing may be kept.
    """
    unread = {tab for tab, table in context.snapshot.tables.items() if table.state != "read"}
    unread |= set(blind)
    return {
        tab.name: _records(context, context.table(tab.name), without)
        for tab in context.snapshot.schema.tabs.values()
        if not unread & {tab.name, *_depends_on(tab)}
    }


def _depends_on(tab: Tab) -> Iterator[str]:
    """The tabs that say what stands in the key."""
    for name in (*tab.key, *tab.alternative_key):
        column = tab.columns[name]
        if column.kind == "person":
            yield "staff"
        elif column.kind == "reference":
            yield column.to
            if column.to == "sessions":
                yield "communities"


def _records(context: RuleContext, table: Table, without: Collection[str]) -> TabRecords:
    found: dict[str, RecordContent] = {}
    for row, cells in enumerate(_cells_as_json(table)):
        key = context.key(table, row)
        if key is None or any(names_record(key, number) for number in without):
            continue
        place = key
        count = 1
        while place in found:  # the same key typed again is a record of its own
            count += 1
            place = f"{key} #{count}"
        found[place] = RecordContent(context.community_of(table, row) or "", cells)
    there = {name for positions in table.positions for name in positions}
    return TabRecords(tuple(name for name in table.columns if name in there), found)


def _cells_as_json(table: Table) -> Iterator[str]:
    """Of every row, its cells; each distinct cell of a column is written once."""
    written = [_written(name, cells) for name, cells in table.columns.items()]
    for row in zip(*written, strict=True):
        yield f"{{{', '.join(filter(None, row))}}}"


def _written(name: str, cells: Cells) -> Iterator[str]:
    heading = json.dumps(name)
    texts = (shown(raw).strip() for raw in cells.typed)
    distinct = [f"{heading}: {json.dumps(one, ensure_ascii=False)}" if one else "" for one in texts]
    return map(distinct.__getitem__, cells.codes.tolist())
