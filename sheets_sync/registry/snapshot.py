"""A snapshot: the whole workbook as typed tables, as of one day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheets_sync.registry.cells import Cells, shown
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.effort import Effort
from sheets_sync.registry.headers import Headings, find_headings
from sheets_sync.registry.people import (
    StaffIndex,
    nearest_person,
    resolve_people,
    resolve_person,
    staff_index,
)
from sheets_sync.registry.references import (
    ReferenceIndex,
    community_index,
    resolve_reference,
    session_index,
)
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.tables import State, Table
from sheets_sync.registry.text import fold, nearest
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.settings.model import Rules


@dataclass(frozen=True, slots=True)
class StructureProblem:
    """Something wrong with a tab or its headings."""

    rule: str
    tab: str
    sheet: str | None = None
    row: int | None = None
    position: int | None = None
    """The spreadsheet column, 1 at the left."""
    first: int | None = None
    """Of a heading that is there twice, the spreadsheet column of the first."""
    column: str | None = None
    value: str | None = None
    near: str | None = None
    """The nearest title or heading: in the workbook for something missing, in the schema else."""


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

    def __getitem__(self, tab: str) -> Table:
        return self.tables[tab]

    @property
    def height(self) -> int:
        """Rows of all tables."""
        return sum(len(table) for table in self.tables.values())


def read_snapshot(workbook: RawWorkbook, schema: Schema, today: dt.date, limits: Rules) -> Snapshot:
    """Everything the workbook says as of `today`; never raises for what staff typed."""
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    sheets = _sheets_by_tab(workbook, schema)
    tables: dict[str, Table] = {}
    problems: list[StructureProblem] = []
    for tab in schema.tabs.values():
        if not sheets[tab.name]:
            tables[tab.name] = _no_rows(tab, "missing", (), reader)
            problems.extend(_missing(tab, workbook, schema))
            continue
        headings = [find_headings(tab, sheet, schema.status_column) for sheet in sheets[tab.name]]
        found = [
            problem
            for sheet, heading in zip(sheets[tab.name], headings, strict=True)
            for problem in _heading_problems(tab, sheet, heading)
        ]
        problems.extend(found)
        if any(problem.rule in _QUARANTINING for problem in found):
            titles = tuple(sheet.sheet for sheet in sheets[tab.name])
            tables[tab.name] = _no_rows(tab, "quarantined", titles, reader)
        else:
            tables[tab.name] = _read_table(tab, sheets[tab.name], headings, reader)
    staff = _resolve(tables)
    return Snapshot(
        schema,
        today,
        workbook.place,
        workbook.version,
        tables,
        tuple(problems),
        staff,
        workbook.locale,
    )


_QUARANTINING = frozenset({"header-missing", "header-duplicate"})


def _sheets_by_tab(workbook: RawWorkbook, schema: Schema) -> dict[str, list[RawTab]]:
    sheets: dict[str, list[RawTab]] = {name: [] for name in schema.tabs}
    for sheet in workbook.tabs:
        tab = schema.tab_named(sheet.sheet)
        # An empty sheet for a tab that need not be there is nobody's mistake.
        if tab is not None and not (tab.optional and _is_empty(sheet)):
            sheets[tab.name].append(sheet)
    return sheets


def _is_empty(sheet: RawTab) -> bool:
    return not any(shown(cell).strip() for column in sheet.columns for cell in column)


def _missing(tab: Tab, workbook: RawWorkbook, schema: Schema) -> list[StructureProblem]:
    if tab.optional:
        return []
    strangers = [s.sheet for s in workbook.tabs if schema.tab_named(s.sheet) is None]
    spellings = tab.words.spellings(tab.name)
    near = [
        title for spelling in spellings if (title := nearest(spelling, strangers)) is not None
    ] or _lengthened(spellings, strangers)
    return [StructureProblem("tab-missing", tab.name, near=near[0] if near else None)]


def _lengthened(spellings: Iterable[str], strangers: list[str]) -> list[str]:
    """The one title that says the tab's name and more, as กิจกรรม (เก่า) does."""
    beginnings = tuple(map(fold, spellings))
    longer = [title for title in strangers if fold(title).startswith(beginnings)]
    return longer if len(longer) == 1 else []


def _heading_problems(tab: Tab, sheet: RawTab, found: Headings) -> list[StructureProblem]:
    problems: list[StructureProblem] = []
    close = {heading.near: heading.text for heading in found.unknown if heading.near}
    missing = found.missing(tab)
    problems.extend(
        StructureProblem(
            "header-missing",
            tab.name,
            sheet.sheet,
            found.row,
            column=column,
            near=close.get(column),
        )
        for column in missing
    )
    for column, position in found.repeated.items():
        problems.append(
            StructureProblem(
                "header-duplicate",
                tab.name,
                sheet.sheet,
                found.row,
                position,
                found.positions[column],
                column,
                value=str(sheet.columns[position - 1][found.row - 1]),
            )
        )
    problems.extend(
        StructureProblem(
            "header-unknown",
            tab.name,
            sheet.sheet,
            found.row,
            heading.position,
            value=heading.text,
            near=heading.near,
        )
        for heading in found.unknown
        # Where the column itself is missing, its own finding already names this heading.
        if heading.near is not None and heading.near not in missing
    )
    problems.extend(_typed_over(tab, sheet, found.row))
    return problems


