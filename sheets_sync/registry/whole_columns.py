"""A column of a table as people see it in its sheets: under one heading or two, by its format.

A question that was made again in a form answers into a new column under the same title. Where no
row has both, the two are one column.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sheets_sync.registry.filled_rows import filled_rows
from sheets_sync.registry.headers import Headings
from sheets_sync.registry.number_formats import code_shown, span_shown
from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.schema import Column, Kind
from sheets_sync.registry.workbook import NumberFormat, RawCell, RawTab

CODES: frozenset[Kind] = frozenset({"id", "reference", "person", "people"})
"""The kinds whose number is a code: it is what the cell shows."""


def joined_headings(found: Headings, sheet: RawTab) -> Headings:
    """The headings without the second ones that only go on with the first."""
    joined = {}
    for name, second in found.repeated.items():
        rows = frozenset(filled_rows(sheet, second, found.row))
        if rows.isdisjoint(filled_rows(sheet, found.positions[name], found.row)):
            joined[name] = second, rows
    if not joined:
        return found
    repeated = {name: at for name, at in found.repeated.items() if name not in joined}
    return replace(found, repeated=repeated, joined=joined)


def whole_columns(
    column: Column, sheets: Sequence[RawTab], headings: Sequence[Headings], memory: Recollection
) -> list[Sequence[RawCell] | None]:
    """In each sheet the column as people see it; nothing where the sheet lacks it."""
    found: list[Sequence[RawCell] | None] = []
    for number, (sheet, heading) in enumerate(zip(sheets, headings, strict=True)):
        position = heading.positions.get(column.name)
        if position is None:
            found.append(None)
            continue
        cells = sheet.columns[position - 1]
        second, rows = heading.joined.get(column.name, (0, frozenset()))
        runs = tuple(one for one in sheet.formats if one.column in {position, second})
        if rows or (runs and _is_shown_otherwise(column)):
            slot = ("seen", column.name, number, sheet.sheet)
            other = sheet.columns[second - 1] if rows else cells
            how = memory.alike((*slot, "how"), (runs, rows, position, second))
            cells = memory.of(
                slot, (column, cells, other, how), partial(_seen, column, cells, other, *how)
            )
        found.append(cells)
    return found


def _seen(
    column: Column,
    cells: Sequence[RawCell],
    other: Sequence[RawCell],
    runs: Sequence[NumberFormat],
    used: frozenset[int],
    first: int,
    second_at: int,
) -> Sequence[RawCell]:
    seen = _by_format(column, cells, [run for run in runs if run.column == first])
    if used:
        second = _by_format(column, other, [run for run in runs if run.column == second_at])
        for row in used:
            seen[row - 1] = second[row - 1]
    return tuple(seen)


def _is_shown_otherwise(column: Column) -> bool:
    return column.kind in CODES or column.unit == "hours"


def _by_format(
    column: Column, cells: Sequence[RawCell], runs: Sequence[NumberFormat]
) -> list[RawCell]:
    """The cells with numbers as their formats show them, where that is something else."""
    seen = list(cells)
    if not _is_shown_otherwise(column):
        return seen
    show = code_shown if column.kind in CODES else span_shown
    for run in runs:
        for row in range(run.first_row, min(run.last_row, len(seen)) + 1):
            said = show(seen[row - 1], run.pattern)
            if said is not None:
                seen[row - 1] = said
    return seen
