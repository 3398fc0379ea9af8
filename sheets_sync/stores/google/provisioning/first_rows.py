"""The beginning of every tab: headings, and what a spreadsheet keeps with its cells.

A cell further down is not looked at, so a spreadsheet of any size costs the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.workbook import CellError, RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.reading.structure import FIELDS, Sheet, Structure, structure_of
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import JSON, Block
from sheets_sync.stores.google.writing.tab_locator import LOOKUP

ROWS = SEARCHED_ROWS + 2
"""As far as headings are looked for, and two rows of data below the last of them."""
_FIRST_TITLE = re.compile(r"(?:Sheet|ชีต|ชีท|แผ่น|แผ่นงาน) ?1", re.IGNORECASE)
"""What Google calls the one tab of a new spreadsheet."""
_FIRST_SIZE = 26_000
"""Cells of such a tab."""
_BEGINNING = "=ARRAYFORMULA(LET(CODE_0,"
"""Of the formula of a status column; nobody else's begins so."""
_RULES = f"{FIELDS},sheets(conditionalFormats,protectedRanges)"
_CELLS = (
    "spreadsheetId,sheets(properties(sheetId),data(rowData(values(userEnteredValue,effectiveValue,"
    "note,dataValidation(condition(type)),userEnteredFormat(numberFormat(type))))))"
)


@dataclass(frozen=True, slots=True)
class TopCell:
    """One cell, and what is kept with it."""

    value: RawCell = None
    formula: str = ""
    has_note: bool = False
    has_choices: bool = False
    has_format: bool = False

    @property
    def is_ours(self) -> bool:
        """Whether its formula is that of a status column, in order or not."""
        return self.formula.replace(" ", "").upper().startswith(_BEGINNING)


NOTHING = TopCell()


@dataclass(frozen=True, slots=True)
class Top:
    """The beginning of one tab."""

    sheet: Sheet
    rows: tuple[tuple[TopCell, ...], ...]
    formats: tuple[Mapping[str, Any], ...] = ()
    """The conditional formats of the whole tab."""
    protected: tuple[Mapping[str, Any], ...] = ()
    """The protected ranges of the whole tab."""

    def at(self, row: int, column: int) -> TopCell:
        """The cell in a row and column, both counted from 1."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else NOTHING

    def below(self, row: int, column: int) -> Iterator[TopCell]:
        """What was read of a column below a row."""
        return (self.at(one, column) for one in range(row + 1, len(self.rows) + 1))

    def warns_below(self, row: int, column: int) -> bool:
        """Whether a protection covers cells of the column below a row, whichever they are.

        Rows that were put in right below the headings are not among them.
        """
        return any(
            _covers({**one.get("range", {}), "startRowIndex": row}, row + 1, column)
            for one in self.protected
        )

    @property
    def filled(self) -> int:
        """The last column that holds something; 0 where none does."""
        return max(
            (at for row in self.rows for at, cell in enumerate(row, 1) if is_filled(cell.value)),
            default=0,
        )

    def is_protected(self, row: int, column: int, *, closed: bool = False) -> bool:
        """Whether any protection, whoever made it, covers the cell; when `closed`, no warning."""
        return any(
            _covers(one.get("range", {}), row, column)
            for one in self.protected
            if not (closed and one.get("warningOnly"))
        )


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A spreadsheet as far as it must be known to complete it."""

    structure: Structure
    tops: Mapping[int, Top]
    """By sheet id."""

    @property
    def staff(self) -> tuple[Top, ...]:
        """The tabs that are not ours, from left to right."""
        return tuple(self.tops[one.id] for one in self.structure.sheets if not one.mark)

    @property
    def lookup(self) -> Sheet | None:
        """The tab that results are looked up in, whatever it is called now."""
        return self.structure.marked(LOOKUP) or self.structure.titled(LOOKUP_TITLE)

    def workbook(self, status_heading: str) -> RawWorkbook:
        """The beginnings of the staff's tabs as a workbook.

        A broken formula of ours stands under the heading that it would show.
        """
        tabs = tuple(_tab(top, status_heading) for top in self.staff)
        return RawWorkbook(
            place=self.structure.title,
            tabs=tabs,
            locale=self.structure.locale or None,
            time_zone=self.structure.time_zone or None,
        )


