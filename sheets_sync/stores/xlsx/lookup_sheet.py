"""The hidden sheet the status columns look into: keys and texts, two columns for each tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sheets_sync.plans.flags.model import StatusColumn
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.xlsx.cell_text import cell_xml
from sheets_sync.stores.xlsx.keys import LONGEST_LITERAL, folded, is_findable, record_keys
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
    keys = record_keys(tab.columns, tab.height, status.keys, date_1904=date_1904)
    forms = [None if key is None else folded(key) for key in keys]
    table = _table(status, keys, forms)
    written = {text: cell_xml(text) for text in {text for _, text in table.values()}}
    without, unchecked = (
        cell_xml(text[:LONGEST_LITERAL]) for text in (status.without_key, status.unchecked)
    )
    others = [cells for number, cells in enumerate(tab.columns, start=1) if number != column]
    shown: list[bytes | None] = []
    for row, form in enumerate(forms):
        if row < status.header_row:
            shown.append(None)
        elif form is None:
            shown.append(without if any(cells[row] not in ("", None) for cells in others) else None)
        else:
            found = table.get(form)
            shown.append(unchecked if found is None else written[found[1]])
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


def _table(
    status: StatusColumn, keys: Sequence[str | None], forms: Sequence[str | None]
) -> dict[str, tuple[str, str]]:
    """Key as typed and text, by the folded key; rows that share a key share their texts."""
    table: dict[str, tuple[str, str]] = {}
    for row, text in status.texts.items():
        if row > len(keys):
            continue
        key, form = keys[row - 1], forms[row - 1]
        if key is None or form is None or not is_findable(key):
            continue
        known = table.get(form)
        if known is None:
            table[form] = (key, text)
        elif known[1] == status.fine:
            table[form] = (known[0], text)
        elif text not in (status.fine, known[1]):
            table[form] = (known[0], f"{known[1]} / {text}")
    return table
