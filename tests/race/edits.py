"""What staff do in their spreadsheet: every kind of edit as a function of a scene.

An edit answers whether it could be made; what it does is drawn from the scene's own dice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.fixtures.google_agency import FIRST_SHEET, cell
from tests.google.a1 import column_letters
from tests.google.cells import Formula
from tests.google.errors import ApiError
from tests.google.model import Sheet
from tests.google.server.workbook import Workbook

NASTY = (
    "=1+1",
    "+66 2",
    "'C-001",
    "C-00*",
    " C-001 ",
    "c-001",
    "๑๒",
    "ยังไม่ระบุ",
    "TRUE",
    "¦",
)
KEYS = ("C-001", "C-002", "C-003", "60001", "60002", "60003", "S-001", "S-002", 60004, 7, 2.5, True)
TITLES = ("ทะเบียน CoP (เก่า)", "งาน", "สรุป", "งานที่ต้องทำ", "Sheet 'ใหม่'", "A1", "บันทึก 2")
OUTBOX = "outbox"


@dataclass
class Scene:
    """A spreadsheet in which staff work, and what they ticked so far."""

    dice: Random
    book: Workbook
    ticks: dict[tuple[str, int], object] = field(default_factory=dict)
    """By letter and column, from 1, what stands there because staff put it there."""
    made: list[str] = field(default_factory=list)
    """The names of the edits that were made."""
    known_titles: dict[int, str] = field(default_factory=dict)
    """By sheet id, a title by which the service knows it."""

    def marks(self) -> dict[int, str]:
        """Our own sheets by id, as their hidden marks tell."""
        return {
            one["location"]["sheetId"]: one["metadataValue"]
            for one in self.book.model.developer_metadata
            if one["metadataKey"] == "cop-steward" and "sheetId" in one.get("location", {})
        }

    def ours(self, mark: str) -> Sheet | None:
        """Our sheet of that mark."""
        found = {mark: sheet for sheet, mark in self.marks().items()}.get(mark)
        return None if found is None else self.book.model.sheet_by_id(found)

    def staff(self) -> list[Sheet]:
        """The sheets of the staff, in their order."""
        ours = self.marks()
        return [sheet for sheet in self.book.model.sheets if sheet.id not in ours]

    def registers(self) -> list[Sheet]:
        """Those that the service reads."""
        return [sheet for sheet in self.staff() if FIRST_SHEET <= sheet.id < FIRST_SHEET + 50]

    def pick(self) -> Sheet:
        """One of these."""
        return self.dice.choice(self.registers())

    def edit(self, kinds: dict[str, "Edit"]) -> None:
        """Makes one edit of some kind, of those that can be made now."""
        while True:
            name = self.dice.choice(list(kinds))
            try:
                done = kinds[name](self)
            except ApiError:  # the spreadsheet itself refused, as it refuses people
                done = False
            if done:
                self.made.append(name)
                return


Edit = Callable[[Scene], bool]


def heading_row(sheet: Sheet) -> int:
    """The row of the headings, from 1: where the status formula stands, else the first."""
    at = status_cell(sheet)
    return 1 if at is None else at[0]


def status_cell(sheet: Sheet) -> tuple[int, int] | None:
    """Row and column, from 1, of the status formula."""
    for row, column in sorted(sheet.grid.formulas):
        entered = sheet.grid.value(row, column)
        if isinstance(entered, Formula) and "XLOOKUP(" in entered.text:
            return row + 1, column + 1
    return None


def width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.grid.rows), default=1)


def height(sheet: Sheet) -> int:
    return max(len(sheet.grid.rows), 1)


def put(scene: Scene, sheet: Sheet, row: int, column: int, *values: object) -> None:
    """Types cells beside each other, exactly as given."""
    rows, columns = sheet.size
    if row > rows or column + len(values) - 1 > columns:
        return
    scene.book.requests(
        {
            "updateCells": {
                "start": {"sheetId": sheet.id, "rowIndex": row - 1, "columnIndex": column - 1},
                "rows": [{"values": [cell(value) for value in values]}],
                "fields": "userEnteredValue",
            }
        }
    )


def body_row(scene: Scene, sheet: Sheet) -> int:
    return scene.dice.randint(heading_row(sheet) + 1, height(sheet) + 2)


def lines(sheet: Sheet, dimension: str, first: int, count: int) -> dict:
    return {
        "sheetId": sheet.id,
        "dimension": dimension,
        "startIndex": first - 1,
        "endIndex": first - 1 + count,
    }


def insert_rows(scene: Scene) -> bool:
    sheet = scene.pick()
    before, count = body_row(scene, sheet), scene.dice.randint(1, 3)
    scene.book.requests({"insertDimension": {"range": lines(sheet, "ROWS", before, count)}})
    return True


def insert_below_heading(scene: Scene) -> bool:
    """Right below the heading, and filled in at once."""
    sheet = scene.pick()
    row = heading_row(sheet) + 1
    scene.book.requests({"insertDimension": {"range": lines(sheet, "ROWS", row, 1)}})
    put(scene, sheet, row, 1, scene.dice.choice(KEYS), scene.dice.choice(KEYS))
    return True


def insert_above_heading(scene: Scene) -> bool:
    sheet = scene.pick()
    if heading_row(sheet) > 5:
        return False
    scene.book.requests({"insertDimension": {"range": lines(sheet, "ROWS", 1, 1)}})
    put(scene, sheet, 1, 1, "ทะเบียนของหน่วยงาน")
    return True


def delete_rows(scene: Scene) -> bool:
    sheet = scene.pick()
    if height(sheet) < heading_row(sheet) + 3:
        return False
    first = scene.dice.randint(heading_row(sheet) + 1, height(sheet) - 1)
    scene.book.requests({"deleteDimension": {"range": lines(sheet, "ROWS", first, 1)}})
    return True


def sort(scene: Scene) -> bool:
    sheet = scene.pick()
    at = status_cell(sheet)
    columns = [column for column in range(1, width(sheet) + 1) if at is None or column != at[1]]
    scene.book.requests(
        {
            "sortRange": {
                "range": {"sheetId": sheet.id, "startRowIndex": heading_row(sheet)},
                "sortSpecs": [
                    {
                        "dimensionIndex": scene.dice.choice(columns) - 1,
                        "sortOrder": scene.dice.choice(["ASCENDING", "DESCENDING"]),
                    }
                ],
            }
        }
    )
    return True


def move_rows(scene: Scene) -> bool:
    sheet = scene.pick()
    top, end = heading_row(sheet) + 1, height(sheet)
    if end <= top + 1:
        return False
    row, to = scene.dice.randint(top, end), scene.dice.randint(top, end)
    source = lines(sheet, "ROWS", row, 1)
    scene.book.requests({"moveDimension": {"source": source, "destinationIndex": to - 1}})
    return True


def insert_cells(scene: Scene) -> bool:
    """One column's cells are pushed down: the records below fall apart."""
    sheet = scene.pick()
    at = status_cell(sheet)
    column, row = scene.dice.randint(1, width(sheet)), body_row(scene, sheet)
    if at is not None and column == at[1]:
        return False
    area = {
        "sheetId": sheet.id,
        "startRowIndex": row - 1,
        "endRowIndex": row,
        "startColumnIndex": column - 1,
        "endColumnIndex": column,
    }
    scene.book.requests({"insertRange": {"range": area, "shiftDimension": "ROWS"}})
    return True


