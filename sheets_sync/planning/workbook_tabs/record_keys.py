"""The key of a record as a formula in its sheet makes it, so that its status is found by it.

Formula and Python must agree cell for cell. Nothing here depends on the language of the program
that computes the formula: numbers and dates go through `TEXT` with the format "0" only.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.workbook import CellError, RawCell

LOOKUP_TITLE = "_cop_steward"
"""Title of the hidden sheet with keys and texts."""
BETWEEN = "¦"
"""Stands between the parts of a key."""
PARTS = 1_000_000
"""Fractions (times of day) count in millionths, so that no decimal mark is needed."""
FRACTION = "µ"
"""Stands behind a number of such parts."""
_SPACES = re.compile(" +")
_DAY = dt.timedelta(days=1)


def record_keys(
    columns: Sequence[Sequence[RawCell]],
    height: int,
    keys: Sequence[tuple[int, ...]],
    *,
    date_1904: bool = False,
) -> list[str | None]:
    """The key of every row; nothing where no choice of columns is filled in, or one is broken."""
    return keys_and_choices(columns, height, keys, date_1904=date_1904)[0]


def keys_and_choices(
    columns: Sequence[Sequence[RawCell]],
    height: int,
    keys: Sequence[tuple[int, ...]],
    *,
    date_1904: bool = False,
) -> tuple[list[str | None], Sequence[int]]:
    """The same, and for every row with a key which choice of columns it is made of, from 0."""
    found: list[str | None] = [None] * height
    taken = bytearray(height)
    open_rows: Sequence[int] = range(height)
    for number, choice in enumerate(keys):
        chosen = [columns[at - 1] if at <= len(columns) else [None] * height for at in choice]
        still_open: list[int] = []
        for row in open_rows:
            cells = [column[row] for column in chosen]
            parts = [part_of(cell, date_1904=date_1904) for cell in cells]
            if all(parts):
                found[row] = BETWEEN.join(parts)
                taken[row] = number
            elif not any(isinstance(cell, CellError) for cell in cells):
                still_open.append(row)
        open_rows = still_open
    return found, taken


def folded(key: str) -> str:
    """The form in which two keys are equal to a spreadsheet: letter case does not count."""
    return key.lower()


def texts_by_key(
    status: StatusColumn,
    keys: Sequence[str | None],
    *,
    findable: Callable[[str], bool],
) -> dict[str, tuple[str, str]]:
    """Key as typed and text, by the folded key; rows that share a key share their texts."""
    forms: dict[str, str] = {}
    table: dict[str, tuple[str, str]] = {}
    several: dict[str, list[str]] = {}
    for row, text in status.texts.items():
        key = keys[row - 1] if row <= len(keys) else None
        if key is None or not findable(key):
            continue
        form = forms.setdefault(key, folded(key))
        known = table.get(form)
        if known is None:
            table[form] = (key, text)
        elif known[1] == status.fine:
            table[form] = (known[0], text)
        elif text != status.fine:
            texts = several.setdefault(form, [known[1]])
            if text not in texts:
                texts.append(text)
                table[form] = (known[0], " / ".join(texts))
    return table


def part_of(cell: RawCell, *, date_1904: bool = False) -> str:
    """What one cell adds to a key; nothing where it is not filled in, or broken."""
    if isinstance(cell, str):
        cell = cell.strip(" ")
        return _SPACES.sub(" ", cell) if "  " in cell else cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        cell = _serial(cell, date_1904=date_1904)
    if not isinstance(cell, (int, float)):
        return ""
    return str(int(cell)) if cell == int(cell) else f"{_rounded(cell * PARTS)}{FRACTION}"


def _rounded(number: float) -> str:
    """As a spreadsheet rounds what it shows: a half goes away from zero."""
    whole = Decimal(repr(number)).quantize(Decimal(1), ROUND_HALF_UP)
    return str(whole) if whole else "0"


def _serial(cell: dt.date | dt.time | dt.timedelta, *, date_1904: bool) -> float:
    if isinstance(cell, dt.timedelta):
        return cell / _DAY
    if isinstance(cell, dt.time):
        midnight = dt.datetime.combine(dt.date.min, dt.time())
        return (dt.datetime.combine(dt.date.min, cell) - midnight) / _DAY
    moment = cell if isinstance(cell, dt.datetime) else dt.datetime.combine(cell, dt.time())
    start = dt.datetime(1904, 1, 1) if date_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    return (moment - start) / _DAY
