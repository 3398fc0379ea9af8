"""A snapshot: the whole workbook as typed tables, as of one day."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import numpy as np

from sheets_sync.registry.cells import Cells
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.comparison_budget import ComparisonBudget
from sheets_sync.registry.headers import Headings, find_headings
from sheets_sync.registry.merged_areas import MEANT_DOWN, filled_down, over_rows
from sheets_sync.registry.own_examples import own_examples, with_examples
from sheets_sync.registry.people import (
    StaffIndex,
    nearest_person,
    resolve_people,
    resolve_person,
    staff_index,
)
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.records import Block, records
from sheets_sync.registry.references import (
    ReferenceIndex,
    community_index,
    resolve_reference,
    session_index,
)
from sheets_sync.registry.schema import Column, Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.structure import (
    StructureProblem,
    astray_tables,
    heading_problems,
    missing_tab,
    sheets_by_tab,
)
from sheets_sync.registry.tables import State, Table
from sheets_sync.registry.whole_columns import joined_headings, whole_columns
from sheets_sync.registry.workbook import CellObject, LinkedWorkbook, RawCell, RawTab, RawWorkbook


@dataclass(frozen=True)
class Snapshot:
    """All tables of a workbook, typed and resolved, as of `today`."""

    schema: Schema
    today: dt.date
    place: str
    version: str
    tables: Mapping[str, Table]
    structure: tuple[StructureProblem, ...]
    staff: StaffIndex
    locale: str | None = None
    elsewhere: tuple[LinkedWorkbook, ...] = ()
    """The other workbooks that it was read from."""
    homes: Mapping[str, str] = field(default_factory=dict)
    """By title of a sheet that holds rows, the workbook it is in; nothing for the main one."""

    def __getitem__(self, tab: str) -> Table:
        return self.tables[tab]

    def only(self, tabs: Collection[str]) -> "Snapshot":
        """The same with these tables alone: what is made of it can depend on no others."""
        return replace(self, tables={tab: self.tables[tab] for tab in tabs})

    @property
    def height(self) -> int:
        """Rows of all tables."""
        return sum(len(table) for table in self.tables.values())


class ReadingLimits(Protocol):
    """What a cell may hold before it is asked about; the settings under `rules` have both."""

    @property
    def plausible_years(self) -> int:
        """So many years before and after today a date may lie."""
        ...

    @property
    def cell_length(self) -> int:
        """So many characters a text may have where its column says nothing else."""
        ...


def read_snapshot(
    workbook: RawWorkbook,
    schema: Schema,
    today: dt.date,
    limits: ReadingLimits,
    memory: Recollection = NOTHING,
) -> Snapshot:
    """Everything the workbook says as of `today`; never raises for what staff typed.

    With a memory, tables and columns of the same cells are the same objects as the last time.
    """
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    sheets = sheets_by_tab(workbook, schema)
    tables: dict[str, Table] = {}
    problems: list[StructureProblem] = []
    astray = astray_tables(workbook, schema)
    for tab in schema.tabs.values():
        if tab.name in astray:
            titles = tuple(sheet.sheet for sheet in sheets[tab.name])
            tables[tab.name] = _no_rows(tab, "quarantined", titles, reader, memory)
            problems.append(missing_tab(tab, workbook, schema, home=astray[tab.name]))
            continue
        if not sheets[tab.name]:
            tables[tab.name] = _no_rows(tab, "missing", (), reader, memory)
            if not tab.optional:
                problems.append(missing_tab(tab, workbook, schema))
            continue
        headings = [_headings(tab, sheet, schema, memory) for sheet in sheets[tab.name]]
        found = [
            problem
            for sheet, heading in zip(sheets[tab.name], headings, strict=True)
            for problem in heading_problems(tab, sheet, heading, schema.status_column)
        ]
        problems.extend(found)
        if any(problem.quarantines for problem in found):
            titles = tuple(sheet.sheet for sheet in sheets[tab.name])
            tables[tab.name] = _no_rows(tab, "quarantined", titles, reader, memory)
        else:
            tables[tab.name] = _read_table(tab, sheets[tab.name], headings, reader, memory)
    staff = _resolve(tables, memory)
    examples = own_examples(schema, tables)
    return Snapshot(
        memory.of("examples", (schema, str(examples)), partial(with_examples, schema, examples)),
        today,
        workbook.place,
        workbook.version,
        tables,
        tuple(problems),
        staff,
        workbook.locale,
        workbook.elsewhere,
        {sheet.sheet: sheet.home for some in sheets.values() for sheet in some},
    )


def _headings(tab: Tab, sheet: RawTab, schema: Schema, memory: Recollection) -> Headings:
    """The headings of a sheet; those of before where it is the very same sheet."""
    return memory.of(
        ("found headings", tab.name, sheet.home, sheet.sheet),
        (tab, schema, sheet),
        lambda: joined_headings(find_headings(tab, sheet, schema.status_column), sheet),
    )


def _no_rows(
    tab: Tab, state: State, sheets: tuple[str, ...], reader: ColumnReader, memory: Recollection
) -> Table:
    def made() -> Table:
        columns = {name: reader.read(column, ()) for name, column in tab.columns.items()}
        return Table(tab, state, columns, sheets=sheets)

    return memory.of(("no rows", tab.name), (tab, state, *sheets, *_read_by(reader)), made)


def _read_by(reader: ColumnReader) -> tuple[object, ...]:
    """What a reader makes of cells depends on no more than this."""
    return reader.schema, reader.today, reader.years, reader.longest


def _read_table(
    tab: Tab,
    sheets: Sequence[RawTab],
    headings: Sequence[Headings],
    reader: ColumnReader,
    memory: Recollection,
) -> Table:
    heights = [max(s.height - h.row, 0) for s, h in zip(sheets, headings, strict=True)]
    above = [heading.row for heading in headings]
    columns: dict[str, Cells] = {}
    for name, column in tab.columns.items():
        raw = whole_columns(column, sheets, headings, memory)
        columns[name] = memory.of(
            ("column", tab.name, name),
            (column, *_read_by(reader), *above, *heights, *raw),
            partial(_read_column, reader, column, raw, above, heights),
        )
    titles = tuple(sheet.sheet for sheet in sheets)
    placed = memory.alike(("headings", tab.name), tuple(headings))
    beside = memory.alike(
        ("beside", tab.name), tuple((sheet.merged, sheet.totals) for sheet in sheets)
    )
    strange = _other_columns(sheets, headings)
    return memory.of(
        ("table", tab.name),
        (tab, placed, beside, *titles, *heights, *strange, *columns.values()),
        lambda: _records_only(tab, sheets, placed, heights, columns),
    )


def _other_columns(
    sheets: Sequence[RawTab], headings: Sequence[Headings]
) -> Iterator[Sequence[RawCell]]:
    """The columns that are none of ours: whether a row is a record may depend on them."""
    for sheet, heading in zip(sheets, headings, strict=True):
        known = {*heading.positions.values(), heading.status}
        yield from (cells for at, cells in enumerate(sheet.columns, 1) if at not in known)


def _read_column(
    reader: ColumnReader,
    column: Column,
    raw: Sequence[Sequence[RawCell] | None],
    above: Sequence[int],
    heights: Sequence[int],
) -> Cells:
    return reader.read(column, _below(raw, above, heights))


def _records_only(
    tab: Tab,
    sheets: Sequence[RawTab],
    headings: Sequence[Headings],
    heights: Sequence[int],
    columns: Mapping[str, Cells],
) -> Table:
    """The table without the rows that are no records."""
    rows = np.concatenate(
        [np.arange(h.row + 1, h.row + 1 + n) for h, n in zip(headings, heights, strict=True)]
    ).astype(np.int32)
    sheet_of = np.repeat(np.arange(len(sheets), dtype=np.int8), heights)
    blocks = _blocks(sheets, headings, heights)
    written = np.zeros(len(rows), dtype=np.bool_)
    for cells in sorted(columns.values(), key=lambda cells: len(cells.typed)):
        if written.all():
            break
        written |= _anything_typed(cells)[cells.codes]
    columns = {name: _meant_down(name, cells, blocks) for name, cells in columns.items()}
    kept, left = records(tab, columns, written, blocks) if len(rows) else (written, ())
    if not kept.all():
        columns = {name: replace(cells, codes=cells.codes[kept]) for name, cells in columns.items()}
        rows, sheet_of = rows[kept], sheet_of[kept]
    return Table(
        tab,
        "read",
        columns,
        rows,
        tuple(sheet.sheet for sheet in sheets),
        sheet_of,
        tuple(heading.positions for heading in headings),
        tuple(heading.row for heading in headings),
        left,
        tuple(heading.joined for heading in headings),
    )


def _blocks(
    sheets: Sequence[RawTab], headings: Sequence[Headings], heights: Sequence[int]
) -> list[Block]:
    blocks, start = [], 0
    for sheet, heading, height in zip(sheets, headings, heights, strict=True):
        end = start + height
        blocks.append(Block(sheet, heading.row, heading.positions, start, end, heading.status))
        start = end
    return blocks


def _meant_down(name: str, cells: Cells, blocks: Sequence[Block]) -> Cells:
    """The column with what stands in merged areas in each of their rows."""
    if cells.column.kind not in MEANT_DOWN:
        return cells
    spans = [
        (block.at(area.first_row), min(block.at(area.last_row) + 1, block.end))
        for block in blocks
        if block.sheet.merged and (position := block.positions.get(name)) is not None
        for area in over_rows(block.sheet.merged, position, block.header_row)
        if block.at(area.first_row) < block.end
    ]
    return replace(cells, codes=filled_down(cells.codes, spans)) if spans else cells


def _anything_typed(cells: Cells) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For every distinct cell; a box that nobody ticked is not typed, it came with the sheet."""
    unticked = shown(False) if cells.column.kind == "yes_no" else ""  # noqa: FBT003  the box itself
    return np.array(
        [
            raw is not None
            and (not isinstance(raw, str) or raw.strip() not in {"", unticked})
            and not isinstance(raw, CellObject)
            for raw in cells.typed
        ],
        dtype=np.bool_,
    )


