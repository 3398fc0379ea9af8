"""How a spreadsheet is completed: what must be known of it, and all requests in their order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import Doubt, Lacking, lacking, status_column
from sheets_sync.planning.workbook_tabs.guide_tab import guide_tab
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten, StatusColumn, TabName
from sheets_sync.registry.a1 import address, quoted_title
from sheets_sync.registry.locales import THAI, is_month_first
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.google.provisioning import status_formulas as status
from sheets_sync.stores.google.provisioning.blank import blank_tab, holds_data
from sheets_sync.stores.google.provisioning.choice_lists import list_tab
from sheets_sync.stores.google.provisioning.columns_read import Below, Columns, TabQuestion
from sheets_sync.stores.google.provisioning.draft import Draft
from sheets_sync.stores.google.provisioning.drop_downs import DropDowns
from sheets_sync.stores.google.provisioning.first_rows import LaidOut
from sheets_sync.stores.google.provisioning.repair_formulas import Mend
from sheets_sync.stores.google.provisioning.staff_tabs import Furniture
from sheets_sync.stores.google.provisioning.status_formulas import StatusPlace
from sheets_sync.stores.google.provisioning.tab_places import StaffTab, new, present, with_new
from sheets_sync.stores.google.writing.batch import spreadsheet_properties
from sheets_sync.stores.google.writing.service_tabs import TabPlace, tab_requests
from sheets_sync.stores.google.writing.status_formula import reads_downwards
from sheets_sync.stores.google.writing.status_lookup_tab import new_lookup
from sheets_sync.stores.google.writing.tab_locator import Placing, address_of, sheets_by_title

_BEFORE_GUIDE: tuple[TabName, ...] = ("todo", "progress", "summary", "outbox", "log")
"""The tabs of a check, where one came before the first `init`."""


@dataclass(frozen=True)
class Plan:
    """One spreadsheet, what it is to hold, and who asks."""

    laid_out: LaidOut
    schema: Schema
    say: Sentences
    account: str

    @cached_property
    def workbook(self) -> RawWorkbook:
        """The staff's tabs as they were read."""
        return self.laid_out.workbook(self.schema.status_column.label(self.say.language))

    @cached_property
    def lacking(self) -> Lacking:
        """The tabs and headings that are missing."""
        return lacking(self.workbook, self.schema, self.say)

    @cached_property
    def lookup(self) -> TabPlace:
        """The tab that results are looked up in, there or not."""
        return Placing.of(self.laid_out.structure, self.workbook).lookup()

    def asked(self) -> Iterator[TabQuestion]:
        """What must be known besides the first rows: where there is room, what is in the way."""
        wanting = {new.sheet for new in self.lacking.headings}
        for one in self._present(Columns()):
            if one.top is None:
                continue
            spare = one.status is None or one.sheet.title in wanting
            column = one.status if self._is_broken(one) and not self._spills(one) else None
            if spare or column is not None:
                yield TabQuestion(one.top, spare=spare, column=column, header_row=one.header_row)

    def draft(self, columns: Columns, time_zone: str) -> Draft:
        """Tabs and headings first; then what refers to them."""
        old = tuple(self._present(columns))
        blank = blank_tab(self.laid_out)
        fresh = tuple(new(self.laid_out, self.lacking, self.schema, blank))
        structure = with_new(self.laid_out.structure, fresh)
        workbook = replace(
            self.workbook, tabs=(*(one.raw for one in old), *(one.raw for one in fresh))
        )
        placing = Placing.of(structure, workbook)
        lists = list_tab(structure, self.laid_out.tops)
        drop_downs = DropDowns(
            self.schema, self.say.language, _by_table((*old, *fresh)), lists.title
        )
        furniture = Furniture(drop_downs, self.say)
        draft = Draft(doubts=[*self.lacking.doubts])
        self._place_and_time(draft, old, time_zone)
        for one in fresh:
            draft.add("tabs", one.sheet.title, furniture.new_tab(one))
        for one in old:
            self._headings(draft, one, furniture, columns)
        draft.take(new_lookup(placing.lookup(), self.account))
        draft.take(lists.requests(drop_downs.formulas(), self.account))
        for one in (*old, *fresh):
            self._furnish(draft, one, furniture)
            self._status(draft, one, columns)
        self._guide(draft, placing, workbook)
        return draft

    def mending(self, columns: Columns) -> Draft:
        """Only the formulas that are broken."""
        draft = Draft()
        for one in self._present(columns):
            if one.status is not None:
                self._mend(draft, one, columns)
        if draft.mends:
            draft.requests[:0] = new_lookup(self.lookup, self.account)
        return draft

    def _present(self, columns: Columns) -> Iterator[StaffTab]:
        return present(self.laid_out, self.workbook, self.lacking, self.schema, columns.free)

    def _place_and_time(self, draft: Draft, old: Iterable[StaffTab], time_zone: str) -> None:
        """What decides how dates are read is set only where nobody has typed any yet."""
        structure, kept = self.laid_out.structure, holds_data(self.laid_out, old)
        if structure.locale != THAI and not kept:
            draft.add("locale", THAI, [spreadsheet_properties(locale=THAI)])
        elif is_month_first(structure.locale):
            draft.doubts.append(Doubt("locale-kept", "", structure.locale))
        if structure.time_zone == time_zone:
            return
        if kept:
            draft.doubts.append(Doubt("time-zone-kept", "", structure.time_zone))
        else:
            draft.add("time-zone", time_zone, [spreadsheet_properties(timeZone=time_zone)])

    def _headings(
        self, draft: Draft, one: StaffTab, furniture: Furniture, columns: Columns
    ) -> None:
        new = [one.positions[name] for name in one.fresh]
        if one.status is None and status_column(one.tab, one.raw, self.schema, self.say):
            new.append(self._at(one, columns))
        if new:
            draft.take(furniture.room(one, min(new), max(new)))
        words = (one.tab.columns[name].words.label(self.say.language) for name in one.fresh)
        draft.add_headings(one.sheet.title, words, furniture.headings(one))

    def _furnish(self, draft: Draft, one: StaffTab, furniture: Furniture) -> None:
        """What belongs to a tab's columns; of a tab that is new it is not said."""
        if one.top is None:
            draft.take(furniture.drop_downs_of(one))
            draft.take(furniture.warning_of(one))
            return
        title = one.sheet.title
        draft.add("formats", title, furniture.formats_of(one))
        draft.add("drop-downs", title, furniture.drop_downs_of(one))
        draft.add("notes", title, furniture.notes_of(one))
        draft.add("frozen", title, furniture.frozen_of(one))
        draft.add("protections", title, furniture.warning_of(one))

    def _status(self, draft: Draft, one: StaffTab, columns: Columns) -> None:
        column = status_column(one.tab, one.raw, self.schema, self.say)
        if column is None:
            return
        title, place = one.sheet.title, self._place(one, column, columns)
        colours = status.colours(place, one.top, self.say)
        guards = status.guards(place, one.top, self.say, self.account)
        if one.top is None:
            draft.take([*status.new_column(place, self.say), *colours, *guards])
        elif one.status is None:
            requests = [*status.new_column(place, self.say), *colours, *guards]
            draft.add("status", title, requests)
        elif self._mend(draft, one, columns):
            draft.add("colours", title, colours)
            draft.add("protections", title, guards)

    def _mend(self, draft: Draft, one: StaffTab, columns: Columns) -> bool:
        """Put a broken formula back; no where something stands in its way."""
        column = status_column(one.tab, one.raw, self.schema, self.say)
        if column is None or not self._is_broken(one):
            return column is not None
        below = columns.below.get(one.sheet.id)
        if below is None or below.typed is None:
            draft.mend(self._mended(one, self._place(one, column, columns), below))
            return True
        what = f"{one.sheet.title} {address(below.typed, one.status or 1)}"
        draft.left.append(NotWritten(what, "column-doubtful"))
        return False

    def _mended(self, one: StaffTab, place: StatusPlace, below: Below | None) -> Mend:
        row = one.header_row - 1
        headings = (
            shown(cells[row]).strip() if row < len(cells) else "" for cells in one.raw.columns
        )
        values = None if below is None else below.values
        return Mend(place, one.sheet.title, tuple(headings), values)

    def _is_broken(self, one: StaffTab) -> bool:
        """Whether the heading of the result is not what our formula shows."""
        if one.status is None or one.top is None:
            return False
        cell, lookup = one.top.at(one.header_row, one.status), self.laid_out.lookup
        if lookup is None or not cell.is_ours or not isinstance(cell.value, str):
            return True
        # Google writes a title with or without its quotes.
        name = f"{quoted_title(lookup.title)}!".replace("'", "")
        column = status_column(one.tab, one.raw, self.schema, self.say)
        knows = column is None or reads_downwards(cell.formula, column, _merged_down(one))
        return name not in cell.formula.replace("'", "") or not knows

    def _spills(self, one: StaffTab) -> bool:
        """Whether a formula of ours fills the column, however stale: then nothing else is in it."""
        if one.status is None or one.top is None:
            return False
        cell = one.top.at(one.header_row, one.status)
        return cell.is_ours and isinstance(cell.value, str)

    def _at(self, one: StaffTab, columns: Columns) -> int:
        """The column of the result, there or to be."""
        return one.status or max(len(one.raw.columns) + 1, columns.free.get(one.sheet.id, 1))

    def _place(self, one: StaffTab, column: StatusColumn, columns: Columns) -> StatusPlace:
        at = self._at(one, columns)
        row = one.header_row - 1
        headed = (
            number
            for number, cells in enumerate(one.raw.columns, start=1)
            if number != at and row < len(cells) and shown(cells[row]).strip()
        )
        lookup = self.laid_out.lookup
        title = self.lookup.title if lookup is None else lookup.title
        merged = _merged_down(one)
        return StatusPlace(one.sheet.id, at, column, tuple(headed), title, merged)

    def _guide(self, draft: Draft, placing: Placing, workbook: RawWorkbook) -> None:
        if self.laid_out.structure.marked("guide") is not None:
            return
        guide = guide_tab(self.schema, self.say.language, self.say)
        (place,) = placing.places((guide,), behind=_BEFORE_GUIDE)
        if place.index is not None:
            address = partial(address_of, sheets=sheets_by_title(workbook))
            draft.add("guide", guide.title, tab_requests(guide, place, address, self.account))


def _merged_down(one: StaffTab) -> frozenset[int]:
    """The columns with areas over several rows below the headings."""
    return frozenset(
        area.first_column
        for area in one.raw.merged
        if one.header_row < area.first_row < area.last_row
    )


def _by_table(tabs: Iterable[StaffTab]) -> dict[str, StaffTab]:
    """The first tab of each table."""
    found: dict[str, StaffTab] = {}
    for one in tabs:
        found.setdefault(one.tab.name, one)
    return found