def copy_row(scene: Scene) -> bool:
    """A record twice."""
    sheet = scene.pick()
    row = body_row(scene, sheet)
    at = status_cell(sheet)
    values = sheet.grid.rows[row - 1] if row <= len(sheet.grid.rows) else ()
    kept = [one for number, one in enumerate(values, 1) if at is None or number < at[1]]
    if not kept or any(isinstance(one, Formula) for one in kept):
        return False
    put(scene, sheet, height(sheet) + 1, 1, *kept)
    return True


def type_key(scene: Scene) -> bool:
    sheet = scene.pick()
    put(scene, sheet, body_row(scene, sheet), scene.dice.randint(1, 2), scene.dice.choice(KEYS))
    return True


def type_cell(scene: Scene) -> bool:
    sheet = scene.pick()
    at = status_cell(sheet)
    column = scene.dice.randint(1, width(sheet))
    if at is not None and column == at[1]:
        return False
    put(scene, sheet, body_row(scene, sheet), column, scene.dice.choice(NASTY))
    return True


def type_error(scene: Scene) -> bool:
    sheet = scene.pick()
    area = {"sheetId": sheet.id, "rowIndex": body_row(scene, sheet) - 1, "columnIndex": 0}
    entered = {"userEnteredValue": {"formulaValue": "=1/0"}}
    rows = {"start": area, "rows": [{"values": [entered]}], "fields": "userEnteredValue"}
    scene.book.requests({"updateCells": rows})
    return True


