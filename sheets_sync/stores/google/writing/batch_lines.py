"""The requests of a `:batchUpdate` that are about rows and columns, counted from 1."""

from sheets_sync.stores.google.writing.batch import JSON, Block


def widths(sheet: int, first: int, last: int, pixels: int) -> JSON:
    """How wide columns are."""
    return _sizes(sheet, "COLUMNS", first, last, pixels)


def heights(sheet: int, first: int, last: int, pixels: int) -> JSON:
    """How high rows are."""
    return _sizes(sheet, "ROWS", first, last, pixels)


def _sizes(sheet: int, dimension: str, first: int, last: int, pixels: int) -> JSON:
    return {
        "updateDimensionProperties": {
            "range": _lines(sheet, dimension, first, last),
            "properties": {"pixelSize": pixels},
            "fields": "pixelSize",
        }
    }


def fit_heights(sheet: int, first: int, last: int) -> JSON:
    """Rows as high as what stands in them."""
    return {"autoResizeDimensions": {"dimensions": _lines(sheet, "ROWS", first, last)}}


def append_rows(sheet: int, count: int) -> JSON:
    """Blank rows behind the last."""
    return _append(sheet, "ROWS", count)


def append_columns(sheet: int, count: int) -> JSON:
    """Blank columns behind the last."""
    return _append(sheet, "COLUMNS", count)


def _append(sheet: int, dimension: str, count: int) -> JSON:
    return {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": count}}


def insert_rows(sheet: int, before: int, count: int) -> JSON:
    """Blank rows above that one; everything from it on moves down with all that belongs to it."""
    return {"insertDimension": {"range": _lines(sheet, "ROWS", before, before + count - 1)}}


def insert_columns(sheet: int, before: int, count: int) -> JSON:
    """Blank columns to the left of that one; everything from it on moves right."""
    return {"insertDimension": {"range": _lines(sheet, "COLUMNS", before, before + count - 1)}}


def delete_rows(sheet: int, first: int, last: int) -> JSON:
    """Takes rows out with all that stands in them."""
    return {"deleteDimension": {"range": _lines(sheet, "ROWS", first, last)}}


def merge_down(block: Block) -> JSON:
    """Merges the cells of each column; the first one's value is kept."""
    return {"mergeCells": {"range": block.json(), "mergeType": "MERGE_COLUMNS"}}


def move_row(sheet: int, row: int, before: int) -> JSON:
    """Moves one row to above another, both counted before the move."""
    return {
        "moveDimension": {
            "source": _lines(sheet, "ROWS", row, row),
            "destinationIndex": before - 1,
        }
    }


def mark_row(sheet: int, row: int, key: str, value: str) -> JSON:
    """Hidden words that belong to a row."""
    return _mark(_lines(sheet, "ROWS", row, row), key, value)


def mark_column(sheet: int, column: int, key: str, value: str) -> JSON:
    """Hidden words that belong to a column, and go where it goes."""
    return _mark(_lines(sheet, "COLUMNS", column, column), key, value)


def _mark(lines: JSON, key: str, value: str) -> JSON:
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": key,
                "metadataValue": value,
                "location": {"dimensionRange": lines},
                "visibility": "DOCUMENT",
            }
        }
    }


def _lines(sheet: int, dimension: str, first: int, last: int) -> JSON:
    return {"sheetId": sheet, "dimension": dimension, "startIndex": first - 1, "endIndex": last}
