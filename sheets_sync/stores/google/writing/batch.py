"""The requests of a `:batchUpdate`, as values: these and `batch_lines` alone spell Google's names.

Rows and columns count from 1 here, as in A1 addresses; Google's own counting starts at 0 and ends
behind the last one. A field that says nothing is left out: no null is ever sent.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

JSON: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one sheet, the last row and column among them; None reaches to the end."""

    sheet: int
    row: int | None = None
    column: int | None = None
    last_row: int | None = None
    last_column: int | None = None

    def json(self) -> JSON:
        """The block as Google's `GridRange`."""
        found = {
            "startRowIndex": None if self.row is None else self.row - 1,
            "endRowIndex": self.last_row,
            "startColumnIndex": None if self.column is None else self.column - 1,
            "endColumnIndex": self.last_column,
        }
        return {"sheetId": self.sheet, **{name: at for name, at in found.items() if at is not None}}


def add_sheet(
    sheet: int,
    title: str,
    *,
    index: int,
    rows: int,
    columns: int,
    hidden: bool = False,
    colour: str = "",
) -> JSON:
    """A new tab under an id that we choose; `index` is its place from the left, from 0."""
    properties: JSON = {
        "sheetId": sheet,
        "title": title,
        "index": index,
        "gridProperties": {"rowCount": rows, "columnCount": columns},
    }
    if hidden:
        properties["hidden"] = True
    if colour:
        properties["tabColorStyle"] = colour_style(colour)
    return {"addSheet": {"properties": properties}}


def spreadsheet_properties(**properties: object) -> JSON:
    """Sets what is named of the whole spreadsheet and nothing else: `locale`, `timeZone`."""
    return {
        "updateSpreadsheetProperties": {"properties": properties, "fields": ",".join(properties)}
    }


def delete_sheet(sheet: int) -> JSON:
    """Takes a tab away with all that is in it."""
    return {"deleteSheet": {"sheetId": sheet}}


def sheet_properties(sheet: int, **properties: object) -> JSON:
    """Sets what is named and nothing else: `title`, `hidden`, `index`, `gridProperties`."""
    fields: list[str] = []
    for name, value in properties.items():
        if name == "gridProperties" and isinstance(value, Mapping):
            fields += (f"{name}.{inner}" for inner in value)
        else:
            fields.append(name)
    return {
        "updateSheetProperties": {
            "properties": {"sheetId": sheet, **properties},
            "fields": ",".join(fields),
        }
    }


def update_cells(block: Block, rows: Sequence[Sequence[JSON]], fields: str) -> JSON:
    """Cells from the block's first on; what the rows do not reach is emptied in those fields."""
    return {
        "updateCells": {
            "range": block.json(),
            "rows": [{"values": list(row)} if row else {} for row in rows],
            "fields": fields,
        }
    }


def repeat_cell(block: Block, cell: JSON, fields: str) -> JSON:
    """The same in every cell of the block."""
    return {"repeatCell": {"range": block.json(), "cell": cell, "fields": fields}}


def formula(block: Block, text: str) -> JSON:
    """A formula in the block's first cell; its look stays."""
    cell = {"userEnteredValue": {"formulaValue": text}}
    return update_cells(block, [[cell]], "userEnteredValue")


def text(block: Block, *texts: str) -> JSON:
    """Texts beside each other, never read as anything but text; their look stays."""
    cells = [{"userEnteredValue": {"stringValue": one}} for one in texts]
    return update_cells(block, [cells], "userEnteredValue")


def note(block: Block, words: str) -> JSON:
    """What is shown when a cell is pointed at; the cell itself stays."""
    return repeat_cell(block, {"note": words} if words else {}, "note")


def merge(block: Block) -> JSON:
    """One cell of all of them."""
    return {"mergeCells": {"range": block.json(), "mergeType": "MERGE_ALL"}}


def unmerge(block: Block) -> JSON:
    """Every cell for itself again."""
    return {"unmergeCells": {"range": block.json()}}


def protect(
    block: Block,
    description: str,
    *,
    editors: Iterable[str] = (),
    unprotected: Iterable[Block] = (),
    warning_only: bool = False,
) -> JSON:
    """Keeps others out; whoever asks for it stays an editor, and so does the owner."""
    protected: JSON = {"range": block.json(), "description": description}
    if users := [one for one in editors if one]:
        protected["editors"] = {"users": users}
    if open_to_all := [one.json() for one in unprotected]:
        protected["unprotectedRanges"] = open_to_all
    if warning_only:
        protected["warningOnly"] = True
    return {"addProtectedRange": {"protectedRange": protected}}


def choices(block: Block, words: Sequence[str], *, strict: bool = False) -> JSON:
    """A drop-down of words; other words are refused only when `strict`."""
    values = [{"userEnteredValue": word} for word in words]
    return _validation(block, {"type": "ONE_OF_LIST", "values": values}, strict=strict)


