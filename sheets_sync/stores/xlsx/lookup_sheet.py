"""The hidden sheet the status columns look into: keys and texts, two columns for each tab."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

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

_ROWS_A_BLOCK = 256
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
        here, wanted = list(cells[header_row:]), list(self.shown[header_row:])
        if here == wanted:  # far sooner told than which of them differ
            return frozenset()
        below = enumerate(zip(here, wanted, strict=True), start=header_row + 1)
        return frozenset(row for row, (cell, text) in below if (cell or None) != text)


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
    table = found.texts(status)
    without, unchecked = (text[:LONGEST_LITERAL] for text in (status.without_key, status.unchecked))
    others = [
        tab.columns[number - 1]
        for first, last in neighbours(status, column)
        for number in range(first, min(last, len(tab.columns)) + 1)
    ]
    unknown = ("", unchecked)
    shown = [
        table.get(form, unknown)[1]
        if form is not None
        else without
        if any(cells[row] not in ("", None) for cells in others)
        else None
        for row, form in enumerate(found.forms)
    ]
    shown[: status.header_row] = [None] * min(status.header_row, len(shown))
    texts = [text for _, text in table.values()]
    written = {text: cell_xml(text) for text in {*texts, without, unchecked}}
    long = {text for text in written if len(text) > _ONE_LINE}
    keys = memory.alike(("looked up", tab.sheet), [key for key, _ in table.values()])
    return Lookup(
        keys=memory.of(
            ("looked up as XML", tab.sheet), (keys,), lambda: tuple(map(cell_xml, keys))
        ),
        texts=tuple([written[text] for text in texts]),
        shown=tuple(shown),
        as_xml={text: xml.encode() for text, xml in written.items()},
        seen_in=merged,
        high=frozenset([row for row, text in enumerate(shown, 1) if text in long]),
    )


@dataclass(frozen=True, slots=True)
class _Keys:
    """The key of every row, and the form in which it is compared."""

    keys: Sequence[str | None]
    forms: Sequence[str | None]
    rows: Mapping[str, int] | None
    """By form the row that it is of, where no two rows share one and all can be found."""

    @classmethod
    def of(cls, keys: Sequence[str | None]) -> "_Keys":
        forms = [None if key is None else folded(key) for key in keys]
        rows = {form: row for row, form in enumerate(forms, start=1) if form is not None}
        is_plain = len(rows) == len(forms) - forms.count(None) and all(map(is_findable, rows))
        return cls(keys, forms, rows if is_plain else None)

    def texts(self, status: StatusColumn) -> dict[str, tuple[str, str]]:
        """Key as typed and text, by the form."""
        if self.rows is None:
            return texts_by_key(status, self.keys, findable=is_findable)
        texts, keys = status.texts, self.keys
        return {
            form: (keys[row - 1] or "", texts[row])
            for form, row in self.rows.items()
            if row in texts
        }


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
    height = max((len(lookup.keys) for lookup in lookups), default=0)
    for start in range(0, height, _ROWS_A_BLOCK):
        end = start + _ROWS_A_BLOCK
        said = tuple((lookup.keys[start:end], lookup.texts[start:end]) for lookup in lookups)
        if memory.lasts:
            told = memory.alike(("told", start), said)
            yield memory.of(("rows", start), (told,), partial(_squeezed_rows, told, start))
        else:
            yield _rows(said, start)
    yield b"</sheetData></worksheet>"


_Said = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
"""For every pair of columns some keys and their texts."""


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
