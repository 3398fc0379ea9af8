"""Rows and columns put in, taken out and moved, with everything that refers to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .a1 import quoted_title
from .formulas.moving import Shift, after_move, after_shift, renamed, without_tab
from .model import JSON, Sheet, Spreadsheet

_EDGES = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}


def insert(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Put empty rows or columns in before `at`."""
    if dimension == "ROWS":
        sheet.grid.insert_rows(at, count)
    else:
        sheet.grid.insert_columns(at, count)
    _after(spreadsheet, sheet, Shift(dimension, at, count))


def delete(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Take rows or columns out; developer metadata on them goes with them."""
    if dimension == "ROWS":
        sheet.grid.delete_rows(start, end)
    else:
        sheet.grid.delete_columns(start, end)
    _after(spreadsheet, sheet, Shift(dimension, start, start - end))


def move(
    spreadsheet: Spreadsheet, sheet: Sheet, dimension: str, start: int, end: int, to: int
) -> None:
    """Move rows or columns in front of `to`, counted before the move."""
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    taken = list(range(start, end))
    rest = [i for i in range(size) if not start <= i < end]
    at = rest.index(to) if to < size else len(rest)
    order = rest[:at] + taken + rest[at:]
    if dimension == "ROWS":
        sheet.grid.reorder_rows(0, order)
    else:
        sheet.grid.reorder_columns(order)
    place = {old: new for new, old in enumerate(order)}
    known = sheet.dimensions[dimension]
    sheet.dimensions[dimension] = {place[i]: kept for i, kept in known.items()}
    for item in _metadata_on(spreadsheet, sheet, dimension):
        width = item["endIndex"] - item["startIndex"]
        item["startIndex"] = place[item["startIndex"]]
        item["endIndex"] = item["startIndex"] + width
    _each_formula(
        spreadsheet,
        lambda own, text: after_move(text, own.title, sheet.title, dimension, place),
        None,
    )


def rename(spreadsheet: Spreadsheet, sheet: Sheet, title: str) -> None:
    """Give a tab another title; formulas that name it follow."""
    old, sheet.title = sheet.title, title
    _each_formula(spreadsheet, lambda _own, text: renamed(text, old, title), old)


def remove(spreadsheet: Spreadsheet, sheet: Sheet) -> None:
    """Take a tab out, with what belongs to it."""
    spreadsheet.sheets.remove(sheet)
    spreadsheet.named_ranges = [
        n for n in spreadsheet.named_ranges if n["range"].get("sheetId", 0) != sheet.id
    ]
    spreadsheet.developer_metadata = [
        m for m in spreadsheet.developer_metadata if metadata_sheet(m) != sheet.id
    ]
    _each_formula(spreadsheet, lambda _own, text: without_tab(text, sheet.title), sheet.title)


def metadata_sheet(metadata: JSON) -> int | None:
    """The id of the tab that developer metadata belongs to; None for the whole spreadsheet."""
    location = metadata.get("location", {})
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    sheet_id: int | None = location.get("sheetId")
    return sheet_id


def _after(spreadsheet: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    kept = sheet.dimensions[shift.dimension].items()
    sheet.dimensions[shift.dimension] = {
        place: value for i, value in kept if (place := shift.place(i)) is not None
    }
    for found in [*sheet.ranges(), *spreadsheet.named_ranges_in(sheet)]:
        _shift_range(found, shift)
    _drop_lost(spreadsheet, sheet)
    sheet.groups[shift.dimension] = [
        group for group in sheet.groups[shift.dimension] if _shift_group(group["range"], shift)
    ]
    _shift_metadata(spreadsheet, sheet, shift)
    _each_formula(
        spreadsheet, lambda own, text: after_shift(text, own.title, sheet.title, shift), None
    )


def _shift_range(found: JSON, shift: Shift) -> None:
    start, end = _EDGES[shift.dimension]
    if start not in found and end not in found:
        return
    span = shift.span(found.get(start, 0), found.get(end))
    if span is None:
        found["gone"] = True
        return
    if start in found:
        found[start] = span[0]
    if span[1] is not None:
        found[end] = span[1]


def _drop_lost(spreadsheet: Spreadsheet, sheet: Sheet) -> None:
    """Forget what stood on rows or columns that are no more."""

    def alive(owner: JSON) -> bool:
        return not owner.get("range", {}).get("gone")

    sheet.merges = [merge for merge in sheet.merges if not merge.get("gone")]
    sheet.protected_ranges = [p for p in sheet.protected_ranges if alive(p)]
    for protected in sheet.protected_ranges:
        if "unprotectedRanges" in protected:
            kept = [r for r in protected["unprotectedRanges"] if not r.get("gone")]
            protected["unprotectedRanges"] = kept
    sheet.filter_views = [view for view in sheet.filter_views if alive(view)]
    sheet.banded_ranges = [band for band in sheet.banded_ranges if alive(band)]
    sheet.tables = [table for table in sheet.tables if alive(table)]
    if sheet.basic_filter and not alive(sheet.basic_filter):
        sheet.basic_filter = None
    for rule in sheet.conditional_formats:
        rule["ranges"] = [r for r in rule.get("ranges", ()) if not r.get("gone")]
    sheet.conditional_formats = [rule for rule in sheet.conditional_formats if rule["ranges"]]
    spreadsheet.named_ranges = [n for n in spreadsheet.named_ranges if alive(n)]


def _shift_group(found: JSON, shift: Shift) -> bool:
    span = shift.span(found["startIndex"], found["endIndex"])
    if span is None:
        return False
    found["startIndex"], found["endIndex"] = span
    return True


def _metadata_on(spreadsheet: Spreadsheet, sheet: Sheet, dimension: str) -> list[JSON]:
    places = [m["location"].get("dimensionRange", {}) for m in spreadsheet.developer_metadata]
    return [
        p for p in places if p.get("dimension") == dimension and p.get("sheetId", 0) == sheet.id
    ]


def _shift_metadata(spreadsheet: Spreadsheet, sheet: Sheet, shift: Shift) -> None:
    spans = _metadata_on(spreadsheet, sheet, shift.dimension)
    gone = [span for span in spans if not _shift_group(span, shift)]
    spreadsheet.developer_metadata = [
        m
        for m in spreadsheet.developer_metadata
        if not any(m["location"].get("dimensionRange") is item for item in gone)
    ]


def _each_formula(
    spreadsheet: Spreadsheet, change: Callable[[Sheet, str], str], title: str | None
) -> None:
    """Rewrite every formula; with a title only those that name it."""
    for own in spreadsheet.sheets:
        for row, column in sorted(own.grid.formulas):
            entered: Any = own.grid.value(row, column)
            if title and title not in entered.text and quoted_title(title) not in entered.text:
                continue
            text = change(own, entered.text)
            if text != entered.text:
                own.grid.set_value(row, column, replace(entered, text=text))
