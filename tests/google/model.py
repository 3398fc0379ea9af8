"""A spreadsheet and its tabs: cells, and everything the API keeps around them."""

from __future__ import annotations

import copy
import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

from .a1 import Area, area_of, grid_range, parse_area, split_title
from .errors import bad_request
from .grid import Grid
from .locales import LOCALES, Locale

JSON: TypeAlias = dict[str, Any]

DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26


@dataclass(slots=True)
class Sheet:
    """One tab."""

    id: int
    title: str
    grid: Grid = field(default_factory=Grid)
    properties: JSON = field(default_factory=dict)
    """What SheetProperties has besides id, title, index, type and grid size."""
    grid_properties: JSON = field(default_factory=dict)
    """What GridProperties has besides the numbers of rows and columns."""
    merges: list[JSON] = field(default_factory=list)
    protected_ranges: list[JSON] = field(default_factory=list)
    basic_filter: JSON | None = None
    filter_views: list[JSON] = field(default_factory=list)
    conditional_formats: list[JSON] = field(default_factory=list)
    banded_ranges: list[JSON] = field(default_factory=list)
    tables: list[JSON] = field(default_factory=list)
    charts: list[JSON] = field(default_factory=list)
    slicers: list[JSON] = field(default_factory=list)
    groups: dict[str, list[JSON]] = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})
    """Dimension groups by dimension, each with range and depth."""
    dimensions: dict[str, dict[int, JSON]] = field(
        default_factory=lambda: {"ROWS": {}, "COLUMNS": {}}
    )
    """Pixel sizes and hidden flags of single rows and columns."""

    @property
    def size(self) -> tuple[int, int]:
        return self.grid.row_count, self.grid.column_count

    def clip(self, area: Area) -> Area:
        return area.clipped(*self.size)

    def ranges(self) -> Iterator[JSON]:
        """Every GridRange that is kept for this tab, to be moved when rows or columns are."""
        yield from self.merges
        for protected in self.protected_ranges:
            if "range" in protected:
                yield protected["range"]
            yield from protected.get("unprotectedRanges", ())
        for owner in (*self.filter_views, *self.banded_ranges, *self.tables, self.basic_filter):
            if owner and "range" in owner:
                yield owner["range"]
        for rule in self.conditional_formats:
            yield from rule.get("ranges", ())

    def copy(self) -> Sheet:
        """An independent copy; the cells themselves are shared, for they never change in place."""
        parts = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "grid"}
        return Sheet(**copy.deepcopy(parts), grid=self.grid.copy())