def _typed_over(tab: Tab, sheet: RawTab, header_row: int) -> Iterator[StructureProblem]:
    """Cells below the headings where somebody typed into our status column."""
    for row, position in sheet.typed_over:
        if row > header_row:
            value = shown(sheet.columns[position - 1][row - 1])
            yield StructureProblem(
                "status-column-broken", tab.name, sheet.sheet, row, position, value=value
            )


def _no_rows(tab: Tab, state: State, sheets: tuple[str, ...], reader: ColumnReader) -> Table:
    columns = {name: reader.read(column, ()) for name, column in tab.columns.items()}
    return Table(tab, state, columns, sheets=sheets)


def _read_table(
    tab: Tab, sheets: Sequence[RawTab], headings: Sequence[Headings], reader: ColumnReader
) -> Table:
    heights = [max(s.height - h.row, 0) for s, h in zip(sheets, headings, strict=True)]
    columns = {
        name: reader.read(column, _gather(name, sheets, headings, heights))
        for name, column in tab.columns.items()
    }
    rows = np.concatenate(
        [np.arange(h.row + 1, h.row + 1 + n) for h, n in zip(headings, heights, strict=True)]
    ).astype(np.int32)
    sheet_of = np.repeat(np.arange(len(sheets), dtype=np.int8), heights)
    written = np.zeros(len(rows), dtype=np.bool_)
    for cells in sorted(columns.values(), key=lambda cells: len(cells.typed)):
        if written.all():
            break
        written |= _anything_typed(cells)[cells.codes]
    if not written.all():
        columns = {
            name: replace(cells, codes=cells.codes[written]) for name, cells in columns.items()
        }
        rows, sheet_of = rows[written], sheet_of[written]
    return Table(
        tab,
        "read",
        columns,
        rows,
        tuple(sheet.sheet for sheet in sheets),
        sheet_of,
        tuple(heading.positions for heading in headings),
        tuple(heading.row for heading in headings),
    )


def _anything_typed(cells: Cells) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """For every distinct cell; a box that nobody ticked is not typed, it came with the sheet."""
    unticked = shown(False) if cells.column.kind == "yes_no" else ""  # noqa: FBT003  the box itself
    return np.array(
        [
            raw is not None and (not isinstance(raw, str) or raw.strip() not in {"", unticked})
            for raw in cells.typed
        ],
        dtype=np.bool_,
    )


def _gather(
    column: str,
    sheets: Sequence[RawTab],
    headings: Sequence[Headings],
    heights: Sequence[int],
) -> list[RawCell]:
    """The cells of a column below the headings of all sheets; blank where a sheet lacks it."""
    cells: list[RawCell] = []
    for sheet, heading, height in zip(sheets, headings, heights, strict=True):
        position = heading.positions.get(column)
        if position is None:
            cells.extend([None] * height)
        else:
            cells.extend(sheet.columns[position - 1][heading.row :])
    return cells


def _resolve(tables: dict[str, Table]) -> StaffIndex:
    """Replace what was typed for people, communities and sessions by the rows they mean.

    Where the other tab cannot be relied on, nothing is found and nothing is complained of.
    """
    effort = Effort()
    staff = staff_index(tables["staff"])
    suggest = nearest_person(staff, effort)
    known = tables["staff"].state == "read"
    for name, table in tables.items():
        columns = dict(table.columns)
        for column, cells in columns.items():
            if cells.column.kind == "person":
                columns[column] = _silently(resolve_person(cells, staff, suggest), cells, known)
            elif cells.column.kind == "people":
                columns[column] = _silently(resolve_people(cells, staff, suggest), cells, known)
        tables[name] = replace(table, columns=columns)
    _refer(tables, "communities", community_index(tables["communities"]), effort)
    _refer(tables, "sessions", session_index(tables["sessions"], tables["communities"]), effort)
    return staff


def _refer(tables: dict[str, Table], target: str, index: ReferenceIndex, effort: Effort) -> None:
    known = tables[target].state == "read"
    for name, table in tables.items():
        columns = {
            column: _silently(resolve_reference(cells, index, effort), cells, known)
            if cells.column.kind == "reference" and cells.column.to == target
            else cells
            for column, cells in table.columns.items()
        }
        tables[name] = replace(table, columns=columns)


def _silently(resolved: Cells, before: Cells, known: bool) -> Cells:  # noqa: FBT001
    return resolved if known else replace(resolved, problems=before.problems)
