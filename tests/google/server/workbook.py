"""A spreadsheet from the inside: for staff who edit in between, and for tests that look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

from ..a1 import Area, quoted_title
from ..cells import Formula, is_blank
from ..drive.store import File
from ..formulas.calculation import computed
from ..model import JSON, Caller, Sheet, Spreadsheet
from ..sheets.entering import write_values
from ..sheets.reading import Rendering, rendered
from ..sheets.updates.batch import Batch
from ..sheets.updates.kinds import apply_requests

STAFF = "staff@agency.example"


class Workbook:
    """Reads and edits a spreadsheet without a request: no quota, no faults, no log.

    Edits are made as the owner, or as another person with `as_person`; each is applied whole or
    not at all.
    """

    def __init__(
        self,
        file: File,
        now: Callable[[], dt.datetime],
        lock: RLock,
        caller: Caller | None = None,
    ) -> None:
        self.file = file
        self._now = now
        self._lock = lock
        self._caller = caller

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def model(self) -> Spreadsheet:
        """The spreadsheet itself."""
        if self.file.spreadsheet is None:
            raise LookupError(f"{self.file.name} is not a spreadsheet")
        return self.file.spreadsheet

    @property
    def titles(self) -> list[str]:
        return [sheet.title for sheet in self.model.sheets]

    def sheet(self, title: str) -> Sheet:
        found = self.model.sheet(title)
        if found is None:
            raise LookupError(f"there is no tab {title!r} among {self.titles}")
        return found

    def as_person(self, email: str) -> Workbook:
        """The same spreadsheet for edits by somebody who may be kept out by protections."""
        caller = Caller(email, self._now().date())
        return Workbook(self.file, self._now, self._lock, caller)

    def values(self, name: str, render: str = "UNFORMATTED_VALUE") -> list[list[Any]]:
        """The values of an A1 range as `values.get` gives them."""
        with self._lock:
            sheet, area = self.model.resolve(name)
            how = Rendering(render)
            found = rendered(self.model, sheet, sheet.clip(area), how, self._now())
            return [[_plain(value) for value in row] for row in found]

    def cell(self, name: str) -> Any:
        """What a single cell comes to, `""` when it is blank."""
        with self._lock:
            sheet, area = self.model.resolve(name)
            rows = computed(self.model, self._now()).rows[sheet.id]
            line = rows[area.row] if area.row < len(rows) else ()
            return _plain(line[area.column]) if area.column < len(line) else ""

    def formula(self, name: str) -> str | None:
        """The formula that was entered in a cell."""
        sheet, area = self.model.resolve(name)
        entered = sheet.grid.value(area.row, area.column)
        return entered.text if isinstance(entered, Formula) else None

    def note(self, name: str) -> str | None:
        sheet, area = self.model.resolve(name)
        extra = sheet.grid.extra_at(area.row, area.column)
        return extra.note if extra else None

    def set(self, name: str, rows: Sequence[Sequence[Any]], *, typed: bool = True) -> None:
        """Write values from the top left cell of a range on, as if typed or just as they are."""
        with self._changing() as batch:
            sheet, area = self.model.resolve(name)
            start = Area(area.row, area.column, area.row + 1, area.column + 1)
            option = "USER_ENTERED" if typed else "RAW"
            write_values(self.model, sheet, start, {"values": rows}, option, batch.caller)

    def clear(self, name: str) -> None:
        with self._changing():
            sheet, area = self.model.resolve(name)
            sheet.grid.clear(sheet.clip(area))

    def requests(self, *requests: JSON) -> list[JSON]:
        """Apply batchUpdate requests; their replies."""
        with self._changing() as batch:
            return apply_requests(batch, list(requests))

    def insert_rows(self, title: str, before: int, count: int = 1) -> None:
        """Put rows in above the row of that number, counted from 1."""
        self.requests({"insertDimension": {"range": self._rows(title, before, count)}})

    def delete_rows(self, title: str, first: int, count: int = 1) -> None:
        self.requests({"deleteDimension": {"range": self._rows(title, first, count)}})

    def insert_columns(self, title: str, before: int, count: int = 1) -> None:
        found = self._rows(title, before, count) | {"dimension": "COLUMNS"}
        self.requests({"insertDimension": {"range": found}})

    def delete_columns(self, title: str, first: int, count: int = 1) -> None:
        found = self._rows(title, first, count) | {"dimension": "COLUMNS"}
        self.requests({"deleteDimension": {"range": found}})

    def sort(
        self, title: str, column: int, *, ascending: bool = True, header_rows: int = 1
    ) -> None:
        """Sort a tab by a column, counted from 1, below its header."""
        sheet = self.sheet(title)
        order = "ASCENDING" if ascending else "DESCENDING"
        found = {"sheetId": sheet.id, "startRowIndex": header_rows}
        specs = [{"dimensionIndex": column - 1, "sortOrder": order}]
        self.requests({"sortRange": {"range": found, "sortSpecs": specs}})

    def rename(self, title: str, new: str) -> None:
        properties = {"sheetId": self.sheet(title).id, "title": new}
        self.requests({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def add_tab(self, title: str, **properties: Any) -> None:
        self.requests({"addSheet": {"properties": {"title": title, **properties}}})

    def delete_tab(self, title: str) -> None:
        self.requests({"deleteSheet": {"sheetId": self.sheet(title).id}})

    def hide_tab(self, title: str, *, hidden: bool = True) -> None:
        properties = {"sheetId": self.sheet(title).id, "hidden": hidden}
        self.requests({"updateSheetProperties": {"properties": properties, "fields": "hidden"}})

    def fill(self, title: str, rows: Sequence[Sequence[Any]]) -> None:
        """Make plain values all there is in a tab, unlooked at: the way to very large tabs."""
        sheet = self.sheet(title)
        with self._lock:
            sheet.grid.fill(rows)
            self._touched()

    def _rows(self, title: str, first: int, count: int) -> JSON:
        return {
            "sheetId": self.sheet(title).id,
            "dimension": "ROWS",
            "startIndex": first - 1,
            "endIndex": first - 1 + count,
        }

    @contextmanager
    def _changing(self) -> Iterator[Batch]:
        with self._lock:
            before = self.model.snapshot()
            caller = self._caller or Caller(
                self.file.owner or STAFF, self._now().date(), owner=True
            )
            try:
                yield Batch(self.model, caller, self._now())
            except Exception:
                self.model.restore(before)
                raise
            self._touched()

    def _touched(self) -> None:
        self.model.changed()
        self.file.sync_name()
        who = self._caller.email if self._caller else self.file.owner
        self.file.touch(self._now(), who)

    def run_steps(self, steps: Sequence[JSON]) -> None:
        """An edit script as data: values to type, ranges to clear, batchUpdate requests."""
        for step in steps:
            if "values" in step:
                self.set(step["range"], step["values"], typed=not step.get("raw", False))
            elif "clear" in step:
                self.clear(step["clear"])
            else:
                self.requests(*step["requests"])

    def a1(self, title: str, cells: str) -> str:
        """The A1 name of cells of a tab, quoted where it must be."""
        return f"{quoted_title(title)}!{cells}"


def _plain(value: Any) -> Any:
    """Errors and empty texts as the plain texts a client sees."""
    if isinstance(value, str):
        return "" if is_blank(value) else str(value)
    return value


def check_steps(steps: Any) -> None:
    """Refuse, with a `ValueError`, what `Workbook.run_steps` could not carry out."""
    if not isinstance(steps, list | tuple):
        raise ValueError(f"a script is a list of steps, not {steps!r:.60}")  # noqa: TRY004
    for step in steps:
        names = set(step) if isinstance(step, dict) else set()
        if names not in _STEPS:
            raise ValueError(f"a step has 'range' and 'values', 'clear' or 'requests': {step!r}")


_STEPS: tuple[set[str], ...] = (
    {"range", "values"},
    {"range", "values", "raw"},
    {"clear"},
    {"requests"},
)