def _below(
    raw: Sequence[Sequence[RawCell] | None], above: Sequence[int], heights: Sequence[int]
) -> Sequence[RawCell]:
    """The cells of a column below the headings of all sheets; blank where a sheet lacks it."""
    parts = [
        [None] * height if cells is None else cells[row:]
        for cells, row, height in zip(raw, above, heights, strict=True)
    ]
    return parts[0] if len(parts) == 1 else [cell for part in parts for cell in part]


def _resolve(tables: dict[str, Table], memory: Recollection) -> StaffIndex:
    """Replace what was typed for people, communities and sessions by the rows they mean.

    Where the other tab cannot be relied on, nothing is found and nothing is complained of.
    """
    budget = ComparisonBudget()
    listed = tables["staff"]
    staff = memory.of("staff", (listed,), lambda: staff_index(listed))
    suggest = nearest_person(staff, budget)
    known = listed.state == "read"

    def named(cells: Cells) -> Cells:
        resolve = resolve_person if cells.column.kind == "person" else resolve_people
        return _silently(resolve(cells, staff, suggest), cells, known)

    for name, table in tables.items():
        columns = {
            column: _afforded(memory, (name, column), (cells, staff, known), budget, named)
            if cells.column.kind in {"person", "people"}
            else cells
            for column, cells in table.columns.items()
        }
        tables[name] = _with_columns(table, columns, memory)
    groups = tables["communities"]
    by_group = memory.of("communities", (groups,), lambda: community_index(groups))
    _refer(tables, "communities", by_group, budget, memory)
    met, groups = tables["sessions"], tables["communities"]
    by_session = memory.of("sessions", (met, groups), lambda: session_index(met, groups))
    _refer(tables, "sessions", by_session, budget, memory)
    return staff


