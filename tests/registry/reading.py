"""Small schemas, columns and tabs for the tests of reading."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sheets_sync.registry.cells import Cells
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.declaration import read_schema
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.settings.config_file import defaults

TODAY = dt.date(2026, 11, 22)


@cache
def our_schema() -> Schema:
    return read_schema(declaration(), "registry.toml")


@cache
def declaration() -> Mapping[str, Any]:
    return tomllib.loads(resource("config", "registry.toml").read_text(encoding="utf-8"))


def cells_of(tab: str, column: str, *raw: RawCell, longest: int = 5000) -> Cells:
    """A column of the registry with these cells, read as of TODAY."""
    schema = our_schema()
    return ColumnReader(schema, TODAY, 15, longest).read(schema.tabs[tab].columns[column], raw)


def values(cells: Cells) -> list[Any]:
    return [value.item() if hasattr(value, "item") else value for value in cells.per_row()]


def problems(cells: Cells) -> list[tuple[int, str, str | None]]:
    """Row, rule and suggestion of everything that is wrong, by row."""
    return sorted(
        (row, rule, problem.suggestion)
        for row in range(len(cells.codes))
        for rule in cells.problems
        for problem in cells.problems_at(rule, row)
    )


def sheet(title: str, *rows: Sequence[RawCell]) -> RawTab:
    """A sheet from its rows; the shorter ones are filled up with blanks."""
    width = max(map(len, rows), default=0)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    return RawTab(title, tuple(zip(*filled, strict=True)))


def snapshot_of(*sheets: RawTab) -> Snapshot:
    limits = defaults(resource("config")).rules
    return read_snapshot(RawWorkbook("registry.xlsx", sheets), our_schema(), TODAY, limits)


def stored(*parts: int) -> dt.datetime:
    """A date cell of a workbook, which knows no time zone."""
    return dt.datetime(*parts)
