"""The service's tabs and status columns as values; each store renders them its own way.

Every cell is typed. Text is only ever text: no store may let it become a formula, an error, a
number or a link.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a cell of the same workbook, or to an address."""

    text: str
    sheet: str
    """Title of the tab the cell is in."""
    row: int
    column: int
    url: str = ""
    """Where a browser opens the cell when it is in another workbook; the rest is for this one."""


Value: TypeAlias = str | bool | int | float | dt.date | dt.datetime | Link | None


class Look(StrEnum):
    """What a cell is for; a store knows how that looks on screen and in black and white."""

    PLAIN = "plain"
    TITLE = "title"
    """The tab's own title, large."""
    NOTE = "note"
    """A sentence that explains, quieter than the data."""
    HEADING = "heading"
    """A column's heading."""
    GROUP = "group"
    """Begins a group of rows: a coordinator, a community."""
    ERROR = "error"
    """ต้องแก้ไข."""
    WARNING = "warning"
    """ควรตรวจสอบ."""
    INFO = "info"
    """ข้อแนะนำ."""
    OPEN = "open"
    """งานค้าง: work not done, apart from wrong data."""
    GOOD = "good"
    """Done, complete."""
    GOING = "going"
    """Under way, nothing wrong."""
    QUIET = "quiet"
    """Not due, not applicable, closed."""
    FIGURE = "figure"
    """A headline number."""
    COPY = "copy"
    """Ready to be copied into a staff tab."""
    TICK = "tick"
    """Filled in by staff, never by the service."""


class Shape(StrEnum):
    """How a number or date is written; `AUTO` follows the value's type."""

    AUTO = "auto"
    COUNT = "count"
    """1,234."""
    DECIMAL = "decimal"
    """1,234.5."""
    PERCENT = "percent"
    """The value is a ratio: 0.25 reads 25 %."""
    PERCENT_TENTHS = "percent_tenths"
    """A ratio close to all or nothing: 0.997 reads 99.7 %."""
    DATE = "date"
    """Day, month and Buddhist year."""
    MOMENT = "moment"
    """The same with hour and minute."""
    PLAIN = "plain"
    """As a program shows a number by itself: 2569 may be a year."""


@dataclass(frozen=True, slots=True)
class TabCell:
    """One cell of a service tab."""

    value: Value = None
    look: Look = Look.PLAIN
    shape: Shape = Shape.AUTO
    span: int = 1
    """How many columns it reaches over; the cells it covers are still counted, as blanks."""


BLANK = TabCell()


@dataclass(frozen=True, slots=True)
class TabRow:
    """One row of a service tab, from its first column on."""

    cells: tuple[TabCell, ...] = ()
    height: float | None = None
    """In points; a store chooses where nothing is said."""

    def is_same_as(self, other: "TabRow") -> bool:
        """Whether both are shown alike: a ticked box equals a one, and does not look like it."""
        return self == other and all(
            type(one.value) is type(two.value)
            for one, two in zip(self.cells, other.cells, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Ticks:
    """Columns that belong to staff inside a service tab: what stands there is kept by key."""

    key_column: int
    """The column, counted from 1, whose text says which record a row is about."""
    columns: tuple[int, ...]
    words: tuple[str, ...]
    """What may be chosen there."""
    header_row: int


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How a tab prints."""

    landscape: bool = True
    repeat_rows: int = 0
    """How many rows from the top come again on every page."""
    footer: str = ""
    """Plain text at the foot, before the page number."""


TabName: TypeAlias = Literal["todo", "progress", "summary", "outbox", "log", "guide"]


@dataclass(frozen=True, slots=True)
class ServiceTab:
    """One tab the service owns, whole: what was there before is replaced."""

    name: str
    """A `TabName`; in a view, which is a spreadsheet of its own, any word."""
    title: str
    widths: tuple[float, ...]
    """Of the columns from the first on, in characters."""
    rows: tuple[TabRow, ...]
    frozen_rows: int = 0
    frozen_columns: int = 0
    filter_row: int | None = None
    """The row, counted from 1, whose headings carry filters for all rows below."""
    filter_columns: int = 0
    """How many columns carry a filter; none means all of the widths."""
    hidden: bool = False
    protected: bool = True
    ticks: Ticks | None = None
    print_setup: PrintSetup = PrintSetup()
    home: str = ""
    """Which of the registry's workbooks it is for, as `RawTab.home` names them; a store that is
    one workbook need not look."""


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """The column of a staff tab that says how each record stands, found by the record's key."""

    sheet: str
    """Title of the staff tab."""
    heading: str
    header_row: int
    keys: tuple[tuple[int, ...], ...]
    """Columns, counted from 1, that make a record's key; the first choice filled in whole is
    used, as a session has its id or else its community and number."""
    texts: Mapping[int, str]
    """What to show, by the row number the record was read at."""
    fine: str
    """What a record with nothing to say shows; it gives way where two rows share a key."""
    without_key: str
    unchecked: str
    """Shown for a key no check has seen yet."""
    home: str = ""
    """Which of the registry's workbooks the staff tab is in."""


@dataclass(frozen=True, slots=True)
class NewHeading:
    """A column of a staff tab that is not there yet."""

    text: str
    note: str = ""
    """What belongs there, with an example; shown when the heading is selected."""
    required: bool = False
    words: tuple[str, ...] = ()
    """What may be chosen in the column."""
    width: float = 22


@dataclass(frozen=True, slots=True)
class NewTab:
    """A staff tab that is not there yet: headings in its first row, nothing below."""

    title: str
    headings: tuple[NewHeading, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NewHeadings:
    """Headings to be added behind those a staff tab has; no other cell changes."""

    sheet: str
    header_row: int
    headings: tuple[NewHeading, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """Everything that is written into one workbook at once."""

    tabs: tuple[ServiceTab, ...]
    """In the order in which they stand in front of the staff's own."""
    status: tuple[StatusColumn, ...] = ()
    version: str = ""
    """Of the workbook that was checked: nothing is written over a newer one."""
    new_tabs: tuple[NewTab, ...] = ()
    """What `init` adds to a workbook that lacks it; a check adds nothing."""
    new_headings: tuple[NewHeadings, ...] = ()


Unwritten: TypeAlias = Literal[
    "open-in-excel",
    "open-in-libreoffice",
    "busy",
    "changed-meanwhile",
    "not-writable",
    "column-absent",
    "column-doubtful",
    "cells-unaddressed",
    "tab-absent",
    "encrypted",
    "signed",
    "strict",
    "shared",
    "unusual",
    "too-large",
    "too-much",
    "write-unclear",
    "formula-lost",
]


@dataclass(frozen=True, slots=True)
class NotWritten:
    """Something that was left alone, and why."""

    what: str
    """The workbook, or the title of the tab."""
    reason: Unwritten
    who: str = ""
    """Who has the file open, where the lock says so."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of an `Output`."""

    place: str
    """The file or spreadsheet that holds the service's tabs now; empty when nothing was written."""
    version: str
    """Of the staff's workbook after writing."""
    left: tuple[NotWritten, ...] = ()
    waiting: frozenset[str] = frozenset()
    """Of several workbooks, those in which nothing was written."""

    @property
    def deferred(self) -> bool:
        """Nothing was written and it is worth trying again."""
        return not self.place

    def reached(self, home: str) -> bool:
        """Whether what was for one of the workbooks stands there now."""
        return bool(self.place) and home not in self.waiting
