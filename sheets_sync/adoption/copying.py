"""What can be copied out of a workbook of an agency's own into a registry of ours.

Nothing is guessed: cells are taken as they are seen under headings that are certain. Only what a
sheet says in another shape is put into ours: several members in one cell become rows, a first and a
last name in two columns become one name, ticks become attendance, and a form becomes its records.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheets_sync.adoption.completing import Given, completed
from sheets_sync.adoption.feeding import ONE_PERSON_EACH
from sheets_sync.adoption.layouts.found import Layout, Numbering, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.person_columns import listed
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.splitting import Rows, attended_sessions, beside, name_of_parts
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.likeness import Columns, columns_of
from sheets_sync.registry.records import LeftOut
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import ReadingLimits, Snapshot, read_snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.workbook import CellError, CellObject, RawCell, RawWorkbook


@dataclass(frozen=True, slots=True)
class Copied:
    """The records of each tab of ours, and what was not taken."""

    records: Mapping[str, Sequence[Record]]
    given: Given
    rows_left: Mapping[str, tuple[LeftOut, ...]]
    """By sheet, the rows that are no records."""
    cells_left: Mapping[str, int]
    """By sheet, how many cells were errors or pictures."""
    used: frozenset[tuple[str, int]]
    """Sheet and column of headings that are no columns of ours, and were taken all the same."""


@dataclass(slots=True)
class _Copy:
    """A copy on its way."""

    records: dict[str, list[Record]]
    people: list[Record]
    used: set[tuple[str, int]]

    def add(self, records: Mapping[str, Sequence[Record]]) -> None:
        """Further records of several tabs."""
        for name, rows in records.items():
            self.records.setdefault(name, []).extend(rows)


def copied(
    workbook: RawWorkbook,
    proposal: Proposal,
    declaration: Mapping[str, Any],
    today: dt.date,
    limits: ReadingLimits,
) -> Copied:
    """What the proposal makes of a workbook, in the shape of ours."""
    schema = _nothing_required(read_schema(merge(declaration, proposal.overlay), "registry.toml"))
    columns = columns_of(schema)
    laid_out = {layout.sheet for layout in proposal.layouts}
    wanted = {match.sheet for match in proposal.sheets} - laid_out
    tabs = tuple(tab for tab in workbook.tabs if tab.sheet in wanted)
    snapshot = read_snapshot(replace(workbook, tabs=tabs), schema, today, limits)
    copy = _Copy({}, [], set())
    tables = list(_tables(snapshot, proposal, {tab.sheet: Grid(tab) for tab in tabs}))
    _name_sessions(tables, proposal.layouts)
    staff_listed = any(rows.match.tab == "staff" for rows in tables)
    for rows in tables:
        _copy_table(rows, copy, columns, staff_listed=staff_listed)
    for layout in proposal.layouts:
        copy.add(layout.records)
        copy.people += layout.people
    records, given = completed(copy.records, copy.people)
    return Copied(records, given, _rows_left(snapshot), _cells_left(snapshot), frozenset(copy.used))


def _nothing_required(schema: Schema) -> Schema:
    """The schema for reading what is there, whatever lacks."""
    tabs = {
        name: replace(
            tab,
            columns={key: replace(column, required=False) for key, column in tab.columns.items()},
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)


def _tables(snapshot: Snapshot, proposal: Proposal, grids: Mapping[str, Grid]) -> Iterator[Rows]:
    """The records of every sheet that is read as a table."""
    matches = {match.sheet: match for match in proposal.sheets}
    for table in snapshot.tables.values():
        for sheet in table.sheets:
            of_sheet = [row for row in range(len(table)) if table.sheet(row) == sheet]
            records = [(int(table.rows[row]), _record(table, row)) for row in of_sheet]
            yield Rows(matches[sheet], grids[sheet], records)


def _record(table: Table, row: int) -> dict[str, RawCell]:
    typed = {name: cells.typed[cells.codes[row]] for name, cells in table.columns.items()}
    return {name: cell for name, cell in typed.items() if not _is_nothing(cell)}


def _is_nothing(cell: RawCell) -> bool:
    return isinstance(cell, CellError | CellObject) or not shown(cell).strip()


def _name_sessions(tables: Sequence[Rows], layouts: Sequence[Layout]) -> None:
    """Give the sessions an ID whose attendance stands in one of their cells."""
    sessions = [one for rows in tables if rows.match.tab == "sessions" for _, one in rows.records]
    drawn = [one for layout in layouts for one in layout.records.get("sessions", ())]
    taken = [shown(one.get("session_id")).strip() for one in (*sessions, *drawn)]
    numbers = Numbering("S-{:04}", taken)
    for rows in tables:
        if rows.match.tab == "sessions":
            for record in attended_sessions(rows):
                record.setdefault("session_id", numbers.next())


def _copy_table(rows: Rows, copy: _Copy, columns: Columns, *, staff_listed: bool) -> None:
    tab, sheet = rows.match.tab, rows.match.sheet
    for row, record in rows.records:
        column = "full_name" if tab == "staff" else "person"
        if tab in {"staff", *ONE_PERSON_EACH} and column not in record:
            name, places = name_of_parts(rows, row)
            if name:
                record[column] = name
                copy.used |= {(sheet, place) for place in places}
        copy.add({tab: tuple(_one_by_one(tab, record))})
    more = beside(rows, columns, staff_listed=staff_listed)
    copy.add(more.records)
    copy.people += more.people
    copy.used |= {(sheet, place) for place in more.used}


def _one_by_one(tab: str, record: dict[str, RawCell]) -> Iterator[Record]:
    """A row for each of the people in one cell."""
    person = record.get("person")
    people = listed(person) if isinstance(person, str) and tab in ONE_PERSON_EACH else ()
    if len(people) < 2:  # noqa: PLR2004  two are several
        yield record
        return
    for one in people:
        yield {**record, "person": one}


def _rows_left(snapshot: Snapshot) -> dict[str, tuple[LeftOut, ...]]:
    return {
        sheet: rows
        for table in snapshot.tables.values()
        for number, sheet in enumerate(table.sheets)
        if (rows := tuple(one for one in table.left_out if one.sheet == number))
    }


def _cells_left(snapshot: Snapshot) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in snapshot.tables.values():
        for cells in table.columns.values():
            for row in range(len(table)):
                if isinstance(cells.typed[cells.codes[row]], CellError | CellObject):
                    found[table.sheet(row)] = found.get(table.sheet(row), 0) + 1
    return found
