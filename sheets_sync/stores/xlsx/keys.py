"""The key of a record as a cell's formula makes it, and the formula that looks its status up.

Formula and Python must agree cell for cell: the values written beside the formulas are what a
spreadsheet program gets when it calculates them. Nothing here depends on the language of the
program: numbers and dates go through `TEXT` with the format "0" only.
"""

import datetime as dt
import re
from collections.abc import Sequence

from sheets_sync.plans.flags.model import StatusColumn
from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.workbook import CellError, RawCell

LOOKUP_TITLE = "_cop_steward"
"""Title of the hidden sheet with keys and texts, two columns for each staff tab."""
LONGEST_KEY = 255
"""`MATCH` finds no longer text."""
LONGEST_LITERAL = 255
"""Characters of a text inside a formula."""
_SURELY_SHORT = LONGEST_KEY // 2
_BETWEEN = "¦"
_PARTS = 1_000_000
"""Fractions (times of day) count in millionths, so that no decimal mark is needed."""
_FRACTION = "µ"
_SPACES = re.compile(" +")
_DAY = dt.timedelta(days=1)


def record_keys(
    columns: Sequence[Sequence[RawCell]],
    height: int,
    keys: Sequence[tuple[int, ...]],
    *,
    date_1904: bool,
) -> list[str | None]:
    """The key of every row; nothing where no choice of columns is filled in, or one is broken."""
    found: list[str | None] = [None] * height
    open_rows: Sequence[int] = range(height)
    for choice in keys:
        chosen = [columns[at - 1] if at <= len(columns) else [None] * height for at in choice]
        still_open: list[int] = []
        for row in open_rows:
            cells = [column[row] for column in chosen]
            parts = [_part(cell, date_1904=date_1904) for cell in cells]
            if all(parts):
                found[row] = _BETWEEN.join(parts)
            elif not any(isinstance(cell, CellError) for cell in cells):
                still_open.append(row)
        open_rows = still_open
    return found


def folded(key: str) -> str:
    """The form in which two keys are equal to a spreadsheet: letter case does not count."""
    return key.lower()


def is_findable(key: str) -> bool:
    """Whether `MATCH` can look for the key."""
    return len(key) <= _SURELY_SHORT or len(key) + sum(map(key.count, "~*?")) <= LONGEST_KEY


def status_formula(
    status: StatusColumn, row: int, *, column: int, pair: int, lookup: str = LOOKUP_TITLE
) -> str:
    """The formula beside the record in a row; `pair` counts the column pairs of the lookup."""
    keys, texts = (column_letters(2 * pair + offset) for offset in (1, 2))
    sheet = quoted_title(lookup)
    key = '""'
    usable: list[str] = []
    for columns in reversed(status.keys):
        cells = [f"${column_letters(number)}{row}" for number in columns]
        filled = [f"LEN(TRIM({cell}))>0" for cell in cells]
        test = filled[0] if len(filled) == 1 else f"AND({','.join(filled)})"
        usable.insert(0, test)
        joined = f'&"{_BETWEEN}"&'.join(_part_formula(cell) for cell in cells)
        key = f"IF({test},{joined},{key})"
    found = f"INDEX({sheet}!${texts}:${texts},MATCH({_escaped(key)},{sheet}!${keys}:${keys},0))"
    has_key = usable[0] if len(usable) == 1 else f"OR({','.join(usable)})"
    anything = "+".join(
        f"SUMPRODUCT(LEN(${column_letters(first)}{row}:${column_letters(last)}{row}))"
        for first, last in neighbours(status, column)
    )
    no_key = _quoted(status.without_key)
    missed = f'IF({has_key},{_quoted(status.unchecked)},IF({anything}=0,"",{no_key}))'
    return f"IFERROR({found},IFERROR({missed},{no_key}))"


def neighbours(status: StatusColumn, column: int) -> list[tuple[int, int]]:
    """First and last of the columns whose cells make a row not blank: to the left, or with keys."""
    last = max(number for columns in status.keys for number in columns)
    sides = [(1, column - 1), (column + 1, last)]
    return [(first, end) for first, end in sides if first <= end]


def _part(cell: RawCell, *, date_1904: bool) -> str:
    if isinstance(cell, str):
        cell = cell.strip(" ")
        return _SPACES.sub(" ", cell) if "  " in cell else cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        cell = _serial(cell, date_1904=date_1904)
    if not isinstance(cell, (int, float)):
        return ""
    return f"{cell:.0f}" if cell == int(cell) else f"{cell * _PARTS:.0f}{_FRACTION}"


def _serial(cell: dt.date | dt.time | dt.timedelta, *, date_1904: bool) -> float:
    if isinstance(cell, dt.timedelta):
        return cell / _DAY
    if isinstance(cell, dt.time):
        midnight = dt.datetime.combine(dt.date.min, dt.time())
        return (dt.datetime.combine(dt.date.min, cell) - midnight) / _DAY
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
    start = dt.datetime(1904, 1, 1) if date_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    return (moment - start) / _DAY


def _part_formula(cell: str) -> str:
    whole = f'TEXT({cell},"0")'
    fraction = f'TEXT({cell}*{_PARTS},"0")&"{_FRACTION}"'
    return f"IF(ISNUMBER({cell}),IF({cell}=INT({cell}),{whole},{fraction}),TRIM({cell}))"


def _escaped(text: str) -> str:
    """`MATCH` reads `*` and `?` as any text unless a tilde stands before them."""
    for sign in "~*?":
        text = f'SUBSTITUTE({text},"{sign}","~{sign}")'
    return text


def _quoted(text: str) -> str:
    """A text inside a formula; longer ones are not allowed there."""
    return '"' + text[:LONGEST_LITERAL].replace('"', '""') + '"'
