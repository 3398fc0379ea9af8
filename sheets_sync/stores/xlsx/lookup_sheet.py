"""The hidden sheet the status columns look into: keys and texts, two columns for each tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sheets_sync.plans.flags.model import StatusColumn
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.workbook import RawCell, RawTab
from sheets_sync.stores.xlsx.cell_text import cell_xml
from sheets_sync.stores.xlsx.keys import LONGEST_LITERAL, folded, is_findable, record_key
from sheets_sync.stores.xlsx.service_sheet import MAIN

_ROWS_A_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Lookup:
    """One status column: what the hidden sheet holds for it and what each of its rows shows."""

    keys: tuple[str, ...]
    texts: tuple[bytes, ...]
    """As XML, one for each key."""
    shown: tuple[bytes | None, ...]
    """As XML, from row 1 on; nothing for a row that is blank."""


def lookup_of(status: StatusColumn, tab: RawTab, column: int | None, *, date_1904: bool) -> Lookup:
    """Keys, texts and the text of every row as the formula will find them."""
    others = [cells for number, cells in enumerate(tab.columns, start=1) if number != column]
    width = max(number for columns in status.keys for number in columns)
    key_cells = _key_cells(tab, status, width)
    keys = [
        record_key(cells, status.keys, date_1904=date_1904) if row > status.header_row else None
        for row, cells in enumerate(key_cells, start=1)
    ]
    table = _table(status, keys)
    written: dict[str, bytes] = {}
    without, unchecked = (
        cell_xml(text[:LONGEST_LITERAL]) for text in (status.without_key, status.unchecked)
    )
    shown: list[bytes | None] = []
    for row, key in enumerate(keys):
        if key is None:
            shown.append(without if any(cells[row] not in ("", None) for cells in others) else None)
            continue
        found = table.get(folded(key))
        if found is None:
            shown.append(unchecked)
            continue
        text = found[1]
        if text not in written:
            written[text] = cell_xml(text)
        shown.append(written[text])
    return Lookup(
        keys=tuple(key for key, _ in table.values()),
        texts=tuple(written[text] for _, text in table.values()),
        shown=tuple(shown),
    )


def lookup_sheet(lookups: Sequence[Lookup]) -> Iterator[bytes]:
    """The hidden worksheet in pieces."""
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetData>'
    ).encode()
    letters = [
        [column_letters(2 * pair + offset).encode() for offset in (1, 2)]
        for pair in range(len(lookups))
    ]
    rows: list[bytes] = []
    columns = [zip(lookup.keys, lookup.texts, strict=True) for lookup in lookups]
    for number, pairs in enumerate(zip_longest(*columns), start=1):
        row = b"%d" % number
        cells = [
            _CELL % (key_letters, row, cell_xml(pair[0]), text_letters, row, pair[1])
            for (key_letters, text_letters), pair in zip(letters, pairs, strict=True)
            if pair is not None
        ]
        rows.append(b'<row r="%b">%b</row>' % (row, b"".join(cells)))
        if len(rows) == _ROWS_A_BLOCK:
            yield b"".join(rows)
            rows.clear()
    yield b"".join(rows) + b"</sheetData></worksheet>"


_CELL = (
    b'<c r="%b%b" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
    b'<c r="%b%b" t="inlineStr"><is><t xml:space="preserve">%b</t></is></c>'
)


def _key_cells(tab: RawTab, status: StatusColumn, width: int) -> Iterator[Sequence[RawCell]]:
    """The cells keys are made of, row by row; columns no key needs stay blank."""
    needed = {number for columns in status.keys for number in columns}
    blank: tuple[RawCell, ...] = ("",) * tab.height
    return zip(
        *(
            tab.columns[number - 1] if number in needed and number <= len(tab.columns) else blank
            for number in range(1, width + 1)
        ),
        strict=True,
    )


def _table(status: StatusColumn, keys: Sequence[str | None]) -> dict[str, tuple[str, str]]:
    """Key as typed and text, by the folded key; rows that share a key share their texts."""
    table: dict[str, tuple[str, str]] = {}
    for row, text in status.texts.items():
        key = keys[row - 1] if row <= len(keys) else None
        if key is None or not is_findable(key):
            continue
        form = folded(key)
        known = table.get(form)
        if known is None or (known[1] == status.fine and text != known[1]):
            table[form] = (known[0] if known else key, text)
        elif text not in (status.fine, known[1]):
            table[form] = (known[0], f"{known[1]} / {text}")
    return table
