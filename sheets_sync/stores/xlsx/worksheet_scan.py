"""What must be known of a worksheet before its status column is written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from sheets_sync.registry.a1 import column_letters
from sheets_sync.stores.xlsx.xml_edit import prefix_of

_BLOCK = 1 << 18
_RUN = 128
"""Rows of one run."""
_LONGEST_RUN = 1 << 22
"""Bytes that wait for such a row; not every program numbers rows as we look for them."""
_GROUP = re.compile(rb"""si=["']([0-9]+)["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]+)["']""")


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers of one look through a worksheet."""

    last_row: int
    """As far as the formula is shared; rows below have their own."""
    group: int
    """The number of the shared formula, used by no other column."""
    first_row: int | None = None
    """The row that holds the shared formula, where the column is as we left it, down to the last
    row."""


def looks_up(sheet: IO[bytes], column: int, lookup_title: str) -> bool:
    """Whether a formula in that column looks into our hidden sheet; soon told where it is ours."""
    formula = re.compile(
        rb'\sr="%b[0-9]{1,7}"[^>]{0,2048}>\s*<(?:[\w.-]+:)?f\b[^>]{0,2048}>[^<]*%b!'
        % (column_letters(column).encode(), re.escape(lookup_title.encode()))
    )
    return any(formula.search(block) for block in row_blocks(sheet))


def survey(sheet: IO[bytes], column: int, lookup_title: str, height: int) -> Survey:
    """Look through a worksheet; its beginning is enough where the column is as we left it."""
    title = lookup_title.encode() + b"!"
    last_row, groups = height, set[int]()
    start_of_row = b""
    for block in row_blocks(sheet):
        if not start_of_row:
            start_of_row = b"<" + prefix_of(block, "worksheet") + b"row "
            known = _as_we_left_it(block, column, title)
            if known is not None:
                first, last, group = known
                return Survey(max(last, height), group, first if last >= height else None)
        start = block.rfind(start_of_row)
        number = _ROW_NUMBER.search(block, start) if start >= 0 else None
        last_row = max(last_row, int(number[1]) if number else 0)
        if b"shared" in block:
            groups.update(map(int, set(_GROUP.findall(block))))
    free = min(set(range(len(groups) + 1)) - groups)
    return Survey(last_row, free)


def row_blocks(sheet: IO[bytes]) -> Iterator[bytes]:
    """The part in runs that begin and end between rows."""
    rest = sheet.read(_BLOCK)
    start_of_row = b"<" + prefix_of(rest, "worksheet") + b"row "
    searched = 0
    while block := sheet.read(max(_BLOCK, len(rest))):
        rest += block  # twice as much as before where a row is as long as the part
        cut = rest.rfind(start_of_row, max(searched - len(start_of_row), 0))
        searched = len(rest)  # and what was searched through is not searched again
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
            searched = len(rest)
    yield rest


def row_runs(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in runs that begin at certain rows, wherever the blocks were cut.

    An edit changes the run that it is in; those before and behind it stay what they were.
    """
    start_of_row, rest, next_cut = b"", b"", _RUN
    for block in blocks:
        start_of_row = start_of_row or b"<" + prefix_of(block, "worksheet") + b"row "
        _, last = rows_in(block, start_of_row)
        rest += block
        begin = 0
        for row in range(next_cut, last + 1, _RUN):
            next_cut = row + _RUN
            cut = _place_of(row, rest, start_of_row, begin)
            if cut > begin:
                yield rest[begin:cut]
                begin = cut
        rest = rest[begin:]
        if len(rest) > _LONGEST_RUN:
            yield rest
            rest = b""
    yield rest


def _place_of(row: int, block: bytes, start_of_row: bytes, begin: int) -> int:
    """Where a row starts behind `begin`, sought by halves: rows ascend; -1 where it does not."""
    end = len(block)
    while begin < end:
        middle = (begin + end) // 2
        at = block.find(start_of_row, middle)
        number = _ROW_NUMBER.match(block, at + len(start_of_row) - 1) if at >= 0 else None
        if number is None or int(number[1]) > row:
            end = middle
        elif int(number[1]) == row:
            return at
        else:
            begin = at + 1
    return -1


def rows_in(block: bytes, start_of_row: bytes) -> tuple[int, int]:
    """The first and the last row of a run of rows; (0, 0) where there is none."""
    first, last = block.find(start_of_row), block.rfind(start_of_row)
    numbers = [_ROW_NUMBER.search(block, at) for at in (first, last) if at >= 0]
    found = [int(number[1]) for number in numbers if number is not None]
    return (found[0], found[-1]) if found else (0, 0)


def _as_we_left_it(block: bytes, column: int, title: bytes) -> tuple[int, int, int] | None:
    """First row, last row and number of the formula our column shares, if the block begins it."""
    letters = column_letters(column).encode()
    first = re.search(
        rb'<[\w.:-]*f t="shared" ref="%b([0-9]+):%b([0-9]+)" si="([0-9]+)">([^<]*)<'
        % (letters, letters),
        block,
    )
    if first is None or title not in first[4]:
        return None
    return int(first[1]), int(first[2]), int(first[3])
