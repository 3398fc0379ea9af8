"""The formats of columns in which a number may be shown as a code or as a time span."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sheets_sync.registry.number_formats import is_of_interest
from sheets_sync.registry.workbook import NumberFormat
from sheets_sync.stores.google.reading.structure import Sheet, SheetFormat
from sheets_sync.stores.google.transport.connection import Connection

_FIELDS = (
    "spreadsheetId,sheets(properties(sheetId),data(startRow,startColumn,"
    "rowData(values(userEnteredFormat(numberFormat(pattern))))))"
)
MOST_ROWS = 5_000
"""So many rows are looked at; those below are formatted as the last of them."""
TO_THE_END = 10_000_000
"""A sheet has no more rows."""


def formats_of(
    connection: Connection, wanted: Sequence[tuple[Sheet, Collection[int]]]
) -> tuple[SheetFormat, ...]:
    """The formats of interest in these columns of these sheets, from 1: one read."""
    filters = [
        {
            "gridRange": {
                "sheetId": sheet.id,
                "startRowIndex": 0,
                "endRowIndex": min(sheet.rows, MOST_ROWS),
                "startColumnIndex": column - 1,
                "endColumnIndex": column,
            }
        }
        for sheet, columns in wanted
        for column in columns
    ]
    reply = connection.cells(filters, _FIELDS)
    return tuple(
        (sheet["properties"].get("sheetId", 0), run)
        for sheet in reply.get("sheets", ())
        for data in sheet.get("data", ())
        for run in _runs(data)
    )


def _runs(data: Mapping[str, Any]) -> Iterator[NumberFormat]:
    """The runs of one column; the last one goes on to the end of the sheet."""
    column, start = data.get("startColumn", 0) + 1, data.get("startRow", 0) + 1
    runs = list(_alike(column, enumerate(map(_pattern, data.get("rowData", ())), start)))
    for number, run in enumerate(runs, 1):
        if is_of_interest(run.pattern):
            last = TO_THE_END if number == len(runs) else run.last_row
            yield NumberFormat(run.column, run.first_row, last, run.pattern)


def _alike(column: int, patterns: Iterable[tuple[int, str]]) -> Iterator[NumberFormat]:
    run: NumberFormat | None = None
    for row, pattern in patterns:
        if run is not None and run.pattern == pattern:
            run = NumberFormat(column, run.first_row, row, pattern)
            continue
        if run is not None:
            yield run
        run = NumberFormat(column, row, row, pattern)
    if run is not None:
        yield run


def _pattern(row: Mapping[str, Any]) -> str:
    cell: Mapping[str, Any] = next(iter(row.get("values", ())), {})
    return str(cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("pattern", ""))
