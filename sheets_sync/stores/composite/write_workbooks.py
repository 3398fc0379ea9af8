"""What is for each workbook, in its own words: its tabs, its titles, links that work there."""

import json
from collections.abc import Iterable
from dataclasses import replace

from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    NotWritten,
    Output,
    ServiceTab,
    TabCell,
    TabRow,
    Written,
)
from sheets_sync.registry.a1 import address
from sheets_sync.stores.composite.read_workbooks import Combined


def share(output: Output, combined: Combined, part: int) -> Output:
    """What one workbook gets of an output; new tabs and headings are for the main one."""
    home = combined.homes[part]
    return Output(
        tabs=tuple(_tab(tab, combined, part) for tab in output.tabs if tab.home == home),
        status=tuple(
            replace(column, sheet=combined.title(column.sheet), home="")
            for column in output.status
            if column.home == home
        ),
        version=json.loads(output.version)[part] if output.version else "",
        new_tabs=() if part else output.new_tabs,
        new_headings=() if part else output.new_headings,
    )


def is_blank(output: Output) -> bool:
    """Whether there is nothing to write."""
    return not (output.tabs or output.status or output.new_tabs or output.new_headings)


def left_in(part: int, written: Written, combined: Combined) -> tuple[NotWritten, ...]:
    """What one workbook left alone, by the names that its tabs have among all of them."""
    return tuple(replace(left, what=combined.known_as(part, left.what)) for left in written.left)


def _tab(tab: ServiceTab, combined: Combined, part: int) -> ServiceTab:
    return replace(tab, rows=tuple(_rows(tab.rows, combined, part)), home="")


def _rows(rows: Iterable[TabRow], combined: Combined, part: int) -> Iterable[TabRow]:
    for row in rows:
        if any(isinstance(cell.value, Link) for cell in row.cells):
            yield replace(row, cells=tuple(_cell(cell, combined, part) for cell in row.cells))
        else:
            yield row


def _cell(cell: TabCell, combined: Combined, part: int) -> TabCell:
    link = cell.value
    own = combined.own.get(link.sheet) if isinstance(link, Link) else None
    if not isinstance(link, Link) or own is None or link.url:
        return cell
    if own.part == part:
        return replace(cell, value=replace(link, sheet=own.title))
    tab = next(tab for tab in combined.workbook.tabs if tab.sheet == link.sheet)
    url = tab.link_to(address(link.row, link.column))
    return replace(cell, value=replace(link, url=url) if url else link.text)