def clear_row(scene: Scene) -> bool:
    sheet = scene.pick()
    at = status_cell(sheet)
    last = width(sheet) if at is None else at[1] - 1
    row = body_row(scene, sheet)
    if row > sheet.size[0] or last < 1:
        return False
    scene.book.clear(scene.book.a1(sheet.title, f"A{row}:{column_letters(last - 1)}{row}"))
    return True


def note_and_colour(scene: Scene) -> bool:
    sheet = scene.pick()
    start = {"sheetId": sheet.id, "rowIndex": body_row(scene, sheet) - 1, "columnIndex": 1}
    look = {"backgroundColor": {"red": 1}, "textFormat": {"bold": True}}
    values = [{"note": f"จดไว้ {scene.dice.random()}", "userEnteredFormat": look}]
    fields = "note,userEnteredFormat"
    rows = {"start": start, "rows": [{"values": values}], "fields": fields}
    scene.book.requests({"updateCells": rows})
    return True


def type_into_status(scene: Scene) -> bool:
    """Something in the way of the status column."""
    sheet = scene.pick()
    at = status_cell(sheet)
    if at is None:
        return False
    put(scene, sheet, body_row(scene, sheet), at[1], "โทรตามแล้ว")
    return True


def clear_status(scene: Scene) -> bool:
    """What was in the way is cleared."""
    sheet = scene.pick()
    at = status_cell(sheet)
    if at is None:
        return False
    letters = column_letters(at[1] - 1)
    name = scene.book.a1(sheet.title, f"{letters}{at[0] + 1}:{letters}{sheet.size[0]}")
    scene.book.clear(name)
    return True


def rename_heading(scene: Scene) -> bool:
    """A heading gets another word: a known one, an unknown one, or its neighbour's."""
    sheet = scene.pick()
    row, column = heading_row(sheet), scene.dice.randint(1, 2)
    word = scene.dice.choice(["รหัส", "หมายเหตุ", sheet.grid.value(row - 1, 2 - column)])
    if not isinstance(word, str) or not word:
        return False
    put(scene, sheet, row, column, word)
    return True


def swap_headings(scene: Scene) -> bool:
    sheet = scene.pick()
    row = heading_row(sheet)
    first, second = sheet.grid.value(row - 1, 0), sheet.grid.value(row - 1, 1)
    if not (isinstance(first, str) and isinstance(second, str) and first and second):
        return False
    put(scene, sheet, row, 1, second, first)
    return True


def insert_column(scene: Scene) -> bool:
    sheet = scene.pick()
    before = scene.dice.randint(1, width(sheet))
    scene.book.requests({"insertDimension": {"range": lines(sheet, "COLUMNS", before, 1)}})
    return True


def move_column(scene: Scene) -> bool:
    """Any column, the status column too, to another place."""
    sheet = scene.pick()
    column, to = (scene.dice.randint(1, width(sheet)) for _ in range(2))
    source = lines(sheet, "COLUMNS", column, 1)
    scene.book.requests({"moveDimension": {"source": source, "destinationIndex": to - 1}})
    return True


def delete_column(scene: Scene) -> bool:
    """One that is neither among the first nor the status column."""
    sheet = scene.pick()
    at = status_cell(sheet)
    if width(sheet) < 6:
        return False
    column = scene.dice.randint(4, width(sheet))
    if at is not None and column == at[1]:
        return False
    scene.book.requests({"deleteDimension": {"range": lines(sheet, "COLUMNS", column, 1)}})
    return True


def _properties(scene: Scene, sheet: Sheet, **properties: object) -> bool:
    scene.book.requests(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": sheet.id, **properties},
                "fields": ",".join(properties),
            }
        }
    )
    return True


def rename_tab(scene: Scene) -> bool:
    return _properties(scene, scene.pick(), title=scene.dice.choice(TITLES))


def rename_tab_back(scene: Scene) -> bool:
    """A register gets a title by which it is known."""
    known = scene.known_titles
    strange = [sheet for sheet in scene.registers() if sheet.title != known[sheet.id]]
    if not strange:
        return False
    sheet = scene.dice.choice(strange)
    return _properties(scene, sheet, title=known[sheet.id])


