"""Rows that were prepared ahead and in which nothing was typed yet.

Formulas, numbers and choices are filled down before there is anything to record. Such rows name
nobody, no community and no day, and what stands in them goes on from row to row.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise

import numpy as np

from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.schema import Kind, Tab
from sheets_sync.registry.sheet_body import SheetBody
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import CellError, RawCell

_SOFT: frozenset[Kind] = frozenset({"number", "choice", "yes_no"})
"""The kinds that alone say of nothing in particular that it was done."""
_WHO_OR_WHEN: frozenset[Kind] = frozenset(
    {"reference", "person", "people", "date", "period", "month", "email", "link"}
)
"""A row that has one of these was typed."""
_FEWEST = 3
"""So many rows at the end make a series."""
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.DOTALL)
_BEFORE_OURS = 1902
_SPAN = 400
"""Spreadsheets show a zero, or so many days, as a day of 1899 or 1900."""


def prepared(
    tab: Tab, columns: Mapping[str, Cells], written: Mask, blocks: Sequence[SheetBody]
) -> Mask:
    """For every row, whether it was only prepared."""
    names = [name for name in columns if columns[name].column.kind in _WHO_OR_WHEN]
    if not names or _all_named([columns[name] for name in names], written):
        return np.zeros(len(written), dtype=np.bool_)
    there = {name: _filled(cells) for name, cells in columns.items()}
    nothing = {name: np.isin(columns[name].codes, _nothings(columns[name])) for name in names}
    broken = {name: _broken(columns[name]) for name in columns}
    typed = _any(there[name] & ~nothing[name] for name in names) & written
    counter = set(tab.key[-1:] if len(tab.key) > 1 else ()) | set(tab.alternative_key[1:])
    found = written & ~typed
    for name, filled in there.items() if found.any() else ():
        kind = columns[name].column.kind
        if kind == "number" and name not in counter:
            found &= ~(filled & ~_zero(columns[name]) & ~broken[name])
        elif kind == "text":  # nobody types an error
            found &= ~(filled & ~broken[name])
        elif kind not in _SOFT and kind not in _WHO_OR_WHEN:
            found &= ~filled
    sure = _any(there[name] & ~nothing[name] & ~broken[name] for name in names)
    for block in blocks:
        _mark_series(found, written & ~sure, written, there, columns, block)
    return found


def _mark_series(
    found: Mask,
    names_nothing: Mask,
    written: Mask,
    filled: Mapping[str, Mask],
    columns: Mapping[str, Cells],
    block: SheetBody,
) -> None:
    """Mark the last rows of a sheet, if all they hold goes on from row to row."""
    rows = np.flatnonzero(written[block.start : block.end]) + block.start
    others = np.flatnonzero(~names_nothing[rows])
    tail = rows[others[-1] + 1 :] if len(others) else rows
    if len(tail) < _FEWEST or not len(others):
        return
    for name, there in filled.items():
        if not there[tail].any():
            continue
        cells = columns[name]
        values = [cells.typed[cells.codes[at]] for at in tail[there[tail]].tolist()]
        if not _goes_on(values):
            return
    found[tail] = True


def _goes_on(values: Sequence[RawCell]) -> bool:
    """Whether values are all alike, or each one step further than the one before."""
    if len(values) < _FEWEST:
        return False
    if all(value == values[0] or isinstance(value, CellError) for value in values):
        return True
    steps = {_step(one, other) for one, other in pairwise(values)}
    return len(steps) == 1 and None not in steps


def _step(one: RawCell, other: RawCell) -> tuple[str, float] | None:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return "", float(other) - float(one)
    if isinstance(one, str) and isinstance(other, str):
        first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
        if first and second and first.group(1, 3) == second.group(1, 3):
            return first[1] + "\0" + first[3], float(int(second[2]) - int(first[2]))
    return None


def _all_named(columns: Sequence[Cells], written: Mask) -> bool:
    """Whether every row has somebody or some day; in most sheets the first columns tell."""
    open_rows = written.copy()
    for cells in columns:
        if not open_rows.any():
            return True
        named = ~cells.blank
        named[_nothings(cells)] = False
        named[list(cells.problems.get("cell-formula-error", ()))] = False
        open_rows &= ~named[cells.codes]
    return not open_rows.any()


def _any(masks: Iterable[Mask]) -> Mask:
    return np.asarray(reduce(np.logical_or, masks))


def _filled(cells: Cells) -> Mask:
    """For every row whether anything is typed; who types a placeholder has been there."""
    filled = ~cells.blank
    for at in np.flatnonzero(cells.blank).tolist():
        filled[at] = bool(shown(cells.typed[at]).strip()) and cells.typed[at] is not False
    return np.asarray(filled[cells.codes])


def _nothings(cells: Cells) -> list[int]:
    """The distinct cells that a formula gives for nothing: zero, or a day of 1899 or 1900."""
    return [
        at
        for at, raw in enumerate(cells.typed.tolist())
        if not isinstance(raw, str) and _is_nothing(raw)
    ]


def _is_nothing(raw: RawCell) -> bool:
    if isinstance(raw, dt.date):
        return raw.year < _BEFORE_OURS
    if isinstance(raw, dt.time | dt.timedelta):
        return not raw or raw == dt.time()
    return isinstance(raw, int | float) and 0 <= raw < _SPAN


def _broken(cells: Cells) -> Mask:
    errors = cells.problems.get("cell-formula-error")
    return np.isin(cells.codes, list(errors)) if errors else np.zeros(len(cells.codes), np.bool_)


def _zero(cells: Cells) -> Mask:
    zeros = [at for at, raw in enumerate(cells.typed.tolist()) if raw == 0]
    return np.isin(cells.codes, zeros)
