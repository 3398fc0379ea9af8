"""What can be copied out of a workbook of an agency's own into a registry of ours.

Nothing is guessed: cells are taken as they are seen under headings that are certain. Only what a
sheet says in another shape is put into ours: several members in one cell become rows, a first and a
last name in two columns become one name, ticks become attendance, and a form becomes its records.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sheets_sync.adoption.completing import Differing, Given, completed
from sheets_sync.adoption.layouts.found import Layout, Numbering, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import (
    introduces_a_group,
    named_above,
    names_its_group,
    naming_cells,
)
from sheets_sync.adoption.mapping import Proposal, SheetMatch
from sheets_sync.adoption.name_parts import name_places, titles_alone
from sheets_sync.adoption.one_each import one_each
from sheets_sync.adoption.reading import proposed_snapshot
from sheets_sync.adoption.remainder import CellAccount, Remainder, TableRows, remainder
from sheets_sync.adoption.said_once import SCORES, full_mark, with_full_mark
from sheets_sync.adoption.session_times import IsTime, with_times
from sheets_sync.adoption.splitting import SheetRecords, attended_sessions, beside
from sheets_sync.adoption.uniting import DayOf, united
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.likeness import Columns, columns_of
from sheets_sync.registry.record_words import begins_note, is_signed
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import ReadingLimits, Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import CellError, CellObject, RawCell, RawTab, RawWorkbook


@dataclass(frozen=True, slots=True)
class Copied:
    """The records of each tab of ours, and what was not taken."""

    records: Mapping[str, Sequence[Record]]
    given: Given
    rows_left: Mapping[str, tuple[tuple[int, Reason], ...]]
    """By sheet, the rows that are no records."""
    remainders: Mapping[str, Remainder]
    """By sheet, what else was not taken, beside the headings that the proposal leaves out."""
    differing: tuple[Differing, ...]
    """What is said of records that have something else in the same column already."""
    used: frozenset[tuple[str, int]]
    """Sheet and column of headings that are no columns of ours, and were taken all the same."""
    renamed: Mapping[str, str]
    """Names of communities, by the one that stands in their place: IT for กลุ่ม IT."""


@dataclass(slots=True)
class _Copy:
    """A copy on its way."""

    records: dict[str, list[Record]]
    people: list[Record]
    used: set[tuple[str, int]]
    passed: set[tuple[str, int, int]]
    """Sheet, row and column of cells under those headings that were not taken."""
    outside: set[tuple[str, int, int]]
    """Those of cells outside the records: a name of the community above, a session below it."""

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
    snapshot = proposed_snapshot(workbook, proposal, declaration, today, limits)
    columns = columns_of(snapshot.schema)
    sheets = {tab.sheet: tab for tab in workbook.tabs}
    copy = _Copy({}, [], set(), set(), set())
    tables = list(_tables(snapshot, proposal, sheets))
    _name_sessions(tables, proposal.layouts)
    staff_listed = any(rows.match.tab == "staff" for rows in tables)
    day_of, yes = _day_of(snapshot, today, limits), snapshot.schema.yes
    is_time = _is_time(snapshot, today, limits)
    known = tuple(_community_names(tables, proposal.layouts))
    for rows in tables:
        _name_community(rows, known, copy)
        _copy_table(rows, copy, columns, day_of, is_time, staff_listed=staff_listed)
    copy.people += [person for layout in proposal.layouts for person in layout.people]
    in_table = any(rows.match.tab == "communities" for rows in tables)
    drawn = [_with_times(layout, is_time) for layout in proposal.layouts]
    whole = united(copy.records, drawn, day_of, yes, listed=in_table)
    listed = in_table or any(layout.kind == "form" for layout in proposal.layouts)
    records, given, differing = completed(whole.records, copy.people, listed=listed)
    rows_left = _rows_left(snapshot, sheets)
    rest = {
        layout.sheet: _rest_of_layout(sheets[layout.sheet], layout, staff_listed=staff_listed)
        for layout in proposal.layouts
    }
    for match in proposal.sheets:
        if match.sheet not in rest:
            left = rows_left.get(match.sheet, ())
            rest[match.sheet] = _rest_of_table(sheets[match.sheet], match, snapshot, left, copy)
    return Copied(
        records,
        given,
        rows_left,
        rest,
        (*differing, *whole.differing),
        frozenset(copy.used),
        whole.renamed,
    )


def _day_of(snapshot: Snapshot, today: dt.date, limits: ReadingLimits) -> DayOf:
    """Reads single cells as days."""
    schema = snapshot.schema
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    column = schema.tabs["sessions"].columns["held_on"]

    @cache
    def day_of(cell: RawCell) -> dt.date | None:
        read: dt.date | None = reader.read(column, [cell]).at(0).item()
        return read

    return day_of


def _is_time(snapshot: Snapshot, today: dt.date, limits: ReadingLimits) -> IsTime:
    """Whether single cells are a time of day, or say that none is known yet."""
    schema = snapshot.schema
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    column = schema.tabs["sessions"].columns["starts_at"]

    @cache
    def is_time(cell: RawCell) -> bool:
        return (
            fold(shown(cell)) in schema.placeholders
            or reader.read(column, [cell]).at(0) is not None
        )

    return is_time


def _with_times(layout: Layout, is_time: IsTime) -> Layout:
    """The layout with the times of its sessions apart; where one is no time, it is as it was."""
    if "sessions" not in layout.records:
        return layout
    apart = [(one, *with_times(one, is_time)) for one in layout.records["sessions"]]
    sessions = [one if lost else said for one, said, lost in apart]
    return replace(layout, records={**layout.records, "sessions": sessions})


def _tables(
    snapshot: Snapshot, proposal: Proposal, sheets: Mapping[str, RawTab]
) -> Iterator[SheetRecords]:
    """The records of every sheet that is read as a table."""
    matches = {match.sheet: match for match in proposal.sheets}
    for table in snapshot.tables.values():
        for sheet in table.sheets:
            of_sheet = [row for row in range(len(table)) if table.sheet(row) == sheet]
            records = [(int(table.rows[row]), _record(table, row)) for row in of_sheet]
            yield SheetRecords(_but_declined(matches[sheet]), Grid(sheets[sheet]), records)


def _but_declined(match: SheetMatch) -> SheetMatch:
    """The match without the headings of which a person said that nothing is to be taken."""
    return replace(match, left=tuple(one for one in match.left if one.reason != "declined"))


def _record(table: Table, row: int) -> dict[str, RawCell]:
    typed = {name: cells.typed[cells.codes[row]] for name, cells in table.columns.items()}
    return {name: cell for name, cell in typed.items() if not _is_nothing(cell)}


def _is_nothing(cell: RawCell) -> bool:
    return _is_broken(cell) or not shown(cell).strip()


def _name_sessions(tables: Sequence[SheetRecords], layouts: Sequence[Layout]) -> None:
    """Give the sessions an ID whose attendance stands in one of their cells."""
    sessions = [one for rows in tables if rows.match.tab == "sessions" for _, one in rows.records]
    drawn = [one for layout in layouts for one in layout.records.get("sessions", ())]
    taken = [shown(one.get("session_id")).strip() for one in (*sessions, *drawn)]
    numbers = Numbering("S-{:04}", taken)
    for rows in tables:
        if rows.match.tab == "sessions":
            for record in attended_sessions(rows):
                record.setdefault("session_id", numbers.next())


def _community_names(tables: Sequence[SheetRecords], layouts: Sequence[Layout]) -> Iterator[str]:
    """The communities that lists and forms name."""
    listed = [one for rows in tables if rows.match.tab == "communities" for _, one in rows.records]
    drawn = [one for layout in layouts for one in layout.records.get("communities", ())]
    for one in (*listed, *drawn):
        if name := shown(one.get("name")).strip():
            yield name


def _name_community(rows: SheetRecords, known: Sequence[str], copy: _Copy) -> None:
    """Where no column says it, the community that the lines above or the title surely name."""
    match, grid = rows.match, rows.grid
    if match.tab not in _OF_COMMUNITIES or any(one.column == "community" for one in match.columns):
        return
    lines = [*grid.above(match.row, introduces_a_group)]
    name = named_above(lines, match.sheet, known)
    if not name or not (name in known or any(map(names_its_group, (*lines, match.sheet)))):
        return
    for _, record in rows.records:
        record["community"] = name
    copy.outside |= {
        (match.sheet, row, at) for row, at in naming_cells(grid, range(1, match.row), name)
    }


_OF_COMMUNITIES = frozenset({"members", "experts", "plans", "sessions", "evaluations", "followups"})


def _copy_table(
    rows: SheetRecords,
    copy: _Copy,
    columns: Columns,
    day_of: DayOf,
    is_time: IsTime,
    *,
    staff_listed: bool,
) -> None:
    tab, sheet = rows.match.tab, rows.match.sheet
    copy.used |= {(sheet, place) for place in name_places(rows.match) if place}
    numbers = [number for number, _ in rows.records]
    copy.passed |= {(sheet, *place) for place in titles_alone(rows.match, rows.grid, numbers)}
    places = {one.column: one.position for one in rows.match.columns}
    mark = full_mark(one.heading for one in rows.match.columns if one.column in SCORES)
    for number, record in rows.records:
        said, lost = with_times(record, is_time) if tab == "sessions" else (record, frozenset())
        mine, nobody = one_each(tab, said)
        copy.add({tab: tuple(with_full_mark(one, mark) for one in mine)})
        copy.passed |= {(sheet, number, places[name]) for name in lost | nobody if name in places}
    more = beside(rows, columns, day_of, staff_listed=staff_listed)
    copy.add(more.records)
    copy.people += more.people
    copy.used |= {(sheet, place) for place in more.used}
    copy.passed |= {(sheet, row, place) for row, place in more.passed}
    copy.outside |= {(sheet, row, place) for row, place in more.taken}


def _rows_left(
    snapshot: Snapshot, sheets: Mapping[str, RawTab]
) -> dict[str, tuple[tuple[int, Reason], ...]]:
    """By sheet, the rows of a table that are no records."""
    found: dict[str, tuple[tuple[int, Reason], ...]] = {}
    for table in snapshot.tables.values():
        for number, sheet in enumerate(table.sheets if table.positions else ()):
            left = {one.row: one.reason for one in table.left_out if one.sheet == number}
            records = set(table.rows[table.sheet_of == number].tolist())
            grid, positions = Grid(sheets[sheet]), _positions(table, number)
            for row in range(table.header_rows[number] + 1, grid.height + 1):
                if row not in records and row not in left:
                    reason = _why_none(grid.filled(row), positions)
                    if reason is not None:
                        left[row] = reason
            if left:
                found[sheet] = tuple(sorted(left.items()))
    return found


def _why_none(cells: Sequence[tuple[int, RawCell]], positions: AbstractSet[int]) -> Reason | None:
    """Why a row with nothing of a record in it is there; nothing where its cells are told of."""
    if not cells:
        return None
    first = shown(cells[0][1]).strip()
    if is_total_row(cells):
        return "total"
    if begins_note(first) or is_signed(first):
        return "note"
    ours = any(at in positions and cell is not False for at, cell in cells)
    return "prepared" if ours else None


def _positions(table: Table, number: int) -> set[int]:
    """The spreadsheet columns that one of a table's sheets is read from."""
    return {*table.positions[number].values(), *(at for at, _ in table.joined[number].values())}


