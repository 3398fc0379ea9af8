"""In which columns of a sheet it matters how numbers are shown."""

from collections.abc import Iterable

from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Column, Schema
from sheets_sync.registry.structure import fed_by
from sheets_sync.registry.whole_columns import CODES
from sheets_sync.registry.workbook import RawCell, RawTab


def formats_wanted(sheet: RawTab, schema: Schema) -> tuple[int, ...]:
    """The spreadsheet columns with numbers that may be shown as codes or as time spans."""
    tab = fed_by(sheet, schema)
    if tab is None:
        return ()
    found = find_headings(tab, sheet, schema.status_column)
    places = [
        (name, at)
        for name, first in found.positions.items()
        for at in (first, found.repeated.get(name, 0))
        if at
    ]
    return tuple(
        sorted(
            at
            for name, at in places
            if _may_be_shown_otherwise(tab.columns[name], sheet.columns[at - 1][found.row :])
        )
    )


def columns_with_numbers(sheet: RawTab) -> tuple[int, ...]:
    """All spreadsheet columns with numbers: while it is not known what they are, any may matter."""
    return tuple(
        at
        for at, cells in enumerate(sheet.columns, 1)
        if any(isinstance(cell, int | float) for cell in cells)
    )


def _may_be_shown_otherwise(column: Column, cells: Iterable[RawCell]) -> bool:
    numbers = {float(one) for one in cells if isinstance(one, int | float)}
    if column.kind in CODES:
        return bool(numbers)
    return column.unit == "hours" and any(not number.is_integer() for number in numbers)
