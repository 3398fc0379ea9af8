"""Which sheets of a workbook are of another layout, and what they say."""

from collections.abc import Collection, Iterator, Sequence

from sheets_sync.adoption.layouts.form import form
from sheets_sync.adoption.layouts.found import Layout, Numbering
from sheets_sync.adoption.layouts.group_columns import group_columns
from sheets_sync.adoption.layouts.people_table import people_table
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.likeness import columns_of
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawTab


def layouts(
    tabs: Sequence[RawTab],
    schema: Schema,
    reader: ColumnReader,
    tables: Collection[str],
    whole: Collection[str] = (),
    named: Sequence[str] = (),
) -> Iterator[Layout]:
    """The layouts of all sheets; of those in `tables`, which are read as they are, only ticks.

    Unless they are `whole`, they lack whose members they list, which the layout may know. `named`
    are communities that are known already.
    """
    columns = columns_of(schema)
    known = (*named, *_listed(tabs, schema, "communities", ("name", "community_id")))
    sessions = Numbering("S-{:04}", tuple(_listed(tabs, schema, "sessions", ("session_id",))))
    for tab in tabs:
        if tab.hidden or not tab.height:
            continue
        found = people_table(tab, columns, reader, known, sessions)
        if tab.sheet not in tables:
            if found is None or found.kind == "list":
                found = form(tab, columns) or found or group_columns(tab, known)
        elif found is not None and found.kind != "ticks":
            found = None if found.kind != "list" or tab.sheet in whole else found
        if found is not None:
            yield found


def _listed(
    tabs: Sequence[RawTab], schema: Schema, table: str, names: Sequence[str]
) -> Iterator[str]:
    """What stands in columns of the sheets that are read as a table by their titles."""
    for tab in tabs:
        of = schema.tab_named(tab.sheet)
        if of is None or of.name != table:
            continue
        found = find_headings(of, tab, schema.status_column)
        for name in names:
            if (at := found.positions.get(name)) is not None:
                texts = (shown(cell).strip() for cell in tab.columns[at - 1][found.row :])
                yield from (text for text in texts if text)
