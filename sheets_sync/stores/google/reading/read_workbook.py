"""From the reply of one read to a workbook."""

from collections.abc import Mapping, Sequence
from typing import Any

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.registry.workbook import CellError, RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.reading.structure import Sheet, Structure

WHOLE = frozenset({"", "summary", "outbox"})
"""The marks of the sheets whose cells are read; of our others it is enough that they are there."""
NEWEST_LOGGED = 250
"""So many rows of the log are read, which has its newest letters on top: they tell a ledger that
was put back or left behind."""
UNSHOWN = frozenset({"lookup", "lists"})
"""The marks of sheets that nobody but us has to do with."""
ERRORS = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#ERROR!",
        "Loading...",
    }
)
"""How an error reads in a reply, where nothing else tells it from a text: a cell that reads so is
one, as it is in the spreadsheet for whoever types it."""
_ERROR_MARKS = ((b"#", b'"#'), (b"L", b'"Loading...'))
"""How they begin in a reply; a single byte is looked for many times faster."""


class MisfitError(Exception):
    """The reply names a sheet that the remembered structure does not know."""


def filters_for(sheets: Sequence[Sheet], *, whole: bool = False) -> list[dict[str, Any]]:
    """What to ask for: sheets by their ids, so that neither a new title nor a new place matters.

    `whole` also brings those cells of our own sheets that nobody reads.
    """
    return [{"gridRange": {"sheetId": sheet.id, **_rows(sheet, whole=whole)}} for sheet in sheets]


def _rows(sheet: Sheet, *, whole: bool) -> dict[str, int]:
    """Which rows are asked for; nothing for all of them."""
    if whole or sheet.mark in WHOLE:
        return {}
    # No more than there are: Google refuses what lies outside a sheet.
    last = min(NEWEST_LOGGED, sheet.rows) if sheet.mark == "log" else 1
    return {"startRowIndex": 0, "endRowIndex": last}


def workbook_of(
    spreadsheet: str,
    structure: Structure,
    sheets: Sequence[Sheet],
    reply: Mapping[str, Any],
    *,
    version: str = "",
    errors: bool = True,
) -> RawWorkbook:
    """The workbook in the reply to `filters_for(sheets)`; the reply's cells become its own.

    Without `errors` nobody looks for cells that hold one: there are none.
    """
    found = values_by_id(structure, reply)
    answered = bool(structure.marked("lookup") or structure.titled(LOOKUP_TITLE))
    cells = {
        sheet.id: _columns(found[sheet.id].get("values", []), errors=errors) for sheet in sheets
    }
    return RawWorkbook(
        place=structure.title,
        tabs=tuple(
            RawTab(
                sheet=sheet.title,
                columns=cells[sheet.id],
                hidden=sheet.hidden,
                url=f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={sheet.id}",
                merged=sheet.merged,
                totals=tuple(row for row in sheet.totals if _is_last(row, cells[sheet.id])),
                formats=tuple(one for at, one in structure.formats or () if at == sheet.id),
                answered=answered,
            )
            for sheet in sheets
            if sheet.mark not in UNSHOWN
        ),
        version=version,
        locale=structure.locale or None,
        time_zone=structure.time_zone or None,
    )


def _is_last(row: int, columns: Sequence[Sequence[RawCell]]) -> bool:
    """Whether nothing stands right below a row.

    The structure may be older than the cells: where rows were put in, the footer is further down,
    and a record stands where it was.
    """
    return not any(row < len(cells) and cells[row] not in (None, "") for cells in columns)


def may_hold_errors(content: bytes) -> bool:
    """Whether any cell of a reply can be an error; a look at the bytes spares one at each cell."""
    return any(letter in content and mark in content for letter, mark in _ERROR_MARKS)


def values_by_id(structure: Structure, reply: Mapping[str, Any]) -> dict[int, Mapping[str, Any]]:
    """By sheet id, what was found there.

    Raises:
        MisfitError: nobody can tell which sheet a part of the reply is about.
    """
    found: dict[int, Mapping[str, Any]] = {}
    for one in reply.get("valueRanges", ()):
        asked: Mapping[str, Any] = next(iter(one.get("dataFilters", ())), {})
        values = one["valueRange"]
        if "gridRange" in asked:
            # An id of 0 says nothing, and is left out.
            found[asked["gridRange"].get("sheetId", 0)] = values
        else:
            sheet = structure.titled(title_in(values["range"]))
            if sheet is None:
                raise MisfitError(values["range"])
            found[sheet.id] = values
    return found


def title_in(place: str) -> str:
    """The title in a range as Google writes it: `Sheet1!A1:Z9`, or `'It''s'!A1:Z9`."""
    title = place.rpartition("!")[0] or place
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _columns(columns: list[list[RawCell]], *, errors: bool) -> tuple[Sequence[RawCell], ...]:
    """The columns, all as long as the longest: Google leaves out what is blank at the end."""
    height = max(map(len, columns), default=0)
    for column in columns:
        column.extend([None] * (height - len(column)))
        if errors and not ERRORS.isdisjoint(column):
            column[:] = [
                CellError(cell) if isinstance(cell, str) and cell in ERRORS else cell
                for cell in column
            ]
    return tuple(columns)
