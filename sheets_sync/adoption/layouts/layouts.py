"""Which sheets of a workbook are of another layout, and what they say."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from sheets_sync.adoption.layouts.form import form
from sheets_sync.adoption.layouts.found import Layout, Numbering
from sheets_sync.adoption.layouts.group_columns import group_columns
from sheets_sync.adoption.layouts.groups_beside import groups_beside
from sheets_sync.adoption.layouts.month_plan import month_plan
from sheets_sync.adoption.layouts.people_table import people_table
from sheets_sync.adoption.layouts.stacked import stacked
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.likeness import Columns, columns_of
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
    seen = [tab for tab in tabs if not tab.hidden and tab.height]
    listed = (*named, *_listed(tabs, schema, "communities", ("name", "community_id")))
    forms: dict[str, Layout] = {}
    for tab in seen:
        found = (
            None if tab.sheet in tables else stacked(tab, columns, partial(form, columns=columns))
        )
        if found is not None and not _is_people_table(tab, columns, reader, listed):
            forms[tab.sheet] = found
    known = (*listed, *_named_in(forms.values()))
    sessions = Numbering("S-{:04}", tuple(_listed(tabs, schema, "sessions", ("session_id",))))
    people = partial(people_table, columns=columns, reader=reader, known=known, sessions=sessions)
    for tab in seen:
        found = forms.get(tab.sheet)
        if found is None and tab.sheet not in tables:
            found = groups_beside(tab, columns, known)
        found = found or stacked(tab, columns, people)
        if tab.sheet not in tables:
            found = found or month_plan(tab, columns, known, sessions) or group_columns(tab, known)
        elif found is not None and _is_known(found, whole=tab.sheet in whole):
            continue
        if found is not None:
            yield found


def _is_people_table(
    tab: RawTab, columns: Columns, reader: ColumnReader, known: Sequence[str]
) -> bool:
    """Whether a sheet that may be a form is a table of people with more to it than a list."""
    found = people_table(tab, columns, reader, known, Numbering("{}", ()))
    return found is not None and found.kind != "list"


def _is_known(found: Layout, *, whole: bool) -> bool:
    """Whether the table that a sheet is read as says all that its layout says."""
    return found.kind != "ticks" and (found.kind != "list" or whole)


def _named_in(forms: Iterable[Layout]) -> Iterator[str]:
    """The communities that forms are about, as other sheets name them."""
    for one in forms:
        for record in one.records["communities"]:
            if name := shown(record.get("name")).strip():
                yield name


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