def choices_from(block: Block, cells: str, *, strict: bool = False) -> JSON:
    """A drop-down of what stands in other cells, named as a formula names them (`='tab'!A2:A`)."""
    condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": cells}]}
    return _validation(block, condition, strict=strict)


def tick_boxes(block: Block, mark: str) -> JSON:
    """A box in every cell, ticked where the mark stands; what stands there stays."""
    condition = {"type": "BOOLEAN", "values": [{"userEnteredValue": mark}]}
    return _validation(block, condition, strict=False)


def _validation(block: Block, condition: JSON, *, strict: bool) -> JSON:
    rule: JSON = {"condition": condition, "showCustomUi": True}
    if strict:
        rule["strict"] = True
    return {"setDataValidation": {"range": block.json(), "rule": rule}}


def sort(block: Block, column: int, *, descending: bool = False) -> JSON:
    """Puts the block's rows in the order of one of its columns."""
    order = {
        "dimensionIndex": column - 1,
        "sortOrder": "DESCENDING" if descending else "ASCENDING",
    }
    return {"sortRange": {"range": block.json(), "sortSpecs": [order]}}


def paste(sheet: int, row: int, column: int, lines: Iterable[str]) -> JSON:
    """Texts below each other, each read as if somebody had typed it."""
    start = {"sheetId": sheet, "rowIndex": row - 1, "columnIndex": column - 1}
    return {"pasteData": {"coordinate": start, "data": "\n".join(lines), "delimiter": "\t"}}


def add_table(block: Block, name: str) -> JSON:
    """Makes a table of cells; their first row becomes its headings."""
    return {"addTable": {"table": {"name": name, "range": block.json()}}}


def filter_without(block: Block, column: int, hidden: Sequence[str]) -> JSON:
    """Filters in the block's first row, of which one hides rows with those values."""
    spec = {"columnIndex": column - 1, "filterCriteria": {"hiddenValues": list(hidden)}}
    return {"setBasicFilter": {"filter": {"range": block.json(), "filterSpecs": [spec]}}}


def filter_below(block: Block) -> JSON:
    """Filters in the block's first row; the one filter a sheet may have is replaced."""
    return {"setBasicFilter": {"filter": {"range": block.json()}}}


def no_filter(sheet: int) -> JSON:
    """Takes the filter away; nothing happens where there is none."""
    return {"clearBasicFilter": {"sheetId": sheet}}


def mark_sheet(sheet: int, key: str, value: str) -> JSON:
    """Hidden words by which a program knows a sheet, whatever it is called later."""
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": value,
                "location": {"sheetId": sheet},
                "visibility": "DOCUMENT",
            }
        }
    }


def forget(key: str) -> JSON:
    """Takes hidden words away, wherever there are any under that key."""
    lookup = {"developerMetadataLookup": {"metadataKey": key}}
    return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


def highlight(blocks: Iterable[Block], condition: str, cell_format: JSON, *, index: int) -> JSON:
    """A conditional format by a formula; `index` is its place among the sheet's rules, from 0."""
    return {
        "addConditionalFormatRule": {
            "rule": {
                "ranges": [block.json() for block in blocks],
                "booleanRule": {
                    "condition": {
                        "type": "CUSTOM_FORMULA",
                        "values": [{"userEnteredValue": condition}],
                    },
                    "format": cell_format,
                },
            },
            "index": index,
        }
    }


def colour_style(rgb: str) -> JSON:
    """A colour such as `12324A` as Google's `ColorStyle`."""
    parts = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    names = ("red", "green", "blue")
    return {
        "rgbColor": {
            name: round(part, 4) for name, part in zip(names, parts, strict=True) if part > 0
        }
    }


REPEATABLE = frozenset(
    [
        "updateSpreadsheetProperties",
        "updateSheetProperties",
        "updateCells",
        "repeatCell",
        "mergeCells",
        "unmergeCells",
        "updateDimensionProperties",
        "autoResizeDimensions",
        "setDataValidation",
        "setBasicFilter",
        "clearBasicFilter",
    ]
)
"""Kinds that come to the same when they are carried out a second time."""


def is_repeatable(requests: Iterable[Mapping[str, Any]]) -> bool:
    """Whether carrying all of them out twice is the same as once."""
    return all(kind in REPEATABLE for request in requests for kind in request)


def sheets_named(requests: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """Every sheet that requests do something with; cells name none."""
    return frozenset[int]().union(*(_named(request) for request in requests))


def _named(part: Any) -> frozenset[int]:  # noqa: ANN401  any part of a request
    if isinstance(part, Mapping):
        own = [part["sheetId"]] if "sheetId" in part else []
        inner = (_named(value) for name, value in part.items() if name not in {"rows", "cell"})
        return frozenset(own).union(*inner)
    if isinstance(part, list):
        return frozenset[int]().union(*map(_named, part))
    return frozenset()
