"""What stands in some columns, all the way down, and only where it must be known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.registry.workbook import RawCell
from sheets_sync.stores.google.provisioning.first_rows import Top, TopCell, cells_of, is_filled
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import Block
from sheets_sync.stores.google.writing.row_formulas import is_row_formula

_CELL = "userEnteredValue,effectiveValue"
_CELLS = f"spreadsheetId,sheets(properties(sheetId),data(rowData(values({_CELL}))))"


@dataclass(frozen=True, slots=True)
class TabQuestion:
    """What is to be known of a tab."""

    top: Top
    spare: bool = False
    """Where nothing stands, nor further right."""
    column: int | None = None
    """What stands in this column below the row of the headings."""
    header_row: int = 1


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the heading of a column."""

    typed: int | None = None
    """The row of the first cell that holds anything but a row's own formula of ours."""
    values: tuple[RawCell, ...] = ()
    """What is shown there, down to the last cell that holds something."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The answers, by sheet id."""

    free: Mapping[int, int] = field(default_factory=dict)
    """The first column with nothing in it, nor to the right of it."""
    below: Mapping[int, Below] = field(default_factory=dict)


def read_columns(connection: Connection, asked: Iterable[TabQuestion]) -> Columns:
    """Everything that was asked, in one read of each kind; none where the grids tell it."""
    wanted = list(asked)
    spare = [one for one in wanted if one.spare]
    columns = [one for one in wanted if one.column is not None]
    return Columns(_free(connection, spare), _below(connection, columns))


def _free(connection: Connection, asked: Sequence[TabQuestion]) -> dict[int, int]:
    free = {one.top.sheet.id: one.top.filled + 1 for one in asked}
    blocks = [
        Block(one.top.sheet.id, column=one.top.filled + 1)
        for one in asked
        if one.top.filled < one.top.sheet.columns
    ]
    if blocks:
        reply = connection.values([{"gridRange": block.json()} for block in blocks])
        for one in reply["valueRanges"]:
            # An id of 0 says nothing, and is left out.
            sheet = one["dataFilters"][0]["gridRange"].get("sheetId", 0)
            free[sheet] += len(one["valueRange"].get("values", []))
    return free


def _below(connection: Connection, asked: Sequence[TabQuestion]) -> dict[int, Below]:
    found = {one.top.sheet.id: Below() for one in asked}
    blocks = {
        one.top.sheet.id: (Block(one.top.sheet.id, one.header_row + 1, at, None, at), one)
        for one in asked
        if (at := one.column) is not None
        and one.header_row < one.top.sheet.rows
        and at <= one.top.sheet.columns
    }
    if blocks:
        filters = [{"gridRange": block.json()} for block, _ in blocks.values()]
        for sheet in connection.cells(filters, _CELLS).get("sheets", ()):
            number = sheet["properties"].get("sheetId", 0)
            if number in blocks:
                found[number] = _in_column(cells_of(sheet), blocks[number][1].header_row + 1)
    return found


def _in_column(cells: Sequence[TopCell], first: int) -> Below:
    """What stands in the cells of a column, of which the first is in the row `first`."""
    typed = next(
        (
            row
            for row, cell in enumerate(cells, first)
            if (cell.formula or is_filled(cell.value)) and not is_row_formula(cell.formula, row)
        ),
        None,
    )
    return Below(typed, tuple(cell.value for cell in cells))
