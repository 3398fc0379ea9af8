"""What a staff tab lacks, as requests: headings, drop-downs, formats, notes, guards."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.staff_columns import MOST_FROZEN, heading_note
from sheets_sync.registry.schema import Column
from sheets_sync.stores.google.provisioning.column_formats import (
    cell_format,
    heading_format,
    pixels,
)
from sheets_sync.stores.google.provisioning.drop_downs import DropDowns
from sheets_sync.stores.google.provisioning.tab_places import StaffTab
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    add_sheet,
    note,
    protect,
    repeat_cell,
    sheet_properties,
    text,
)
from sheets_sync.stores.google.writing.batch_lines import (
    append_columns,
    heights,
    insert_columns,
    widths,
)

_HEADING_HEIGHT = 54
"""Of a new tab's headings, in pixels: two lines."""
_LOOK = "userEnteredFormat"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What every staff tab of a spreadsheet is completed with."""

    drop_downs: DropDowns
    say: Sentences

    def new_tab(self, one: StaffTab) -> Iterator[JSON]:
        """A tab that is not there, all but what it chooses from other tabs."""
        grid = {
            "frozenRowCount": one.header_row,
            "frozenColumnCount": min(len(one.tab.key), MOST_FROZEN),
        }
        if one.takes_over:
            width = {"columnCount": len(one.fresh) + 1}  # one more for the check's result
            grid = {**width, **grid}
            yield sheet_properties(one.sheet.id, title=one.sheet.title, gridProperties=grid)
        else:
            yield add_sheet(
                one.sheet.id,
                one.sheet.title,
                index=one.sheet.index,
                rows=one.sheet.rows,
                columns=one.sheet.columns,
                hidden=one.sheet.hidden,
            )
            yield sheet_properties(one.sheet.id, gridProperties=grid)
        yield heights(one.sheet.id, one.header_row, one.header_row, _HEADING_HEIGHT)
        yield from self.headings(one)

    def headings(self, one: StaffTab) -> Iterator[JSON]:
        """The headings that are new, with all that belongs to their columns but choices."""
        for name in one.fresh:
            column, at = one.tab.columns[name], one.positions[name]
            cell = Block(one.sheet.id, one.header_row, at, one.header_row, at)
            yield text(cell, column.words.label(self.say.language))
            yield repeat_cell(cell, {_LOOK: heading_format(column)}, _LOOK)
            yield note(cell, self._note(column))
            yield widths(one.sheet.id, at, at, pixels(column))
            yield repeat_cell(_below(one, at), {_LOOK: cell_format(column)}, _LOOK)

    def room(self, one: StaffTab, first: int, last: int) -> Iterator[JSON]:
        """Fresh columns for what is added, so that nothing typed meanwhile can be written over.

        Not even at the end of the tab: staff may have put in a column, and moved that end.
        """
        if first > last:
            return
        if first > one.sheet.columns:
            yield append_columns(one.sheet.id, first - one.sheet.columns)
        yield insert_columns(one.sheet.id, first, last - first + 1)

    def drop_downs_of(self, one: StaffTab) -> Iterator[JSON]:
        """The drop-downs that are missing; a column that has one of the staff's keeps it."""
        for column, at in one.columns:
            below = () if one.top is None else one.top.below(one.header_row, at)
            if not any(cell.has_choices for cell in below):
                yield from self._choices(one, column, at)

    def formats_of(self, one: StaffTab) -> Iterator[JSON]:
        """The formats that are missing, in a tab without rows: no cell may change its face."""
        if one.has_rows or one.top is None:
            return
        for column, at in one.columns:
            known = any(cell.has_format for cell in one.top.below(one.header_row, at))
            look = cell_format(column)
            if "numberFormat" in look and not known and column.name not in one.fresh:
                cell = {_LOOK: {"numberFormat": look["numberFormat"]}}
                yield repeat_cell(_below(one, at), cell, f"{_LOOK}.numberFormat")

    def notes_of(self, one: StaffTab) -> Iterator[JSON]:
        """The notes that headings lack."""
        for column, at in one.columns:
            bare = one.top is not None and not one.top.at(one.header_row, at).has_note
            if bare and column.name not in one.fresh:
                cell = Block(one.sheet.id, one.header_row, at, one.header_row, at)
                yield note(cell, self._note(column))

    def frozen_of(self, one: StaffTab) -> Iterator[JSON]:
        """Headings stay in sight, unless staff froze rows of their own."""
        if not one.sheet.frozen_rows:
            grid = {"frozenRowCount": one.header_row}
            yield sheet_properties(one.sheet.id, gridProperties=grid)

    def warning_of(self, one: StaffTab) -> Iterator[JSON]:
        """A word of warning before a heading is changed."""
        first = min(one.positions.values())
        if one.top is None or not one.top.is_protected(one.header_row, first):
            row = Block(one.sheet.id, one.header_row, None, one.header_row, None)
            yield protect(row, self.say("workbook.protection.headings"), warning_only=True)

    def _choices(self, one: StaffTab, column: Column, at: int) -> Iterator[JSON]:
        found = self.drop_downs.of(column, _below(one, at))
        if found is not None:
            yield found

    def _note(self, column: Column) -> str:
        return heading_note(column, self.say.language, self.say)


def _below(one: StaffTab, at: int) -> Block:
    return Block(one.sheet.id, one.header_row + 1, at, None, at)
