"""The hidden sheet the status columns look into: keys and texts, two columns for each tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sheets_sync.planning.workbook_tabs.record_keys import folded, record_keys, texts_by_key
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.workbook import RawTab
from sheets_sync.stores.xlsx.cell_text import cell_xml
from sheets_sync.stores.xlsx.keys import LONGEST_LITERAL, is_findable, neighbours
from sheets_sync.stores.xlsx.service_sheet import MAIN

_ROWS_A_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Lookup:
    """One status column: what the hidden sheet holds for it and what each of its rows shows."""

    keys: tuple[str, ...]
    """As XML, in the order of the rows they were first met in."""
    texts: tuple[str, ...]
    """As XML, one for each key."""
    shown: tuple[bytes | None, ...]
    """As XML, from row 1 on; nothing for a row that is blank."""


def lookup_of(status: StatusColumn, tab: RawTab, column: int, *, date_1904: bool) -> Lookup:
    """Keys, texts and the text of every row as the formula will find them."""
    keys = record_keys(tab.columns, tab.height, status.keys, date_1904=date_1904)
    forms = [None if key is None else folded(key) for key in keys]
    table = texts_by_key(status, keys, findable=is_findable)
    written = {text: cell_xml(text) for text in {text for _, text in table.values()}}
    raw = {text: xml.encode() for text, xml in written.items()}
    without, unchecked = (
        cell_xml(text[:LONGEST_LITERAL]).encode() for text in (status.without_key, status.unchecked)
    )
    others = [
        tab.columns[number - 1]
        for first, last in neighbours(status, column)
        for number in range(first, min(last, len(tab.columns)) + 1)
    ]
    shown: list[bytes | None] = []
    for row, form in enumerate(forms):
        if row < status.header_row:
            shown.append(None)
        elif form is None:
            shown.append(without if any(cells[row] not in ("", None) for cells in others) else None)
        else:
            found = table.get(form)
            shown.append(unchecked if found is None else raw[found[1]])
    return Lookup(
        keys=tuple([cell_xml(key) for key, _ in table.values()]),
        texts=tuple([written[text] for _, text in table.values()]),
        shown=tuple(shown),
    )


def lookup_sheet(lookups: Sequence[Lookup]) -> Iterator[bytes]:
    """The hidden worksheet in pieces."""
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetData>'
    ).encode()
    height = max((len(lookup.keys) for lookup in lookups), default=0)
    for start in range(0, height, _ROWS_A_BLOCK):
        columns = [
            _cells(pair, lookup, start)
            for pair, lookup in enumerate(lookups)
            if lookup.keys[start:]
        ]
        rows = enumerate(zip_longest(*columns, fillvalue=""), start=start + 1)
        yield "".join([f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows]).encode()
    yield b"</sheetData></worksheet>"


def _cells(pair: int, lookup: Lookup, start: int) -> list[str]:
    """Key and text of some rows, from `start` on, as cells."""
    key, text = (column_letters(2 * pair + offset) for offset in (1, 2))
    end = start + _ROWS_A_BLOCK
    rows = zip(lookup.keys[start:end], lookup.texts[start:end], strict=True)
    return [
        f'<c r="{key}{row}" t="inlineStr"><is><t xml:space="preserve">{keys}</t></is></c>'
        f'<c r="{text}{row}" t="inlineStr"><is><t xml:space="preserve">{texts}</t></is></c>'
        for row, (keys, texts) in enumerate(rows, start=start + 1)
    ]