def move_tab(scene: Scene) -> bool:
    sheets = scene.book.model.sheets
    return _properties(scene, scene.pick(), index=scene.dice.randint(0, len(sheets) - 1))


def hide_tab(scene: Scene) -> bool:
    sheet = scene.pick()
    return _properties(scene, sheet, hidden=not sheet.properties.get("hidden"))


def add_tab(scene: Scene) -> bool:
    scene.book.add_tab(scene.dice.choice(TITLES))
    return True


def copy_tab(scene: Scene) -> bool:
    if len(scene.book.model.sheets) > 25:
        return False
    scene.book.requests({"duplicateSheet": {"sourceSheetId": scene.pick().id}})
    return True


def delete_tab(scene: Scene) -> bool:
    """One that is no register."""
    others = [sheet for sheet in scene.staff() if sheet not in scene.registers()]
    if len(others) < 2:
        return False
    scene.book.delete_tab(scene.dice.choice(others).title)
    return True


def letters_in(sheet: Sheet) -> list[tuple[int, str]]:
    """Row, from 1, and key of each letter in the outbox tab."""
    return [
        (row, line[0])
        for row, line in enumerate(sheet.grid.rows, start=1)
        if line and isinstance(line[0], str) and len(line[0]) == 12 and line[0].isalnum()
    ]


def tick(scene: Scene) -> bool:
    """Staff tick a letter, or take a tick away."""
    sheet = scene.ours(OUTBOX)
    letters = [] if sheet is None else letters_in(sheet)
    if sheet is None or not letters:
        return False
    row, key = scene.dice.choice(letters)
    column = scene.dice.choice([7, 8])
    mark = scene.dice.choice(["✓", "✓", ""])
    put(scene, sheet, row, column, mark)
    scene.ticks[key, column] = mark
    return True


def rename_ours(scene: Scene) -> bool:
    ours = [sheet for sheet in scene.book.model.sheets if sheet.id in scene.marks()]
    if not ours:
        return False
    return _properties(scene, scene.dice.choice(ours), title=scene.dice.choice(TITLES))


def move_ours(scene: Scene) -> bool:
    ours = [sheet for sheet in scene.book.model.sheets if sheet.id in scene.marks()]
    if not ours:
        return False
    count = len(scene.book.model.sheets)
    return _properties(scene, scene.dice.choice(ours), index=scene.dice.randint(0, count - 1))


def delete_ours(scene: Scene) -> bool:
    """Any but the lookup, which only `init` brings back."""
    marks = scene.marks()
    ours = [
        sheet
        for sheet in scene.book.model.sheets
        if sheet.id in marks and marks[sheet.id] != "lookup"
    ]
    if not ours:
        return False
    sheet = scene.dice.choice(ours)
    if marks[sheet.id] == OUTBOX:
        scene.ticks.clear()
    scene.book.delete_tab(sheet.title)
    return True


def copy_ours(scene: Scene) -> bool:
    ours = [sheet for sheet in scene.book.model.sheets if sheet.id in scene.marks()]
    if not ours or len(scene.book.model.sheets) > 25:
        return False
    scene.book.requests({"duplicateSheet": {"sourceSheetId": scene.dice.choice(ours).id}})
    return True


EDITS: dict[str, Edit] = {
    "rows put in": insert_rows,
    "a row right below the heading": insert_below_heading,
    "a title row above the heading": insert_above_heading,
    "rows taken out": delete_rows,
    "a tab sorted": sort,
    "rows moved": move_rows,
    "cells pushed down": insert_cells,
    "a record copied": copy_row,
    "a key typed": type_key,
    "a cell typed": type_cell,
    "an error in a key": type_error,
    "a row cleared": clear_row,
    "a note and a colour": note_and_colour,
    "typed into the status column": type_into_status,
    "the status column cleared": clear_status,
    "a heading renamed": rename_heading,
    "headings swapped": swap_headings,
    "a column put in": insert_column,
    "a column moved": move_column,
    "a column taken out": delete_column,
    "a tab renamed": rename_tab,
    "a tab renamed back": rename_tab_back,
    "a tab moved": move_tab,
    "a tab hidden or shown": hide_tab,
    "a tab added": add_tab,
    "a tab copied": copy_tab,
    "a tab taken out": delete_tab,
    "a tick set or cleared": tick,
    "our tab renamed": rename_ours,
    "our tab moved": move_ours,
    "our tab taken out": delete_ours,
    "our tab copied": copy_ours,
}
"""Every kind by its name."""
