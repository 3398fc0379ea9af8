"""Sorting, filters and filter views."""

from __future__ import annotations

import copy
import random
from typing import Any

from ...a1 import Area
from ...cells import Formula, is_blank
from ...errors import bad_request
from ...formulas.moving import shifted
from ...formulas.values import sort_key
from ...masks import updated
from ...model import JSON, Sheet
from .batch import Batch, mask_of


def sort_range(batch: Batch, request: JSON) -> JSON:
    """Sort rows by what their cells show as values; blank cells go last either way."""
    sheet, area = batch.editable(request.get("range"))
    rows = batch.results().rows[sheet.id]
    order = list(range(area.row, area.bounds[2]))
    for spec in reversed(request.get("sortSpecs", [])):
        column = spec.get("dimensionIndex", 0)
        if not area.column <= column < area.bounds[3]:
            raise bad_request(f"Cannot sort by column {column}: it is outside of the range.")

        def value(row: int, column: int = column) -> Any:
            line = rows[row] if row < len(rows) else ()
            return line[column] if column < len(line) else ""

        filled = [row for row in order if not is_blank(value(row))]
        blank = [row for row in order if is_blank(value(row))]
        down = spec.get("sortOrder") == "DESCENDING"
        order = sorted(filled, key=lambda row: sort_key(value(row)), reverse=down) + blank
    _reorder(sheet, area, order)
    return {}


def _reorder(sheet: Sheet, area: Area, order: list[int]) -> None:
    """Put the cells of the area into another order of rows; what is beside them stays."""
    if area.column == 0 and area.bounds[3] >= sheet.size[1]:
        moved = {
            new: old
            for new, old in enumerate(order, area.row)
            if any(at[0] == old for at in sheet.grid.formulas) and new != old
        }
        sheet.grid.reorder_rows(area.row, order)
        for new, old in moved.items():
            _shift_formulas(sheet, new, new - old)
        return
    block = sheet.grid.block(area)
    for new, old in enumerate(order, area.row):
        line = block[old - area.row]
        values = [
            Formula(shifted(v.text, new - old, 0)) if isinstance(v, Formula) else v for v, _ in line
        ]
        sheet.grid.write(new, area.column, [values])
        for column, (_, extra) in enumerate(line, area.column):
            sheet.grid.set_extra(new, column, extra)


def _shift_formulas(sheet: Sheet, row: int, by: int) -> None:
    for at in [at for at in sheet.grid.formulas if at[0] == row]:
        entered = sheet.grid.value(*at)
        if isinstance(entered, Formula):
            sheet.grid.set_value(*at, Formula(shifted(entered.text, by, 0)))


def randomize_range(batch: Batch, request: JSON) -> JSON:
    sheet, area = batch.editable(request.get("range"))
    order = list(range(area.row, area.bounds[2]))
    # Seeded by the state, so that a run can be repeated.
    random.Random(batch.spreadsheet.version).shuffle(order)  # noqa: S311
    _reorder(sheet, area, order)
    return {}


def set_basic_filter(batch: Batch, request: JSON) -> JSON:
    found = request.get("filter", {})
    given = found.get("range", {})
    sheet = batch.sheet(given.get("sheetId"))
    kept = batch.message(found, "BasicFilter")
    sheet.basic_filter = copy.deepcopy(kept)
    if found.get("sortSpecs"):
        _, area = batch.area(given)
        below = {**given, "startRowIndex": area.row + 1}
        sort_range(batch, {"range": below, "sortSpecs": found["sortSpecs"]})
    return {}


def clear_basic_filter(batch: Batch, request: JSON) -> JSON:
    batch.sheet(request.get("sheetId")).basic_filter = None
    return {}


def add_filter_view(batch: Batch, request: JSON) -> JSON:
    given = dict(request.get("filter", {}))
    sheet = batch.sheet(given.get("range", {}).get("sheetId"))
    given["filterViewId"] = given.get("filterViewId") or batch.spreadsheet.new_id()
    given.setdefault("title", f"Filter {len(sheet.filter_views) + 1}")
    view = copy.deepcopy(batch.message(given, "FilterView"))
    sheet.filter_views.append(view)
    return {"filter": view}


def _view(batch: Batch, view_id: int) -> tuple[Sheet, JSON]:
    for sheet in batch.spreadsheet.sheets:
        for view in sheet.filter_views:
            if view["filterViewId"] == view_id:
                return sheet, view
    raise bad_request(f"No filter view with id: {view_id}")


def update_filter_view(batch: Batch, request: JSON) -> JSON:
    given = request.get("filter", {})
    mask = mask_of(request, "FilterView")
    sheet, view = _view(batch, given.get("filterViewId", 0))
    changed = {"title": view["title"]} | updated(view, given, mask)
    changed["filterViewId"] = view["filterViewId"]
    new = batch.message(changed, "FilterView")
    sheet.filter_views[sheet.filter_views.index(view)] = copy.deepcopy(new)
    return {}


def duplicate_filter_view(batch: Batch, request: JSON) -> JSON:
    sheet, view = _view(batch, request.get("filterId", 0))
    copied = copy.deepcopy(view) | {
        "filterViewId": batch.spreadsheet.new_id(),
        "title": f"Copy of {view['title']}",
    }
    sheet.filter_views.append(copied)
    return {"filter": copied}


def delete_filter_view(batch: Batch, request: JSON) -> JSON:
    sheet, view = _view(batch, request.get("filterId", 0))
    sheet.filter_views.remove(view)
    return {}
