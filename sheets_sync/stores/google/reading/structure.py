"""What a spreadsheet is made of: its sheets by id, and which of them are ours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sheets_sync.registry.workbook import Area, NumberFormat

MARK = "cop-steward"
"""The key of the developer metadata by which a sheet of ours is known whatever its title."""

FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,index,sheetType,hidden,"
    "gridProperties(rowCount,columnCount,frozenRowCount)),merges,"
    "tables(range,rowsProperties(footerColorStyle)),"
    "developerMetadata(metadataKey,metadataValue))"
)
"""What is asked of Google to know a structure; no cell is among it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab as Google keeps it."""

    id: int
    title: str
    """What staff call it today; only a label."""
    index: int
    """Its place from the left, from 0."""
    hidden: bool
    rows: int
    columns: int
    frozen_rows: int
    mark: str
    """Which of our own tabs it is; empty for a tab of the staff."""
    merged: tuple[Area, ...] = ()
    totals: tuple[int, ...] = ()
    """The last rows of its tables that were given a footer."""


SheetFormat: TypeAlias = tuple[int, NumberFormat]
"""A sheet's id, and the format of a run of its cells."""


@dataclass(frozen=True, slots=True)
class Structure:
    """A spreadsheet without its cells."""

    title: str
    locale: str
    time_zone: str
    sheets: tuple[Sheet, ...]
    """Those with cells, from left to right."""
    formats: tuple[SheetFormat, ...] | None = None
    """How numbers are shown in the columns that were asked about; nothing before one was."""

    def by_id(self, sheet_id: int) -> Sheet | None:
        """The sheet of that id, if it is there."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def titled(self, title: str) -> Sheet | None:
        """The sheet of that title, if it is there."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def marked(self, mark: str) -> Sheet | None:
        """Our own sheet of that mark, if it is there."""
        return next((sheet for sheet in self.sheets if sheet.mark == mark), None)


def structure_of(reply: Mapping[str, Any]) -> Structure:
    """The structure in a reply that was asked for `FIELDS`."""
    about = reply["properties"]
    return Structure(
        title=about["title"],
        locale=about.get("locale", ""),
        time_zone=about.get("timeZone", ""),
        sheets=tuple(
            _sheet(one)
            for one in reply["sheets"]
            if one["properties"].get("sheetType", "GRID") == "GRID"
        ),
    )


def _sheet(said: Mapping[str, Any]) -> Sheet:
    about, metadata = said["properties"], said.get("developerMetadata", ())
    grid = about.get("gridProperties", {})
    return Sheet(
        id=about.get("sheetId", 0),
        title=about["title"],
        index=about.get("index", 0),
        hidden=about.get("hidden", False),
        rows=grid.get("rowCount", 0),
        columns=grid.get("columnCount", 0),
        frozen_rows=grid.get("frozenRowCount", 0),
        mark=next(
            (one.get("metadataValue", "") for one in metadata if one.get("metadataKey") == MARK),
            "",
        ),
        merged=tuple(sorted(map(_area, said.get("merges", ())))),
        totals=tuple(sorted(_footers(said.get("tables", ())))),
    )


def _footers(tables: Iterable[Mapping[str, Any]]) -> Iterator[int]:
    """Google adds a footer to a table that is given a colour for it, and to no other."""
    for table in tables:
        if "footerColorStyle" in table.get("rowsProperties", {}):
            yield table["range"]["endRowIndex"]


def _area(merge: Mapping[str, int]) -> Area:
    return Area(
        merge.get("startRowIndex", 0) + 1,
        merge.get("startColumnIndex", 0) + 1,
        merge["endRowIndex"],
        merge["endColumnIndex"],
    )
