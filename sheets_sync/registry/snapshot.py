"""A snapshot: the whole workbook as typed tables, as of one day."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.ditto_marks import with_values_above
from sheets_sync.registry.own_examples import own_examples, with_examples
from sheets_sync.registry.people import StaffIndex
from sheets_sync.registry.read_table import found_headings, no_rows, read_by, read_table
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.resolve_tables import resolve_tables
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.structure import (
    StructureProblem,
    astray_tables,
    heading_problems,
    missing_tab,
    sheets_by_tab,
)
from sheets_sync.registry.tables import Table
from sheets_sync.registry.workbook import LinkedWorkbook, RawTab, RawWorkbook


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
            tables[tab.name] = no_rows(tab, "quarantined", titles, reader, memory)
            problems.append(missing_tab(tab, workbook, schema, home=astray[tab.name]))
            continue
        if not sheets[tab.name]:
            tables[tab.name] = no_rows(tab, "missing", (), reader, memory)
            if not tab.optional:
                problems.append(missing_tab(tab, workbook, schema))
            continue
        made_of = (tab, schema, *sheets[tab.name], *read_by(reader))
        read = partial(_read_tab, tab, sheets[tab.name], schema, reader, memory)
        tables[tab.name], found = memory.of(("tab", tab.name), made_of, read)
        problems.extend(found)
    staff = resolve_tables(tables, memory)
    for name, table in tables.items():
        tables[name] = memory.of(("dittos", name), (table,), partial(with_values_above, table))
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


def _read_tab(
    tab: Tab,
    sheets: Sequence[RawTab],
    schema: Schema,
    reader: ColumnReader,
    memory: Recollection,
) -> tuple[Table, tuple[StructureProblem, ...]]:
    """The table of the sheets that hold a tab, with what is wrong with their headings."""
    headings = [found_headings(tab, sheet, schema, memory) for sheet in sheets]
    problems = tuple(
        problem
        for sheet, heading in zip(sheets, headings, strict=True)
        for problem in heading_problems(tab, sheet, heading, schema.status_column)
    )
    if any(problem.quarantines for problem in problems):
        titles = tuple(sheet.sheet for sheet in sheets)
        return no_rows(tab, "quarantined", titles, reader, memory), problems
    return read_table(tab, sheets, headings, reader, memory), problems
