"""Puts the status column into a worksheet as it streams by; no other cell changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from sheets_sync.planning.workbook_tabs.row_height import text_height
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters, column_number, row_and_column
from sheets_sync.stores.xlsx.cell_text import cell_xml
from sheets_sync.stores.xlsx.keys import status_formula
from sheets_sync.stores.xlsx.lookup_sheet import Lookup
from sheets_sync.stores.xlsx.worksheet_scan import Survey, rows_in
from sheets_sync.stores.xlsx.xml_edit import (
    UnusualXmlError,
    attribute,
    opening_tag,
    prefix_of,
    with_attribute,
)

_SHARED_RANGE = re.compile(rb"""\sref=["']([A-Z]+)[0-9]+(?::([A-Z]+)[0-9]+)?["']""")
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([0-9]+)["']""")
_CELL_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")
_HEIGHT = re.compile(rb"""\sht\s*=\s*["']([0-9.]+)["']""")
_WIDTH = 44
_LETTERS_A_LINE = 36
"""So many surely fit, also in bold and where words are long."""
_FONT_SIZE = 14
"""Of the texts beside the rows where nothing else is set, in points."""


@dataclass(frozen=True, slots=True)
class StatusPlan:
    """One status column ready to be written."""

    status: StatusColumn
    column: int
    pair: int
    """Which pair of the hidden sheet's columns belongs to it."""
    lookup: Lookup
    lookup_title: str
    style: int
    heading_style: int | None
    """Set where the column is new: then heading and width are written too."""


def with_status(
    blocks: Iterable[bytes],
    plan: StatusPlan,
    facts: Survey,
    stale: frozenset[int] | None = None,
) -> Iterator[bytes]:
    """The worksheet with formulas and fresh results in the status column.

    Where the column is as we left it and `stale` rows are known, only those are written.
    """
    patch: _Patch | None = None
    if facts.first_row is None or plan.heading_style is not None:
        stale = None
    for block in blocks:
        if patch is None:
            patch = _Patch(plan, facts, prefix_of(block, "worksheet"), stale)
            yield patch.block(patch.head(block))
        else:
            yield patch.block(block)


class SharedFormulaError(UnusualXmlError):
    """A formula in the status column is shared with other columns."""


def _style_of(tag: bytes) -> bytes:
    style = _CELL_STYLE.search(tag)
    return style[1] if style else b"0"


class _Patch:
    """Writes one status column row by row."""

    def __init__(
        self, plan: StatusPlan, facts: Survey, prefix: bytes, stale: frozenset[int] | None
    ) -> None:
        self._plan = plan
        self._stale = stale
        self._first_row = facts.first_row
        self._prefix = prefix
        self._letters = column_letters(plan.column).encode()
        self._row_start = b"<" + prefix + b"row"
        self._row_end = b"</" + prefix + b"row>"
        self._cell_start = b"<" + prefix + b"c "
        self._cell_end = b"</" + prefix + b"c>"
        self._cell = re.compile(rb'<%bc\s[^>]*?r="([A-Z]+)[0-9]+"' % re.escape(prefix))
        self._own_cell = re.compile(
            rb'<%bc r="%b([0-9]+)"(?: s="([0-9]+)")?([^>]*?)(/>|>.*?</%bc>)'
            % (re.escape(prefix), self._letters, re.escape(prefix)),
            re.DOTALL,
        )
        self._row_tag = re.compile(rb"<%brow\s[^>]*>" % re.escape(prefix))
        self._formula_start = b"<" + prefix + b"f"
        self._content = re.compile(rb"<%bv>[^<]|<%bis>" % ((re.escape(prefix),) * 2))
        self._group = facts.group
        self._last_row = facts.last_row
        self._template = self._templates()
        self._first = True

    def head(self, block: bytes) -> bytes:
        """The part's beginning, with width and dimension where the column is new."""
        if self._plan.heading_style is None:
            return block
        start = block.find(b"<" + self._prefix + b"sheetData")
        if start < 0:
            raise UnusualXmlError("sheetData")
        return self._with_width(self._with_dimension(block[:start])) + block[start:]

    def block(self, block: bytes) -> bytes:
        """A run of whole rows with fresh status cells, each row high enough for what it says."""
        if self._stale is not None and not self._has_any(self._stale, block):
            return block
        return self._high_enough(self._with_cells(block))

    def _has_any(self, rows: frozenset[int], block: bytes) -> bool:
        first, last = rows_in(block, self._row_start + b" ")
        return any(first <= row <= last for row in rows)

    def _high_enough(self, block: bytes) -> bytes:
        """No row becomes lower, and none is made to stay as high as it is now."""
        high = self._plan.lookup.high
        due = high if self._stale is None else high & self._stale
        return self._row_tag.sub(self._higher, block) if self._has_any(due, block) else block

    def _higher(self, match: re.Match[bytes]) -> bytes:
        tag, number = match[0], _ROW_NUMBER.search(match[0])
        at = int(number[1]) if number else 0
        text = self._plan.lookup.shown[at - 1] if at in self._plan.lookup.high else None
        if text is None or not self._is_due(at):
            return tag
        needed = text_height(text, _LETTERS_A_LINE, _FONT_SIZE)
        old = _HEIGHT.search(tag)
        if old is None:
            return with_attribute(tag, "ht", f"{needed:g}")
        return tag if float(old[1]) >= needed else with_attribute(tag, "ht", f"{needed:g}")

    def _with_cells(self, block: bytes) -> bytes:
        if self._plan.heading_style is None:
            is_first = self._first
            renewed, times = self._own_cell.subn(self._renewed, block)
            if times == block.count(self._row_start + b" "):
                return renewed
            self._first = is_first
        return self._row_by_row(block)

    def _renewed(self, match: re.Match[bytes]) -> bytes:
        at = int(match[1])
        if not self._is_due(at) or self._is_typed(match[4]):
            return match[0]
        self._refuse_shared(match[4])
        style = match[2] or _style_of(match[3])
        return self._status(at, style) or match[0]

    def _row_by_row(self, block: bytes) -> bytes:
        pieces = block.split(self._row_start)
        for index in range(1, len(pieces)):
            pieces[index] = self._row(pieces[index])
        return self._row_start.join(pieces)

    def _row(self, row: bytes) -> bytes:
        if row[:1] not in (b" ", b"\n", b"\t", b">"):
            return row
        tag_end = row.index(b">")
        number = _ROW_NUMBER.search(row, 0, tag_end)
        if number is None:
            raise UnusualXmlError("row")
        at = int(number[1])
        status = self._plan.status
        if at < status.header_row or (at == status.header_row and not self._plan.heading_style):
            return row
        if at != status.header_row and not self._is_due(at):
            return row
        start, end, old = self._existing(row, at, tag_end)
        if at == status.header_row:
            cell: bytes | None = self._heading(at)
        else:
            if old is not None:
                if self._is_typed(row[start:end]):
                    return row
                self._refuse_shared(row[start:end])
            cell = self._status(at, None if old is None else _style_of(old))
        if cell is None:
            return row
        if old is not None:
            return row[:start] + cell + row[end:]
        return self._inserted(row, cell, tag_end)

    def _existing(self, row: bytes, at: int, tag_end: int) -> tuple[int, int, bytes | None]:
        """Start, end and opening tag of the status cell that is there already."""
        name = b'"' + self._letters + b"%d" % at + b'"'
        found = row.find(name, tag_end)
        while found >= 0:
            start = row.rfind(b"<", tag_end, found)
            if row.startswith(self._cell_start, start) and row[found - 3 : found] == b" r=":
                tag = row[start : row.index(b">", found) + 1]
                end = start + len(tag)
                if not tag.endswith(b"/>"):
                    end = row.index(self._cell_end, end) + len(self._cell_end)
                return start, end, tag
            found = row.find(name, found + 1)
        return 0, 0, None

    def _status(self, at: int, style: bytes | None) -> bytes | None:
        """The cell of one row; nothing for a blank row that has none yet (no style)."""
        text = self._plan.lookup.xml_in(at)
        if text is None:
            if style is None:
                return None
            text = b""
        if style is None:
            style = b"%d" % self._plan.style
        where = self._letters + b"%d" % at
        if at > self._last_row or at in self._plan.lookup.seen_in:
            return self._template[2] % (where, style, self._formula(at), text)
        is_first = self._first if self._stale is None else at == self._first_row
        if is_first:
            self._first = False
            return self._template[0] % (where, style, self._range(at), self._formula(at), text)
        return self._template[1] % (where, style, text)

    def _is_due(self, at: int) -> bool:
        """Whether a row below the heading is to be written."""
        return at > self._plan.status.header_row and (self._stale is None or at in self._stale)

    def _is_typed(self, cell: bytes) -> bool:
        """Whether somebody typed here: that stays, and a rule tells them of it."""
        return self._formula_start not in cell and self._content.search(cell) is not None

    def _refuse_shared(self, cell: bytes) -> None:
        """A formula shared with other columns must stay, or those would lose theirs."""
        shared = _SHARED_RANGE.search(cell) if b"ref=" in cell else None
        if shared is not None and {shared[1], shared[2] or shared[1]} != {self._letters}:
            raise SharedFormulaError(self._plan.status.sheet)

    def _templates(self) -> tuple[bytes, bytes, bytes]:
        """The first cell of the shared formula, those that follow, and one with its own."""
        p = self._prefix
        alone = b"<" + p + b'c r="%b" s="%b" t="str"><' + p + b"f"
        start = alone + b' t="shared"'
        group = b' si="%d"' % self._group
        end = b"<" + p + b"v>%b</" + p + b"v></" + p + b"c>"
        return (
            start + b' ref="%b"' + group + b">%b</" + p + b"f>" + end,
            start + group + b"/>" + end,
            alone + b">%b</" + p + b"f>" + end,
        )

    def _range(self, at: int) -> bytes:
        return b"%b%d:%b%d" % (self._letters, at, self._letters, self._last_row)

    def _formula(self, at: int) -> bytes:
        plan = self._plan
        text = status_formula(
            plan.status,
            at,
            column=plan.column,
            pair=plan.pair,
            lookup=plan.lookup_title,
            seen_in=plan.lookup.seen_in.get(at, {}),
        )
        return escape(text, quote=False).encode()

    def _heading(self, at: int) -> bytes:
        p = self._prefix.decode()
        text = cell_xml(self._plan.status.heading)
        return (
            f'<{p}c r="{self._letters.decode()}{at}" s="{self._plan.heading_style}"'
            f' t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'
        ).encode()

    def _inserted(self, row: bytes, cell: bytes, tag_end: int) -> bytes:
        tag = self._with_span(row[: tag_end + 1])
        if tag.endswith(b"/>"):
            return tag[:-2].rstrip() + b">" + cell + self._row_end + row[tag_end + 1 :]
        return tag + self._with_cell(row[tag_end + 1 :], cell)

    def _with_cell(self, cells: bytes, cell: bytes) -> bytes:
        """Cells stay in the order of their columns."""
        end = cells.index(self._row_end)
        last = cells.rfind(self._cell_start, 0, end)
        if last >= 0:
            at = self._cell.match(cells, last)
            if at is None:
                raise UnusualXmlError("c")
            if column_number(at[1].decode()) > self._plan.column:
                for match in self._cell.finditer(cells, 0, end):
                    if column_number(match[1].decode()) > self._plan.column:
                        end = match.start()
                        break
        return cells[:end] + cell + cells[end:]

    def _with_span(self, tag: bytes) -> bytes:
        spans = attribute(tag, "spans")
        if spans is None or " " in spans:
            return tag
        first, _, last = spans.partition(":")
        if int(first) <= self._plan.column <= int(last):
            return tag
        ends = min(int(first), self._plan.column), max(int(last), self._plan.column)
        return with_attribute(tag, "spans", f"{ends[0]}:{ends[1]}")

    def _with_dimension(self, head: bytes) -> bytes:
        tag = opening_tag(head, self._prefix + b"dimension")
        reference = attribute(tag[0], "ref") if tag else None
        if tag is None or reference is None:
            return head
        first, _, last = reference.partition(":")
        row, column = row_and_column(last or first)
        corner = f"{column_letters(max(column, self._plan.column))}{row}"
        grown = with_attribute(tag[0], "ref", f"{first}:{corner}")
        return head[: tag.start()] + grown + head[tag.end() :]

    def _with_width(self, head: bytes) -> bytes:
        p, number = self._prefix, self._plan.column
        column = b'<%bcol min="%d" max="%d" width="%d" customWidth="1"/>' % (
            p,
            number,
            number,
            _WIDTH,
        )
        closing = b"</" + p + b"cols>"
        if closing not in head:
            return head + b"<%bcols>%b%b" % (p, column, closing)
        last = max(int(end) for end in re.findall(rb'<[\w.:-]*col\s[^>]*?max="([0-9]+)"', head))
        return head if last >= number else head.replace(closing, column + closing)