def look(connection: Connection) -> LaidOut:
    """Two reads: what the spreadsheet is made of, then the first rows of every tab."""
    reply = connection.get(_RULES)
    structure = structure_of(reply)
    filters = [
        {"gridRange": Block(sheet.id, 1, last_row=_rows_asked(sheet, structure)).json()}
        for sheet in structure.sheets
    ]
    cells = connection.cells(filters, _CELLS)
    found = {one["properties"].get("sheetId", 0): one for one in cells.get("sheets", ())}
    rules = {one["properties"].get("sheetId", 0): one for one in reply["sheets"]}
    tops = {
        sheet.id: Top(
            sheet,
            _rows(found.get(sheet.id, {})),
            tuple(rules[sheet.id].get("conditionalFormats", ())),
            tuple(rules[sheet.id].get("protectedRanges", ())),
        )
        for sheet in structure.sheets
    }
    return LaidOut(structure, tops)


def _rows_asked(sheet: Sheet, structure: Structure) -> int:
    if is_first_tab(sheet, structure):
        return sheet.rows
    return min(1 if sheet.mark else ROWS, sheet.rows)


def is_first_tab(sheet: Sheet, structure: Structure) -> bool:
    """Whether it is the one tab of a new spreadsheet, which may be looked at as a whole."""
    alone = [one for one in structure.sheets if not one.mark] == [sheet]
    small = sheet.rows * sheet.columns <= _FIRST_SIZE
    return alone and small and _FIRST_TITLE.fullmatch(sheet.title) is not None


def is_filled(cell: RawCell) -> bool:
    """Whether something stands in a cell."""
    return cell is not None and cell != ""


def _tab(top: Top, status_heading: str) -> RawTab:
    rows = [[_heading(cell, status_heading) for cell in row] for row in top.rows]
    columns = tuple(
        [row[at] if at < len(row) else None for row in rows] for at in range(top.filled)
    )
    return RawTab(
        top.sheet.title,
        columns,
        top.sheet.hidden,
        url=f"#gid={top.sheet.id}",
        merged=top.sheet.merged,
    )


def _heading(cell: TopCell, status_heading: str) -> RawCell:
    return status_heading if cell.is_ours and not isinstance(cell.value, str) else cell.value


def cells_of(sheet: Mapping[str, Any]) -> list[TopCell]:
    """The cells of a single column that Google told of, down to the last that holds something."""
    cells = [row[0] if row else NOTHING for row in _rows(sheet)]
    while cells and not (cells[-1].formula or is_filled(cells[-1].value)):
        cells.pop()
    return cells


def _rows(sheet: Mapping[str, Any]) -> tuple[tuple[TopCell, ...], ...]:
    data: Sequence[Mapping[str, Any]] = sheet.get("data", ())
    rows = data[0].get("rowData", ()) if data else ()
    return tuple(tuple(map(_cell, row.get("values", ()))) for row in rows)


def _cell(said: Mapping[str, Any]) -> TopCell:
    if not said:
        return NOTHING
    return TopCell(
        value=_value(said.get("effectiveValue", {})),
        formula=said.get("userEnteredValue", {}).get("formulaValue", ""),
        has_note=bool(said.get("note")),
        has_choices="dataValidation" in said,
        has_format="numberFormat" in said.get("userEnteredFormat", {}),
    )


def _value(said: Mapping[str, Any]) -> RawCell:
    if "errorValue" in said:
        return CellError(_ERRORS.get(said["errorValue"].get("type", ""), "#ERROR!"))
    for kind in ("stringValue", "numberValue", "boolValue"):
        if kind in said:
            value: RawCell = said[kind]
            return value
    return None


_ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


def _covers(block: JSON, row: int, column: int) -> bool:
    """Whether a `GridRange` has the cell in it; an end that is not said is that of the sheet."""
    rows = block.get("startRowIndex", 0), block.get("endRowIndex", row)
    columns = block.get("startColumnIndex", 0), block.get("endColumnIndex", column)
    return bool(rows[0] < row <= rows[1] and columns[0] < column <= columns[1])