@dataclass(slots=True)
class Spreadsheet:
    """A workbook as Sheets keeps it. Ids are given out in a fixed order, so that runs repeat."""

    id: str
    title: str = "Untitled spreadsheet"
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    properties: JSON = field(default_factory=lambda: {"autoRecalc": "ON_CHANGE"})
    sheets: list[Sheet] = field(default_factory=list)
    named_ranges: list[JSON] = field(default_factory=list)
    developer_metadata: list[JSON] = field(default_factory=list)
    """As the API writes them, each with its location."""
    version: int = 0
    """Counts every change that was applied."""
    _next_id: int = 1_000_000_007
    computed: Any = None
    """What the formulas came to, kept by the calculation for this very state."""
    remembered: Any = None
    """Results of an earlier state, kept by the calculation: those that are still true are used."""

    @property
    def rules(self) -> Locale:
        """How this spreadsheet reads and writes dates and numbers."""
        return LOCALES[self.locale]

    def local(self, now: dt.datetime) -> dt.datetime:
        """The time on the spreadsheet's own clock."""
        if now.tzinfo is None:
            return now
        try:
            zone: dt.tzinfo = zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            # A custom zone such as GMT-07:00.
            found = re.fullmatch(r"GMT([+-]\d\d):?(\d\d)", self.time_zone)
            hours, minutes = (int(found[1]), int(found[2])) if found else (0, 0)
            zone = dt.timezone(dt.timedelta(hours=hours, minutes=minutes))
        return now.astimezone(zone)

    def new_id(self) -> int:
        """A number not given out before, of the size real ids have."""
        self._next_id = (self._next_id * 48_271) % 2_147_483_647
        return self._next_id

    def add_sheet(self, title: str, sheet_id: int | None = None, index: int | None = None) -> Sheet:
        """A new empty tab of the default size."""
        sheet = Sheet(self.new_id() if sheet_id is None else sheet_id, title)
        sheet.grid.resize(DEFAULT_ROWS, DEFAULT_COLUMNS)
        self.sheets.insert(len(self.sheets) if index is None else index, sheet)
        return sheet

    def sheet(self, title: str) -> Sheet | None:
        """The tab with that title; Sheets does not tell small letters from capitals here."""
        for sheet in self.sheets:
            if sheet.title == title:
                return sheet
        folded = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == folded), None)

    def sheet_by_id(self, sheet_id: int) -> Sheet | None:
        return next((s for s in self.sheets if s.id == sheet_id), None)

    def named_range(self, name: str) -> JSON | None:
        folded = name.casefold()
        return next((n for n in self.named_ranges if n["name"].casefold() == folded), None)

    def resolve(self, text: str) -> tuple[Sheet, Area]:
        """The tab and the open area an A1 text names.

        Without a tab it is a rectangle of the first tab, a named range, or a whole tab, in this
        order: a tab called `A1` can only be named in quotes, as in the real API.
        """
        title, rest = split_title(text)
        found = self._bare(text) if title is None else self._in_sheet(title, rest)
        if found is None:
            raise bad_request(f"Unable to parse range: {text}")
        return found

    def _in_sheet(self, title: str, rest: str) -> tuple[Sheet, Area] | None:
        sheet = self.sheet(title)
        if sheet is None:
            return None
        if not rest:
            return sheet, Area()
        area = parse_area(rest)
        if area is not None:
            return sheet, area
        named = self.named_range(rest)
        return self._of_range(named["range"]) if named else None

    def _bare(self, text: str) -> tuple[Sheet, Area] | None:
        area = parse_area(text)
        if area is not None:
            return self.sheets[0], area
        if named := self.named_range(text):
            return self._of_range(named["range"])
        sheet = self.sheet(text)
        return (sheet, Area()) if sheet else None

    def _of_range(self, grid_range: JSON) -> tuple[Sheet, Area] | None:
        sheet = self.sheet_by_id(grid_range.get("sheetId", 0))
        return (sheet, area_of(grid_range)) if sheet else None

    def cell_count(self) -> int:
        return sum(s.grid.row_count * s.grid.column_count for s in self.sheets)

    def named_ranges_in(self, sheet: Sheet) -> list[JSON]:
        return [n["range"] for n in self.named_ranges if n["range"].get("sheetId", 0) == sheet.id]

    def snapshot(self) -> Spreadsheet:
        """A copy to come back to when a later request of a batch fails."""
        return Spreadsheet(
            self.id,
            self.title,
            self.locale,
            self.time_zone,
            copy.deepcopy(self.properties),
            [sheet.copy() for sheet in self.sheets],
            copy.deepcopy(self.named_ranges),
            copy.deepcopy(self.developer_metadata),
            self.version,
            self._next_id,
        )

    def restore(self, before: Spreadsheet) -> None:
        """Become what the snapshot was."""
        for part in fields(self):
            setattr(self, part.name, getattr(before, part.name))
        self.computed = None

    def changed(self) -> None:
        """Say that something was applied: formulas are computed anew."""
        self.version += 1
        self.computed = None


def whole(sheet: Sheet) -> JSON:
    """The GridRange of a tab, with its size."""
    return grid_range(sheet.clip(Area()), sheet.id)


def new_spreadsheet(spreadsheet_id: str, title: str, first_tab: str = "Sheet1") -> Spreadsheet:
    """A spreadsheet as Google makes it: one empty tab with id 0."""
    made = Spreadsheet(spreadsheet_id, title)
    made.add_sheet(first_tab, sheet_id=0)
    return made


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request, and when."""

    email: str
    today: dt.date
    owner: bool = False
