"""The hidden sheet the status columns look into: keys and texts, two columns for each tab."""

import operator
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import compress, count, zip_longest
from typing import cast

from sheets_sync.planning.workbook_tabs.record_keys import folded, record_keys, texts_by_key
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.merged_areas import as_seen, seen_in
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.workbook import RawCell, RawTab
from sheets_sync.stores.xlsx.cell_text import cell_xml
from sheets_sync.stores.xlsx.keys import LONGEST_LITERAL, is_findable, neighbours
from sheets_sync.stores.xlsx.raw_zip import Squeezed, squeezed
from sheets_sync.stores.xlsx.service_sheet import MAIN

_ROWS_A_BLOCK = 64
_ONE_LINE = 44
"""Letters that surely fit beside a row."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """One status column: what the hidden sheet holds for it and what each of its rows shows."""

    keys: tuple[str, ...]
    """As XML, in the order of the rows they were first met in."""
    texts: tuple[str, ...]
    """As XML, one for each key."""
    shown: tuple[str | None, ...]
    """As it is read again, from row 1 on; nothing for a row that is blank."""
    as_xml: Mapping[str, bytes]
    """Every text that is shown as XML."""
    seen_in: Mapping[int, Mapping[int, int]]
    """By row, for key columns that are merged down over it, the row in which their cell stands."""
    high: frozenset[int] = frozenset()
    """The rows that say more than fits into one line."""

    def xml_in(self, row: int) -> bytes | None:
        """What one row shows, as XML; nothing where it is blank."""
        text = self.shown[row - 1] if row <= len(self.shown) else None
        return None if text is None else self.as_xml[text]

    def stale_rows(self, cells: Sequence[RawCell], header_row: int) -> frozenset[int]:
        """The rows below the heading in which a column shows something else."""
        found: set[int] = set()
        for start in range(header_row, len(cells), _ROWS_A_BLOCK):
            read, shown = (some[start : start + _ROWS_A_BLOCK] for some in (cells, self.shown))
            if tuple(read) != shown:  # nearly always they are the same, which is seen at once
                differ = compress(count(start), map(operator.ne, read, shown))
                found.update(at + 1 for at in differ if (cells[at] or None) != self.shown[at])
        return frozenset(found)


def lookup_of(
    status: StatusColumn,
    tab: RawTab,
    column: int,
    memory: Recollection = NOTHING,
    *,
    date_1904: bool,
) -> Lookup:
    """Keys, texts and the text of every row as the formula will find them."""
    used = sorted({at for choice in status.keys for at in choice if at <= len(tab.columns)})
    merged = seen_in(tab.merged, used, status.header_row)
    found = memory.of(
        ("keys", tab.sheet),
        (str(status.keys), date_1904, str(merged), *(tab.columns[at - 1] for at in used)),
        lambda: _Keys.of(
            record_keys(as_seen(tab.columns, merged), tab.height, status.keys, date_1904=date_1904)
        ),
    )
    without, unchecked = (text[:LONGEST_LITERAL] for text in (status.without_key, status.unchecked))
    others = [
        tab.columns[number - 1]
        for first, last in neighbours(status, column)
        for number in range(first, min(last, len(tab.columns)) + 1)
    ]
    said = found.told(status)
    shown = said.shown(tab.height, unchecked)
    for row in found.without:
        is_blank = all(cells[row - 1] in ("", None) for cells in others)
        shown[row - 1] = None if is_blank else without
    shown[: status.header_row] = [None] * min(status.header_row, len(shown))
    written = {text: cell_xml(text) for text in {*said.texts, without, unchecked}}
    long = {text for text in written if len(text) > _ONE_LINE}
    keys = memory.alike(("looked up", tab.sheet), said.keys)
    return Lookup(
        keys=memory.of(
            ("looked up as XML", tab.sheet), (keys,), lambda: tuple(map(cell_xml, keys))
        ),
        texts=tuple(map(written.__getitem__, said.texts)),
        shown=tuple(shown),
        as_xml={text: xml.encode() for text, xml in written.items()},
        seen_in=merged,
        high=frozenset(compress(count(1), map(long.__contains__, shown))),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of records: by key for the hidden sheet, by row for those beside them."""

    keys: Sequence[str]
    """As typed, each once."""
    texts: Sequence[str]
    """One for each key."""
    rows: Sequence[int]
    """Those with a key that something is said of, ascending."""
    said: Sequence[str]
    """One text for each of these rows."""

    def shown(self, height: int, otherwise: str) -> list[str | None]:
        """What each row says, from the first one on."""
        rows = self.rows
        shown: list[str | None] = [otherwise] * height
        if rows and rows[-1] - rows[0] == len(rows) - 1:  # no row between them is left out
            shown[rows[0] - 1 : rows[-1]] = self.said
        else:
            for row, text in zip(rows, self.said, strict=True):
                shown[row - 1] = text
        return shown


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of the rows of a sheet."""

    keys: Sequence[str | None]
    with_key: Sequence[int]
    """The rows that have one."""
    names: Sequence[str]
    """What these have."""
    without: Sequence[int]
    """Those that have none."""
    is_plain: bool
    """Whether no two rows share a key and all can be found."""

    @classmethod
    def of(cls, keys: Sequence[str | None]) -> "_Keys":
        with_key = [row for row, key in enumerate(keys, start=1) if key is not None]
        without = [row for row, key in enumerate(keys, start=1) if key is None]
        names = [key for key in keys if key is not None]
        forms = {*map(folded, names)}
        is_plain = len(forms) == len(with_key) and all(map(is_findable, forms))
        return cls(keys, with_key, names, without, is_plain)

    def told(self, status: StatusColumn) -> _Told:
        """What a status column says, by key and by row."""
        keys, texts = self.keys, status.texts
        if self.is_plain:
            below = bisect(self.with_key, status.header_row)
            rows, names = self.with_key[below:], self.names[below:]
            said = [*map(texts.get, rows)]
            if None in {*said}:  # sooner told of the few distinct ones
                there = [text is not None for text in said]
                rows, names = [*compress(rows, there)], [*compress(names, there)]
                said = [*compress(said, there)]
            known = cast("list[str]", said)
            return _Told(names, known, rows, known)
        table = texts_by_key(status, keys, findable=is_findable)
        by_row = {
            row: found[1]
            for row, key in zip(self.with_key, self.names, strict=True)
            if (found := table.get(folded(key))) is not None
        }
        told = [*table.values()]
        return _Told(
            [key for key, _ in told], [text for _, text in told], [*by_row], [*by_row.values()]
        )


def remembered_lookup(
    status: StatusColumn, tab: RawTab, column: int, memory: Recollection, *, date_1904: bool
) -> Lookup:
    """The same, as it was where neither the texts nor any cell of the staff's is another."""
    others = [cells for number, cells in enumerate(tab.columns, start=1) if number != column]
    words = (status.fine, status.without_key, status.unchecked)
    return memory.of(
        ("lookup", tab.sheet),
        (
            status.texts,
            str(status.keys),
            status.header_row,
            *words,
            column,
            date_1904,
            str(tab.merged),
            *others,
        ),
        lambda: lookup_of(status, tab, column, memory, date_1904=date_1904),
    )


