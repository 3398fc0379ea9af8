"""The scratch tabs of a probe: some for each trial, made with what it does first."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_sync.errors import StewardError, StoreError
from sheets_sync.registry.workbook import RawCell
from sheets_sync.stores.google.reading.structure import MARK, Structure
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import JSON, Block, add_sheet, delete_sheet, mark_sheet

TITLE = "_cop_steward_probe"
"""Begins the title of every scratch tab."""
_PROBE = "probe"
"""The mark of every tab that a probe makes."""
_ROWS, _COLUMNS = 60, 12
_LARGEST_ID = 2**31 - 1_000
_REPLIES = "spreadsheetId,replies"


@dataclass(frozen=True, slots=True)
class TrialStep:
    """What a trial does next; after it, its scratch tab is read."""

    requests: tuple[JSON, ...]


@dataclass(frozen=True, slots=True)
class ScratchRead:
    """The scratch tab of a trial as values come."""

    place: str
    """The range that Google says it read."""
    columns: Sequence[Sequence[RawCell]]

    def column(self, number: int) -> list[RawCell]:
        """One column, from its first row on."""
        return list(self.columns[number - 1]) if number <= len(self.columns) else []


@dataclass(frozen=True, slots=True)
class Scratch:
    """The two tabs of one trial: one to try things in, and a second to look things up in."""

    runner: "Runner"
    sheet: int
    title: str

    @property
    def lookup(self) -> int:
        """The id of the second tab."""
        return self.sheet + 1

    @property
    def lookup_title(self) -> str:
        """What the second tab is called."""
        return f"{self.title} lookup"

    def step(self, *requests: JSON) -> TrialStep:
        """Requests that are carried out together."""
        return TrialStep(requests)

    def block(
        self,
        row: int | None = None,
        column: int | None = None,
        last_row: int | None = None,
        last_column: int | None = None,
    ) -> Block:
        """Cells of the scratch tab."""
        return Block(self.sheet, row, column, last_row, last_column)


class Runner:
    """Where trials are carried out together; no tab but their own is ever touched."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is made yet."""
        self._connection = connection
        self._next = 1 + secrets.randbelow(_LARGEST_ID)
        self._blank: dict[int, Scratch] = {}

    def begin(self) -> Structure:
        """Take away what an earlier probe may have left; what the spreadsheet is made of."""
        structure = self._connection.structure()
        if _left(structure):
            self._clean(structure)
        return structure

    def scratch(self, experiment: str) -> Scratch:
        """Tabs for one trial. They are made together with what it does first."""
        made = Scratch(self, self._next, f"{TITLE} {experiment}")
        self._next += 2
        self._blank[made.sheet] = made
        return made

    def carry_out(self, steps: Mapping[int, TrialStep]) -> dict[int, ScratchRead | StewardError]:
        """By scratch tab what was read after its step; the refusal where Google refused one.

        All steps are one write, and one read behind it. A write that is refused tells nothing of
        who is to blame, so each is then carried out by itself.

        Raises:
            SetupError, StoreError: Google cannot be reached, or refuses everything.
        """
        refused = self._done(steps)
        if refused is not None and len(steps) > 1:
            alone = {sheet: self._done({sheet: step}) for sheet, step in steps.items()}
        else:
            alone = dict.fromkeys(steps, refused)
        errors = {sheet: error for sheet, error in alone.items() if error is not None}
        return {**errors, **self._read([sheet for sheet in steps if sheet not in errors])}

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

    def enter(self, key: str, cells: Sequence[str | None]) -> None:
        """Type into the column with hidden words under that key."""
        self._connection.enter([{"developerMetadataLookup": {"metadataKey": key}}], [cells])

    def version(self) -> str:
        """What Drive says the spreadsheet's version is."""
        return self._connection.version()

    def clean(self) -> None:
        """Take every tab of a probe away."""
        self._clean(self._connection.structure())

    def _clean(self, structure: Structure) -> None:
        left = _left(structure)
        if left:
            self._update([delete_sheet(sheet) for sheet in left])

    def _done(self, steps: Mapping[int, TrialStep]) -> StoreError | None:
        """Carry out steps together; the refusal, if Google has one."""
        batch = [
            request
            for sheet, step in steps.items()
            for request in (*self._new(sheet), *step.requests)
        ]
        try:
            if batch:
                self._update(batch)
        except StoreError as error:
            if error.name != "google-refused":
                raise
            return error
        for sheet in steps:
            self._blank.pop(sheet, None)
        return None

    def _new(self, sheet: int) -> list[JSON]:
        scratch = self._blank.get(sheet)
        if scratch is None:
            return []
        pairs = ((scratch.lookup, scratch.lookup_title), (sheet, scratch.title))
        return [
            request
            for number, title in pairs
            for request in (
                add_sheet(number, title, index=0, rows=_ROWS, columns=_COLUMNS),
                mark_sheet(number, MARK, _PROBE),
            )
        ]

    def _update(self, requests: Sequence[JSON]) -> None:
        self._connection.update(requests, repeatable=False, fields=_REPLIES)

    def _read(self, sheets: Sequence[int]) -> dict[int, ScratchRead]:
        if not sheets:
            return {}
        reply = self._connection.values([{"gridRange": {"sheetId": one}} for one in sheets])
        return {
            one["dataFilters"][0]["gridRange"]["sheetId"]: ScratchRead(
                str(one["valueRange"]["range"]), one["valueRange"].get("values", [])
            )
            for one in reply["valueRanges"]
        }


def _left(structure: Structure) -> list[int]:
    return [one.id for one in structure.sheets if one.mark == _PROBE]


def texts(*words: str) -> list[Sequence[Any]]:
    """A column of cells that hold these words."""
    return [[{"userEnteredValue": {"stringValue": word}} if word else {}] for word in words]