def _refer(
    tables: dict[str, Table],
    target: str,
    index: ReferenceIndex,
    budget: ComparisonBudget,
    memory: Recollection,
) -> None:
    known = tables[target].state == "read"

    def referred(cells: Cells) -> Cells:
        return _silently(resolve_reference(cells, index, budget), cells, known)

    for name, table in tables.items():
        columns = {
            column: _afforded(memory, (name, column), (cells, index, known), budget, referred)
            if cells.column.kind == "reference" and cells.column.to == target
            else cells
            for column, cells in table.columns.items()
        }
        tables[name] = _with_columns(table, columns, memory, target)


def _afforded(
    memory: Recollection,
    place: tuple[str, str],
    parts: tuple[Cells, StaffIndex | ReferenceIndex, bool],
    budget: ComparisonBudget,
    resolve: Callable[[Cells], Cells],
) -> Cells:
    """The resolved cells: those of the last time where as much can be spent on them again."""
    slot = ("resolved", *place)
    known = memory.kept(slot, parts)
    if isinstance(known, _Resolved) and not known.refused and known.spent <= budget.left:
        budget.left -= known.spent
        return known.cells
    left, budget.refused = budget.left, False
    cells = resolve(parts[0])
    memory.keep(slot, parts, _Resolved(cells, left - budget.left, budget.refused))
    return cells


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Cells, and what it cost to find out what they mean."""

    cells: Cells
    spent: int
    refused: bool


def _with_columns(
    table: Table, columns: Mapping[str, Cells], memory: Recollection, *step: str
) -> Table:
    return memory.of(
        ("with columns", table.tab.name, *step),
        (table, *columns.values()),
        lambda: replace(table, columns=columns),
    )


def _silently(resolved: Cells, before: Cells, known: bool) -> Cells:  # noqa: FBT001
    return resolved if known else replace(resolved, problems=before.problems)