def _rest_of_layout(tab: RawTab, layout: Layout, *, staff_listed: bool) -> Remainder:
    account = CellAccount()
    for at, rows in layout.taken.items():  # an error in a place that was read is still lost
        cells = dict(enumerate(tab.columns[at - 1], 1))
        account.add_rows((row for row in rows if not _is_broken(cells.get(row))), at)
    if staff_listed:
        return remainder(tab, account.cells, layout.blocks, layout.of_people)
    account.add_all(layout.of_people)
    return remainder(tab, account.cells, layout.blocks)


def _rest_of_table(
    tab: RawTab,
    match: SheetMatch,
    snapshot: Snapshot,
    left: Sequence[tuple[int, Reason]],
    copy: _Copy,
) -> Remainder:
    table, schema = snapshot.tables[match.tab], snapshot.schema
    found = find_headings(schema.tabs[match.tab], tab, schema.status_column)
    first = found.first_row or match.row
    below = range(first, tab.height + 1)
    account = CellAccount()
    used = {at for sheet, at in copy.used if sheet == match.sheet}
    account.add_rows(below, *({one.position for one in match.left} - used))
    if found.status is not None:
        account.add_rows(below, found.status)
    last = match.row
    if table.positions:
        number = table.sheets.index(match.sheet)
        records = table.rows[table.sheet_of == number].tolist()
        last = max(records, default=last)
        for at in _positions(table, number) | used:
            account.add_rows(range(first, match.row + 1), at)
            passed = {row for row in records if (match.sheet, row, at) in copy.passed}
            broken = {row for row in records if _is_broken(tab.columns[at - 1][row - 1])}
            account.add_rows(set(records) - passed - broken, at)
    for row, _ in left:
        account.add(row, *range(1, len(tab.columns) + 1))
    for sheet, row, at in copy.outside:
        if sheet == match.sheet:
            account.add(row, at)
    return remainder(tab, account.cells, (TableRows(first, match.row + 1, last),))


def _is_broken(cell: RawCell) -> bool:
    return isinstance(cell, CellError | CellObject)
