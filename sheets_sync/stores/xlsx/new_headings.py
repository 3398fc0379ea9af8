"""Adds headings behind those of a staff tab, with notes and drop-downs, as it streams by."""

import re
from collections.abc import Iterable, Iterator, Mapping

from sheets_sync.planning.workbook_tabs.tab_model import NewHeadings
from sheets_sync.registry.a1 import column_number
from sheets_sync.stores.xlsx.new_rules import with_rules
from sheets_sync.stores.xlsx.new_tab import heading_cell, heading_rules
from sheets_sync.stores.xlsx.styles import Style
from sheets_sync.stores.xlsx.xml_edit import UnusualXmlError, attribute, prefix_of, with_attribute


def with_headings(
    blocks: Iterable[bytes], new: NewHeadings, first_column: int, styles: Mapping[Style, int]
) -> Iterator[bytes]:
    """The worksheet with the new headings from `first_column` on, in its header row."""
    cells = "".join(
        heading_cell(new.header_row, at, heading, styles)
        for at, heading in enumerate(new.headings, start=first_column)
    ).encode()
    rules = [
        rule.encode()
        for at, heading in enumerate(new.headings, start=first_column)
        for rule in heading_rules(new.header_row, at, heading)
    ]
    last_column = first_column + len(new.headings) - 1
    prefix: bytes | None = None
    done = False
    for block in blocks:
        if prefix is None:
            prefix = prefix_of(block, "worksheet")
            cells = _prefixed(cells, prefix)
            rules = [_prefixed(rule, prefix) for rule in rules]
        if not done:
            changed = _in_row(block, prefix, new.header_row, cells, (first_column, last_column))
            done = changed is not None
            block = block if changed is None else changed  # noqa: PLW2901 — the block as it goes out
        yield with_rules(block, prefix, rules)
    if not done:
        raise UnusualXmlError("row")


def _prefixed(xml: bytes, prefix: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1" + prefix + rb"\2", xml)


def _in_row(
    block: bytes, prefix: bytes, row: int, cells: bytes, columns: tuple[int, int]
) -> bytes | None:
    """The block with the cells in that row; nothing when the row is not in it."""
    tag = re.search(rb'<%brow\s(?:[^>]*\s)?r="%d"[^>]*>' % (re.escape(prefix), row), block)
    if tag is None or tag[0].endswith(b"/>"):
        return None
    end = block.index(b"</" + prefix + b"row>", tag.end())
    place = end
    pattern = rb'<%bc\s[^>]*?r="([A-Z]+)[0-9]+"' % re.escape(prefix)
    for cell in re.compile(pattern).finditer(block, tag.end(), end):
        column = column_number(cell[1].decode())
        if columns[0] <= column <= columns[1]:
            raise UnusualXmlError("c")
        if column > columns[1]:
            place = cell.start()
            break
    opened = _with_span(tag[0], columns)
    return block[: tag.start()] + opened + block[tag.end() : place] + cells + block[place:]


def _with_span(tag: bytes, columns: tuple[int, int]) -> bytes:
    spans = attribute(tag, "spans")
    if spans is None or " " in spans:
        return tag
    first, _, last = spans.partition(":")
    ends = min(int(first), columns[0]), max(int(last), columns[1])
    return with_attribute(tag, "spans", f"{ends[0]}:{ends[1]}")
