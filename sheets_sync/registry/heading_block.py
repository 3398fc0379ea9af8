"""How many rows the headings of a sheet take, and which of their texts names a column.

Headings take several rows where one of them is merged down, or where a title over several columns
has theirs beneath it: เวลา over เริ่ม and สิ้นสุด.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from itertools import zip_longest

from sheets_sync.registry.workbook import RawTab

DEEPEST = 3
"""Headings take no more rows."""


def last_of_block(
    sheet: RawTab,
    rows: Sequence[Sequence[str]],
    top: int,
    meanings: Mapping[str, str],
    mine: Container[str],
) -> int:
    """The last row of headings, from 0.

    `rows` are the folded texts of the first rows, `top` the first row of headings, `meanings` the
    columns by what they are called, and `mine` the headings of our status column.
    """
    if top + 1 >= len(rows):
        return top
    titled = titled_together(sheet, top)
    down = [area for area in sheet.merged if area.first_row <= top + 1 < area.last_row]
    last = max((min(area.last_row, len(rows)) - 1 for area in down), default=top)
    if last == top and only_beneath_titles(sheet, top + 1, titled):
        last += 1
    if top < last < top + DEEPEST and not _has_records(rows, top, last, meanings, titled):
        return last
    return top + 1 if goes_on(rows[top], rows[top + 1], meanings, mine) else top


def titled_together(sheet: RawTab, row: int) -> frozenset[int]:
    """The columns beneath titles over several of them in a row; both from 0."""
    return frozenset(
        at
        for area in sheet.merged
        if area.first_row == row + 1 and area.last_column > area.first_column
        for at in range(area.first_column - 1, area.last_column)
    )


def only_beneath_titles(sheet: RawTab, row: int, titled: Container[int]) -> bool:
    """Whether all that stands in a row are texts beneath such titles."""
    cells = [(at, column[row]) for at, column in enumerate(sheet.columns) if row < len(column)]
    filled = [(at, cell) for at, cell in cells if cell is not None and cell != ""]
    return bool(filled) and all(at in titled and isinstance(cell, str) for at, cell in filled)


def goes_on(
    above: Sequence[str], below: Sequence[str], meanings: Mapping[str, str], mine: Container[str]
) -> bool:
    """Whether the lower row only goes on with the headings of the upper one.

    It does where all of its texts are headings: of columns that have none yet, or that say more
    than what stands above them, as เวลาเริ่ม does below เวลา.
    """
    low = [(at, word) for at, word in enumerate(below) if word and word not in mine]
    if not all(word in meanings for _, word in low):
        return False
    kept = {
        meanings[word]
        for word, covering in zip(above, below, strict=True)
        if word in meanings and not covering
    }
    standing = {meanings[word] for word in above if word in meanings}
    added = {meanings[word] for _, word in low}
    return bool(kept and added - standing) and not kept & added


def _has_records(
    rows: Sequence[Sequence[str]],
    top: int,
    last: int,
    meanings: Mapping[str, str],
    titled: Container[int],
) -> bool:
    """Whether something that is no heading stands below a heading we know, of its column alone."""
    return any(
        word and word not in meanings and rows[top][at] in meanings and at not in titled
        for row in rows[top + 1 : last + 1]
        for at, word in enumerate(row)
    )


def lowest(rows: Sequence[Sequence[str]], is_known: Callable[[str], bool]) -> list[str]:
    """For every column the lowest text of its headings that is known; of none known the lowest.

    What stands beneath ผู้ประสานงาน may be ชื่อ.
    """
    return [_lowest(texts, is_known) for texts in zip_longest(*reversed(rows), fillvalue="")]


def _lowest(texts: Sequence[str], is_known: Callable[[str], bool]) -> str:
    filled = [text for text in texts if text]
    return next(filter(is_known, filled), filled[0] if filled else "")
