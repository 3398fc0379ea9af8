"""What stands in some columns, all the way down: one read, and only where it must be known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.registry.workbook import RawCell
from sheets_sync.stores.google.batch import Block
from sheets_sync.stores.google.connection import Connection
from sheets_sync.stores.google.furnishing.first_rows import Top, is_filled


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be known of a tab."""

    top: Top
    spare: bool = False
    """Where nothing stands, nor further right."""
    column: int | None = None
    """What stands in this column below the row of the headings."""
    header_row: int = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """The answers, by sheet id."""

    free: Mapping[int, int] = field(default_factory=dict)
    """The first column with nothing in it, nor to the right of it."""
    typed: Mapping[int, int | None] = field(default_factory=dict)
    """The row of the first cell that holds something; None where none does."""


def read_columns(connection: Connection, asked: Iterable[Asked]) -> Columns:
    """Everything that was asked in one read; none where the grids themselves tell."""
    free: dict[int, int] = {}
    typed: dict[int, int | None] = {}
    blocks: list[tuple[Block, Asked]] = []
    for one in asked:
        sheet = one.top.sheet
        if one.spare:
            free[sheet.id] = one.top.filled + 1
            if one.top.filled < sheet.columns:
                blocks.append((Block(sheet.id, column=one.top.filled + 1), one))
        if one.column is not None:
            typed[sheet.id] = None
            if one.header_row < sheet.rows and one.column <= sheet.columns:
                row, at = one.header_row + 1, one.column
                blocks.append((Block(sheet.id, row, at, None, at), one))
    if not blocks:
        return Columns(free, typed)
    reply = connection.values([{"gridRange": block.json()} for block, _ in blocks])
    found = {
        _key(one["dataFilters"][0]["gridRange"]): one["valueRange"] for one in reply["valueRanges"]
    }
    for block, one in blocks:
        values: list[list[RawCell]] = found[_key(block.json())].get("values", [])
        if block.last_column is None:
            free[block.sheet] += len(values)
        else:
            rows = values[0] if values else []
            first = next((at for at, cell in enumerate(rows) if is_filled(cell)), None)
            typed[block.sheet] = None if first is None else one.header_row + 1 + first
    return Columns(free, typed)


def _key(block: Mapping[str, Any]) -> tuple[int, int, int | None]:
    """What tells one block from another; Google leaves out what is 0."""
    first, last = block.get("startColumnIndex", 0), block.get("endColumnIndex")
    return block.get("sheetId", 0), first, last
