"""Whether a row tells a total, and is no record."""

from collections.abc import Sequence

from sheets_sync.registry.record_words import is_amount, is_subtotal, is_total
from sheets_sync.registry.workbook import CellError, RawCell


def is_total_row(cells: Sequence[tuple[int, RawCell]]) -> bool:
    """A word for a total among nothing but numbers, units and errors.

    What it is the total of may be named, too, where numbers stand behind it.
    """
    if not cells:
        return False
    (_, first), *others = cells
    total = (
        isinstance(first, str)
        and is_subtotal(first.strip())
        and any(map(_is_number, (cell for _, cell in others)))
    )
    if total:
        cells = others
    for _, cell in cells:
        if isinstance(cell, str):
            text = cell.strip()
            if is_total(text):
                total = True
            elif not is_amount(text):
                return False
        elif not isinstance(cell, int | float | CellError):
            return False
    return total


def _is_number(cell: RawCell) -> bool:
    """Whether a cell counts something: 2, 2 คน."""
    if isinstance(cell, str):
        return any(letter.isdecimal() for letter in cell) and is_amount(cell.strip())
    return isinstance(cell, int | float)