def lookup_sheet(
    lookups: Sequence[Lookup], memory: Recollection = NOTHING
) -> Iterator[bytes | Squeezed]:
    """The hidden worksheet in pieces; with a memory, those of before as they were compressed."""
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetData>'
    ).encode()
    pairs = (_in_blocks(pair, lookup, memory) for pair, lookup in enumerate(lookups))
    for number, said in enumerate(zip_longest(*pairs, fillvalue=_NOTHING_SAID)):
        start = number * _ROWS_A_BLOCK
        if memory.lasts:
            yield memory.of(("rows", start), said, partial(_squeezed_rows, said, start))
        else:
            yield _rows(said, start)
    yield b"</sheetData></worksheet>"


_SaidOfPair = tuple[tuple[str, ...], tuple[str, ...]]
"""For one pair of columns some keys and their texts."""
_Said = Sequence[_SaidOfPair]
_NOTHING_SAID: _SaidOfPair = (), ()


def _in_blocks(pair: int, lookup: Lookup, memory: Recollection) -> tuple[_SaidOfPair, ...]:
    """A pair of columns, block by block; those of before where they say the same."""
    keys, texts = lookup.keys, lookup.texts

    def blocks() -> tuple[_SaidOfPair, ...]:
        ends = [(start, start + _ROWS_A_BLOCK) for start in range(0, len(keys), _ROWS_A_BLOCK)]
        said = [(keys[start:end], texts[start:end]) for start, end in ends]
        return memory.alike_in_place(("told", pair), said, operator.eq)

    return memory.of(("blocks", pair), (keys, texts), blocks)


def _squeezed_rows(said: _Said, start: int) -> Squeezed:
    return squeezed(_rows(said, start))


def _rows(said: _Said, start: int) -> bytes:
    """Some rows, from `start` on."""
    columns = [_cells(pair, *told, start) for pair, told in enumerate(said) if told[0]]
    rows = enumerate(zip_longest(*columns, fillvalue=""), start=start + 1)
    return "".join([f'<row r="{row}">{"".join(cells)}</row>' for row, cells in rows]).encode()


def _cells(
    pair: int, told_keys: tuple[str, ...], told_texts: tuple[str, ...], start: int
) -> list[str]:
    """Keys and texts as cells."""
    key, text = (column_letters(2 * pair + offset) for offset in (1, 2))
    rows = zip(told_keys, told_texts, strict=True)
    return [
        f'<c r="{key}{row}" t="inlineStr"><is><t xml:space="preserve">{keys}</t></is></c>'
        f'<c r="{text}{row}" t="inlineStr"><is><t xml:space="preserve">{texts}</t></is></c>'
        for row, (keys, texts) in enumerate(rows, start=start + 1)
    ]
