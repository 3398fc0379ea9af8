"""The column of the check's result: its formula, how it appears, and what keeps it whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.staff_columns import STATUS_WIDTH
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES
from sheets_sync.registry.a1 import address
from sheets_sync.stores.google.provisioning.column_formats import (
    result_formats,
    status_format,
    status_heading_format,
    wide,
)
from sheets_sync.stores.google.provisioning.first_rows import Top
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    formula,
    highlight,
    note,
    protect,
    repeat_cell,
)
from sheets_sync.stores.google.writing.batch_lines import widths
from sheets_sync.stores.google.writing.status_formula import status_formula


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where the column of a tab is, or will be."""

    sheet: int
    at: int
    column: StatusColumn
    others: tuple[int, ...]
    """The tab's other columns, by which a blank row is known."""
    lookup: str
    """The title of the lookup tab."""
    merged: frozenset[int] = frozenset()
    """The tab's columns with areas that are merged over several rows."""

    @property
    def heading(self) -> Block:
        """The cell of the formula."""
        row = self.column.header_row
        return Block(self.sheet, row, self.at, row, self.at)

    @property
    def below(self) -> Block:
        """The cells it fills."""
        return Block(self.sheet, self.column.header_row + 1, self.at, None, self.at)

    @property
    def formula(self) -> str:
        """What belongs into the heading's cell."""
        return status_formula(
            self.column,
            self.sheet,
            others=self.others,
            lookup=self.lookup,
            merged=self.merged,
        )


def new_column(place: StatusPlace, say: Sentences) -> Iterator[JSON]:
    """A column that was not there, in cells that are fresh."""
    yield formula(place.heading, place.formula)
    yield repeat_cell(
        place.heading, {"userEnteredFormat": status_heading_format()}, "userEnteredFormat"
    )
    yield note(place.heading, say("workbook.note.status"))
    yield widths(place.sheet, place.at, place.at, wide(STATUS_WIDTH))
    yield repeat_cell(place.below, {"userEnteredFormat": status_format()}, "userEnteredFormat")


def colours(place: StatusPlace, top: Top | None, say: Sentences) -> Iterator[JSON]:
    """The conditional formats that are not there yet, one for each word a result begins with."""
    kept = () if top is None else top.formats
    first = address(place.column.header_row + 1, place.at)
    formats = result_formats()
    wanted = [
        (look, mark)
        for look in URGENCIES
        if not _is_coloured(kept, place, mark := say(f"flags.severity.{look}"))
    ]
    for index, (look, mark) in enumerate(wanted, start=len(kept)):
        condition = f"=LEFT({first},{len(mark)})={_quoted(mark)}"
        yield highlight([place.below], condition, formats[look], index=index)


def guards(place: StatusPlace, top: Top | None, say: Sentences, account: str) -> Iterator[JSON]:
    """The protections that are not there yet.

    Only the cell of the formula is closed to others: rows can be sorted and deleted only where
    every cell of theirs may be changed. So the cells below only warn.
    """
    row, at = place.column.header_row, place.at
    if top is None or not top.is_protected(row, at, closed=True):
        yield protect(place.heading, say("workbook.protection.formula"), editors=[account])
    if top is None or not top.warns_below(row, at):
        yield protect(place.below, say("workbook.protection.status"), warning_only=True)


def _is_coloured(kept: tuple[Mapping[str, Any], ...], place: StatusPlace, mark: str) -> bool:
    """Whether a rule about that word is there for this column."""
    return any(
        _quoted(mark) in value.get("userEnteredValue", "")
        and any(_has_column(cells, place.at) for cells in rule.get("ranges", ()))
        for rule in kept
        for value in rule.get("booleanRule", {}).get("condition", {}).get("values", ())
    )


def _has_column(cells: JSON, column: int) -> bool:
    first, last = cells.get("startColumnIndex", 0), cells.get("endColumnIndex", column)
    return bool(first < column <= last)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
