"""Find and replace, and other changes of texts in many cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...a1 import Area
from ...cells import Formula, is_blank
from ...display import shown
from ...errors import bad_request
from ...formulas.values import lookup_key
from ...model import JSON, Sheet
from ..entering import typed
from ..reading import own_number_format
from .batch import Batch


def find_replace(batch: Batch, request: JSON) -> JSON:
    """Replace texts in values, and on request in formulas; numbers are searched as they show."""
    change = _replacement(request)
    found = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows, sheets = set(), set()
    for sheet, area in _scope(batch, request):
        for row, column, value in _filled(sheet, area):
            if isinstance(value, Formula) and not request.get("includeFormulas"):
                continue
            text, count = change(_searched(batch, sheet, row, column))
            if not count:
                continue
            batch.edit(sheet, Area(row, column, row + 1, column + 1))
            new = typed(batch.spreadsheet, sheet, (row, column), text, batch.caller)
            sheet.grid.set_value(row, column, new)
            found["formulasChanged" if isinstance(value, Formula) else "valuesChanged"] += 1
            found["occurrencesChanged"] += count
            rows.add((sheet.id, row))
            sheets.add(sheet.id)
    found |= {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {name: number for name, number in found.items() if number}


def _replacement(request: JSON) -> Callable[[str], tuple[str, int]]:
    find = request.get("find", "")
    if not find:
        raise bad_request("The value to find cannot be empty.")
    flags = re.NOFLAG if request.get("matchCase") else re.IGNORECASE
    by_regex = request.get("searchByRegex", False)
    pattern = find if by_regex else re.escape(find)
    replacement = request.get("replacement", "")
    if by_regex:
        replacement = re.sub(r"\$(\d)", r"\\g<\1>", replacement)
    else:
        replacement = replacement.replace("\\", r"\\")
    if request.get("matchEntireCell"):
        pattern = rf"\A(?:{pattern})\Z"
    try:
        compiled = re.compile(pattern, flags)
    except re.error:
        raise bad_request(f"The regular expression '{find}' is not valid.") from None

    def change(text: str) -> tuple[str, int]:
        try:
            return compiled.subn(replacement, text)
        except (re.error, IndexError):
            raise bad_request(f"The replacement '{replacement}' names no group.") from None

    return change


def _scope(batch: Batch, request: JSON) -> list[tuple[Sheet, Area]]:
    if request.get("allSheets"):
        return [(sheet, sheet.clip(Area())) for sheet in batch.spreadsheet.sheets]
    if "range" in request:
        return [batch.area(request["range"])]
    if "sheetId" in request:
        sheet = batch.sheet(request["sheetId"])
        return [(sheet, sheet.clip(Area()))]
    raise bad_request("Must specify a range, a sheetId or allSheets to search.")


def _filled(sheet: Sheet, area: Area) -> Iterator[tuple[int, int, object]]:
    top, left, bottom, right = area.bounds
    for row in range(top, min(bottom, len(sheet.grid.rows))):
        for column, value in enumerate(sheet.grid.rows[row][left:right], left):
            if not is_blank(value):
                yield row, column, value


def _searched(batch: Batch, sheet: Sheet, row: int, column: int) -> str:
    value = sheet.grid.value(row, column)
    if isinstance(value, Formula):
        return value.text
    number_format = own_number_format(sheet.grid.extra_at(row, column))
    return shown(value, number_format, batch.spreadsheet.rules)


def trim_whitespace(batch: Batch, request: JSON) -> JSON:
    sheet, area = batch.editable(request.get("range"))
    changed = 0
    for row, column, value in list(_filled(sheet, area)):
        if type(value) is str and (text := re.sub(r"\s+", " ", value).strip()) != value:
            sheet.grid.set_value(row, column, text)
            changed += 1
    return {"cellsChangedCount": changed} if changed else {}


def delete_duplicates(batch: Batch, request: JSON) -> JSON:
    """Take out rows of the range that repeat an earlier one in the columns that are compared."""
    sheet, area = batch.editable(request.get("range"))
    rows = batch.results().rows[sheet.id]
    columns = _compared(request, area)
    seen: set[Any] = set()
    gone = []
    for row in range(area.row, min(area.bounds[2], len(rows))):
        line: tuple[Any, ...] = rows[row]
        key = tuple(lookup_key(line[c] if c < len(line) else "") for c in columns)
        if key in seen:
            gone.append(row)
        seen.add(key)
    block = sheet.grid.block(area)
    kept = [line for row, line in enumerate(block, area.row) if row not in gone]
    sheet.grid.clear(area)
    sheet.grid.write(area.row, area.column, [[value for value, _ in line] for line in kept])
    return {"duplicatesRemovedCount": len(gone)} if gone else {}


def _compared(request: JSON, area: Area) -> list[int]:
    found = request.get("comparisonColumns")
    if not found:
        return list(range(area.column, area.bounds[3]))
    return [
        column
        for span in found
        for column in range(span.get("startIndex", 0), span.get("endIndex", area.bounds[3]))
    ]


def text_to_columns(batch: Batch, request: JSON) -> JSON:
    """Split a column of texts into the columns to its right."""
    sheet, area = batch.editable(request.get("source"))
    if area.width != 1:
        raise bad_request("The source of textToColumns must be one column.")
    marks = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}
    kind = request.get("delimiterType", "COMMA")
    mark = request.get("delimiter", ",") if kind == "CUSTOM" else marks.get(kind, ",")
    for row, column, value in list(_filled(sheet, area)):
        if type(value) is not str or mark not in value:
            continue
        for c, part in enumerate(value.split(mark), column):
            new = typed(batch.spreadsheet, sheet, (row, c), part.strip(), batch.caller)
            sheet.grid.set_value(row, c, new)
    return {}
