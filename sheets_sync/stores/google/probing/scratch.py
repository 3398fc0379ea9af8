"""The scratch tab of a probe: made anew for every trial, and taken away at the end."""

import secrets
from collections.abc import Sequence
from typing import Any

from sheets_sync.registry.workbook import RawCell
from sheets_sync.stores.google.batch import JSON, Block, add_sheet, delete_sheet, mark_sheet
from sheets_sync.stores.google.connection import Connection
from sheets_sync.stores.google.structure import MARK, Structure

TITLE = "_cop_steward_probe"
LOOKUP = f"{TITLE}_lookup"
_PROBE = "probe"
"""The mark of every tab that a probe makes."""
_ROWS, _COLUMNS = 60, 12
_LARGEST_ID = 2**31 - 1_000
_REPLIES = "spreadsheetId,replies"


class Scratch:
    """Tabs of our own in a spreadsheet that the operator named; no other is ever touched."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is made yet."""
        self._connection = connection
        self._next = 1 + secrets.randbelow(_LARGEST_ID)
        self._made: list[int] = []
        self._pending: list[JSON] = []
        self.sheet = self.lookup = 0

    def begin(self) -> Structure:
        """Take away what an earlier probe may have left; what the spreadsheet is made of."""
        self.clean()
        return self._connection.structure()

    def fresh(self) -> None:
        """Two blank tabs in place of the last two: the scratch tab, and one to look up in.

        They are made together with what is done first.
        """
        self.sheet, self.lookup = self._next, self._next + 1
        self._next += 2
        self._pending = [delete_sheet(sheet) for sheet in self._made]
        self._made = [self.sheet, self.lookup]
        for sheet, title in ((self.lookup, LOOKUP), (self.sheet, TITLE)):
            self._pending += (
                add_sheet(sheet, title, index=0, rows=_ROWS, columns=_COLUMNS),
                mark_sheet(sheet, MARK, _PROBE),
            )

    def do(self, *requests: JSON) -> list[JSON]:
        """Carry out requests; their replies."""
        batch, self._pending = [*self._pending, *requests], []
        reply = self._connection.update(batch, repeatable=False, fields=_REPLIES)
        return list(reply.get("replies", ()))

    def block(
        self,
        row: int | None = None,
        column: int | None = None,
        last_row: int | None = None,
        last_column: int | None = None,
    ) -> Block:
        """Cells of the scratch tab."""
        return Block(self.sheet, row, column, last_row, last_column)

    def read(self) -> tuple[str, list[list[RawCell]]]:
        """The range that Google says it read, and its columns."""
        reply = self._connection.values([{"gridRange": {"sheetId": self.sheet}}])
        found = reply["valueRanges"][0]["valueRange"]
        return str(found["range"]), list(found.get("values", ()))

    def column(self, number: int) -> list[RawCell]:
        """The values of one column as they are read, from its first row on."""
        _, columns = self.read()
        return columns[number - 1] if number <= len(columns) else []

    def cells(self, block: Block, fields: str) -> list[list[JSON]]:
        """What Google tells of cells, in those fields."""
        wanted = f"spreadsheetId,sheets(data(rowData(values({fields}))))"
        reply = self._connection.cells([{"gridRange": block.json()}], wanted)
        rows = reply["sheets"][0]["data"][0].get("rowData", ())
        return [list(row.get("values", ())) for row in rows]

    def marked(self, key: str) -> list[RawCell]:
        """What stands in the rows with hidden words under that key."""
        reply = self._connection.values([{"developerMetadataLookup": {"metadataKey": key}}])
        found = [one["valueRange"].get("values", [[]]) for one in reply.get("valueRanges", ())]
        return [cell for columns in found for cell in columns[0]]

    def version(self) -> str:
        """What Drive says the spreadsheet's version is."""
        return self._connection.version()

    def clean(self) -> tuple[str, ...]:
        """Take every tab of a probe away; the titles of those that were there."""
        self._pending = []
        there = [one for one in self._connection.structure().sheets if one.mark == _PROBE]
        if there:
            self.do(*(delete_sheet(sheet.id) for sheet in there))
        self._made = []
        return tuple(sheet.title for sheet in there)


def texts(*words: str) -> list[Sequence[Any]]:
    """A column of cells that hold these words."""
    return [[{"userEnteredValue": {"stringValue": word}} if word else {}] for word in words]
