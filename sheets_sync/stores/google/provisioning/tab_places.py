"""The staff tabs of a spreadsheet as they will be: where their headings stand, old and new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_sync.planning.missing_structure import Lacking, status_position
from sheets_sync.planning.workbook_tabs.tab_titles import free_title
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Column, Schema, Tab
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.provisioning.first_rows import LaidOut, Top, is_filled
from sheets_sync.stores.google.reading.structure import Sheet, Structure

NEW_ROWS = 1000
"""Rows of a new tab; Google adds more when they are used up."""
_LONGEST_TITLE = 100
_FIRST_ID = 1001


@dataclass(frozen=True, slots=True)
class StaffTab:
    """A tab that holds, or will hold, rows of one table."""

    tab: Tab
    sheet: Sheet
    header_row: int
    raw: RawTab
    """Its headings as they will be."""
    positions: Mapping[str, int]
    """Column name to spreadsheet column, the new ones among them."""
    fresh: tuple[str, ...] = ()
    """The columns whose headings are new."""
    status: int | None = None
    """The column of the check's result, where there is one."""
    top: Top | None = None
    """None where the tab itself is new."""
    takes_over: bool = False
    """Whether the blank tab of a new spreadsheet becomes this one."""

    @property
    def columns(self) -> Iterator[tuple[Column, int]]:
        """The columns that are there, with their places."""
        return ((self.tab.columns[name], at) for name, at in self.positions.items())

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below the headings, as far as was read."""
        rows = () if self.top is None else self.top.rows[self.header_row :]
        return any(is_filled(cell.value) for row in rows for cell in row)


def present(
    laid_out: LaidOut,
    workbook: RawWorkbook,
    lacking: Lacking,
    schema: Schema,
    free: Mapping[int, int],
) -> Iterator[StaffTab]:
    """The staff tabs that are there, with what they lack put behind what they have.

    `free` is, by sheet id, the first column with nothing in it nor to the right of it.
    """
    for top, raw in zip(laid_out.staff, workbook.tabs, strict=True):
        sheet, tab = top.sheet, schema.tab_named(raw.sheet)
        if tab is None or not find_headings(tab, raw, schema.status_column).positions:
            continue
        fresh = [new for new in lacking.headings if new.sheet == raw.sheet]
        texts = [heading.text for new in fresh for heading in new.headings]
        row = find_headings(tab, raw, schema.status_column).row
        grown = _with_headings(raw, row, texts, free.get(sheet.id, len(raw.columns) + 1))
        found = find_headings(tab, grown, schema.status_column)
        before = find_headings(tab, raw, schema.status_column).positions
        yield StaffTab(
            tab=tab,
            sheet=sheet,
            header_row=row,
            positions=found.positions,
            fresh=tuple(name for name in found.positions if name not in before),
            status=status_position(tab, grown, schema),
            top=top,
            raw=grown,
        )


def new(
    laid_out: LaidOut, lacking: Lacking, schema: Schema, blank: Sheet | None
) -> Iterator[StaffTab]:
    """The staff tabs that are not there yet; `blank` is a tab that one of them takes over."""
    taken = {sheet.id for sheet in laid_out.structure.sheets}
    titles = [sheet.title for sheet in laid_out.structure.sheets if sheet != blank]
    index, number = len(laid_out.structure.sheets), _FIRST_ID
    for wanted in lacking.tabs:
        tab = schema.tab_named(wanted.title)
        if tab is None:
            continue
        title = free_title(wanted.title, titles, longest=_LONGEST_TITLE)
        titles.append(title)
        takes_over = blank is not None and not wanted.hidden
        while number in taken:
            number += 1
        taken.add(number)
        sheet = Sheet(
            id=number,
            title=title,
            index=index,
            hidden=wanted.hidden,
            rows=NEW_ROWS,
            columns=len(wanted.headings) + 1,
            frozen_rows=1,
            mark="",
        )
        if blank is not None and takes_over:
            sheet, blank = replace(blank, title=title), None
        else:
            index += 1
        headings = [[heading.text] for heading in wanted.headings]
        names = tuple(tab.columns)
        yield StaffTab(
            tab=tab,
            sheet=sheet,
            header_row=1,
            positions={name: at for at, name in enumerate(names, start=1)},
            fresh=names,
            takes_over=takes_over,
            raw=RawTab(title, tuple(headings), url=f"#gid={sheet.id}"),
        )


def with_new(structure: Structure, tabs: Sequence[StaffTab]) -> Structure:
    """The structure as it will be when the tabs are there."""
    added = {one.sheet.id: one.sheet for one in tabs}
    kept = [sheet for sheet in structure.sheets if sheet.id not in added]
    return replace(structure, sheets=(*kept, *added.values()))


def _with_headings(raw: RawTab, row: int, texts: Sequence[str], first: int) -> RawTab:
    """The tab with further headings in its header row, from the column `first` on."""
    height = max(raw.height, row)
    blank: list[RawCell] = [None] * height
    columns = [[*column, *blank[raw.height :]] for column in raw.columns]
    while len(columns) < first - 1 and texts:
        columns.append([*blank])
    for at, text in enumerate(texts, start=first):
        heading = [*blank]
        heading[row - 1] = text
        columns[at - 1 : at] = [heading]
    return replace(raw, columns=tuple(columns))
