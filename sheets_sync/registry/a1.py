"""Addresses as spreadsheets write them: column letters, cells, ranges, quoted titles."""

import re
from functools import lru_cache

_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Letters of a column counted from 1: 1 is A, 27 is AA."""
    if column < 1:
        raise ValueError(f"columns count from 1, not {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column is called {letters!r}")
        number = number * 26 + ord(letter) - 64
    if not number:
        raise ValueError("a column has at least one letter")
    return number


def address(row: int, column: int) -> str:
    """A1 address of the cell in a row and column, both counted from 1."""
    if row < 1:
        raise ValueError(f"rows count from 1, not {row}")
    return f"{column_letters(column)}{row}"


def row_and_column(cell: str) -> tuple[int, int]:
    """Row and column of an A1 address without title or dollar signs."""
    match = _ADDRESS.fullmatch(cell.upper())
    if match is None:
        raise ValueError(f"not the address of one cell: {cell!r}")
    return int(match[2]), column_number(match[1])


def quoted_title(sheet: str) -> str:
    """A sheet's title as formulas and links want it: `'my ''tab'`, plain where that is safe.

    Thai titles are always quoted: programs differ on which of its marks may stand unquoted.
    """
    if _PLAIN_TITLE.fullmatch(sheet) and not _LOOKS_LIKE_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def address_in(sheet: str, row: int, column: int) -> str:
    """Address of a cell with its sheet: `'my ''tab'!A1`."""
    return f"{quoted_title(sheet)}!{address(row, column)}"
