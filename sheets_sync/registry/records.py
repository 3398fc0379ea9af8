"""Which rows of a sheet are records: the one place that decides it.

A sheet holds more than records: totals, headings that come again, titles of sections, notes and
signatures beneath, and rows that were prepared ahead by formulas, numbers or a filled-down choice.
Those are left out here, for all rules alike. Whole columns decide which rows have to be looked at:
a row with everything that identifies it is a record, and is not looked at any closer.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.heading_text import heading_key
from sheets_sync.registry.left_out import LeftOut, Reason
from sheets_sync.registry.prepared_rows import prepared
from sheets_sync.registry.record_words import (
    begins_note,
    is_example,
    is_line,
    is_subtotal,
    is_total,
    says_none,
)
from sheets_sync.registry.schema import Tab
from sheets_sync.registry.sheet_body import SheetBody
from sheets_sync.registry.single_rows import SingleRows


def records(
    tab: Tab, columns: Mapping[str, Cells], written: Mask, blocks: Sequence[SheetBody]
) -> tuple[Mask, tuple[LeftOut, ...]]:
    """For every row whether it is a record, and the rows that are none and say something."""
    there = [name for name in columns if any(name in block.positions for block in blocks)]
    ahead = prepared(tab, {name: columns[name] for name in there}, written, blocks)
    keep = written & ~ahead
    looked_at = _incomplete(tab, columns, there) | _begun_oddly(tab, columns, there)
    left: dict[int, Reason] = dict.fromkeys(
        _headings_again(columns, there, keep, blocks), "heading"
    )
    for block in blocks:
        declared = {block.at(row) for row in block.sheet.totals}
        rows = np.flatnonzero((keep & looked_at)[block.start : block.end]) + block.start
        seen = SingleRows(tab, columns, block, keep, keep & ~looked_at)
        for at in sorted({*rows.tolist(), *declared}):
            if block.start <= at < block.end and at not in left and keep[at]:
                reason = "total" if at in declared else seen.reason(at)
                if reason is not None:
                    left[at] = reason
        if block.start < block.end and keep[block.start] and seen.explains_headings():
            left[block.start] = "heading"
        for at in seen.trailing(left):
            left[at] = "note"
    kept = keep.copy()
    kept[list(left)] = False
    # Numbers and choices alone are as good as blank; codes and texts are told.
    named = [columns[name] for name in there if columns[name].column.kind in {"id", "text"}]
    for cells in named:
        left |= dict.fromkeys(np.flatnonzero(ahead & ~cells.blank_rows()).tolist(), "prepared")
    return kept, tuple(_told(left, blocks))


def _told(left: Mapping[int, Reason], blocks: Sequence[SheetBody]) -> Iterator[LeftOut]:
    for at, reason in sorted(left.items()):
        for number, block in enumerate(blocks):
            if block.start <= at < block.end:
                yield LeftOut(number, block.row(at), reason)


def _incomplete(tab: Tab, columns: Mapping[str, Cells], there: Sequence[str]) -> Mask:
    """The rows that lack something that every record has."""
    needed = {name for name in there if name in tab.key or columns[name].column.required}
    blank = [columns[name].blank_rows() for name in sorted(needed)]
    everything = np.ones(len(next(iter(columns.values())).codes), dtype=np.bool_)
    return np.asarray(np.logical_or.reduce(blank)) if blank else everything


def _begun_oddly(tab: Tab, columns: Mapping[str, Cells], there: Sequence[str]) -> Mask:
    """The rows in whose first cells stands what begins a total, a note or a line of marks."""
    found = np.zeros(len(next(iter(columns.values())).codes), dtype=np.bool_)
    for name in [*dict.fromkeys((*tab.key, *there[:2]))]:
        cells = columns[name]
        odd = [
            at
            for at, raw in enumerate(cells.typed)
            if isinstance(raw, str) and raw[:1] in _FIRSTS and _is_odd(raw.strip())
        ]
        if odd:
            found |= np.isin(cells.codes, odd)
    return found


def _is_odd(text: str) -> bool:
    return (
        is_total(text)
        or is_subtotal(text)
        or begins_note(text)
        or is_example(text)
        or says_none(text)
        or is_line(text)
    )


_FIRSTS = frozenset("รยผจคเสตหขณทอปชลบพมวTtGgSsAaEeNnRrPpCcUuLl \n*※-–—−=_.…·~•#+/|\\([")
"""The first letters of such words, and marks."""


def _headings_again(
    columns: Mapping[str, Cells], there: Sequence[str], keep: Mask, blocks: Sequence[SheetBody]
) -> list[int]:
    """The rows in which most filled cells are the headings of their own columns."""
    same = np.zeros(len(keep), dtype=np.int16)
    for number, name in enumerate(there):
        if number == _ENOUGH and not same.any():
            return []
        cells = columns[name]
        heads = {
            heading_key(text)
            for block in blocks
            if (position := block.positions.get(name)) is not None
            for text in _heads(block, position)
        } | {*map(heading_key, cells.column.words.spellings(name))}
        for at in _places(cells, heads):
            same += cells.codes == at
    rows = np.flatnonzero((same > 1) & keep)
    filled = [sum(not columns[name].is_blank(row) for name in there) for row in map(int, rows)]
    return [
        row for row, all_of in zip(rows.tolist(), filled, strict=True) if same[row] * 2 > all_of
    ]


_ENOUGH = 3
"""Where none of so many columns holds its own heading, no row repeats the headings."""


def _heads(block: SheetBody, position: int) -> Iterator[str]:
    """The texts of a heading, whichever of its rows they stand in."""
    column = block.sheet.columns[position - 1]
    first = max(block.header_row - 2, 0)
    for cell in column[first : block.header_row]:
        if isinstance(cell, str) and cell.strip():
            yield cell


def _places(cells: Cells, heads: set[str]) -> list[int]:
    """The distinct cells that are one of these headings, however they are typed."""
    firsts = {letter for head in heads for letter in (head[:1], head[:1].upper())} | {*_HABITS}
    longest = max(map(len, heads)) + _LONGER
    return [
        at
        for at, raw in enumerate(cells.typed)
        if isinstance(raw, str)
        and raw[:1] in firsts
        and len(raw) <= longest
        and heading_key(raw) in heads
    ]


_HABITS = " \n\t\xa0*"
"""What people type before a heading."""
_LONGER = 10
"""So much longer spaces and line breaks make a heading."""
