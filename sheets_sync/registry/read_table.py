"""One tab, read from the sheets that hold its rows into a typed table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from sheets_sync.registry.cells import Cells
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.headers import Headings, find_headings
from sheets_sync.registry.merged_areas import MEANT_DOWN, filled_down, over_rows
from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.records import records
from sheets_sync.registry.schema import Column, Schema, Tab
from sheets_sync.registry.sheet_body import SheetBody
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import State, Table
from sheets_sync.registry.whole_columns import joined_headings, whole_columns
from sheets_sync.registry.workbook import CellObject, RawCell, RawTab


def found_headings(tab: Tab, sheet: RawTab, schema: Schema, memory: Recollection) -> Headings:
    """The headings of a sheet; those of before where it is the very same sheet."""
    return memory.of(
        ("found headings", tab.name, sheet.home, sheet.sheet),
        (tab, schema, sheet),
        lambda: joined_headings(find_headings(tab, sheet, schema.status_column), sheet),
    )


def no_rows(
    tab: Tab, state: State, sheets: tuple[str, ...], reader: ColumnReader, memory: Recollection
) -> Table:
    """The table of a tab that is missing, or whose rows cannot be relied on."""

    def made() -> Table:
        columns = {name: reader.read(column, ()) for name, column in tab.columns.items()}
        return Table(tab, state, columns, sheets=sheets)

    return memory.of(("no rows", tab.name), (tab, state, *sheets, *read_by(reader)), made)


def read_table(
    tab: Tab,
    sheets: Sequence[RawTab],
    headings: Sequence[Headings],
    reader: ColumnReader,
    memory: Recollection,
) -> Table:
    """The records of all sheets, one below the other; those of before where no cell changed."""
    heights = [max(s.height - h.row, 0) for s, h in zip(sheets, headings, strict=True)]
    above = [heading.row for heading in headings]
    columns: dict[str, Cells] = {}
    for name, column in tab.columns.items():
        raw = whole_columns(column, sheets, headings, memory)
        columns[name] = memory.of(
            ("column", tab.name, name),
            (column, *read_by(reader), *above, *heights, *raw),
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


def read_by(reader: ColumnReader) -> tuple[object, ...]:
    """What a reader makes of cells depends on no more than this."""
    return reader.schema, reader.today, reader.years, reader.longest


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
) -> list[SheetBody]:
    blocks, start = [], 0
    for sheet, heading, height in zip(sheets, headings, heights, strict=True):
        end = start + height
        blocks.append(SheetBody(sheet, heading.row, heading.positions, start, end, heading.status))
        start = end
    return blocks


def _meant_down(name: str, cells: Cells, blocks: Sequence[SheetBody]) -> Cells:
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
