"""What stands one below the other in a document: paragraphs, tables, charts, cards."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.renderings.charts.drawing import Chart
from sheets_sync.renderings.document.cells import Blank, Cell
from sheets_sync.renderings.document.own_head import NO_HEAD, OwnHead


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the section's own."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    text: str
    look: Literal["plain", "note", "typed"] = "plain"
    """note: small, about a table; typed: as somebody typed it, line by line."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """Words and what they mean."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """How a column is headed and aligned."""

    heading: str
    kind: Literal["text", "number", "day", "state"] = "number"
    under: str = ""
    """A second, smaller line of the heading."""
    has_bar: bool = False
    """Whether a bar stands before its numbers."""
    adds: bool = False
    """Whether its numbers may be added up: no means, no people counted in several rows."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Rows under one heading; the cell of column `head` says what a row is about."""

    name: str
    """Of its worksheet, and of its place on the page: small English letters."""
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    head: int = 0
    look: Literal["plain", "figures", "heat", "narrow", "grouped"] = "plain"
    """grouped: rows that begin alike belong together, and paper says so once."""
    title: str = ""
    """Of its worksheet where the caption is too long for one."""
    is_caption_shown: bool = True
    in_workbook_only: bool = False
    """Whether it is too long for a page that people read."""
    whole_in: str = ""
    """The sheet of the workbook that has all rows, where page and paper may show the first ones."""
    page_rows: int | None = None
    """So many rows the page shows of those; None for all."""
    nothing: str = ""
    """What a dash in it means, where there is one that does not say so itself."""
    hidden: str = ""
    """Why numbers are kept back, where this copy hides some."""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the signs of a heat map mean."""

    states: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that is not complete, why, and who is missing."""

    state: str
    state_label: str
    title: str
    why: str
    missing: str = ""
    """What is said before the names."""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One community: facts, and the steps still open."""

    place: str
    name: str
    code: str
    about: str
    facts: tuple[tuple[str, Cell], ...]
    steps: tuple[OpenStep, ...]
    if_none: str


@dataclass(frozen=True, slots=True)
class Side:
    """Two columns of blocks beside each other where there is room."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]


Block: TypeAlias = Heading | Prose | Bullets | Terms | DocumentTable | Legend | Card | Chart | Side


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading and what stands below it."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What a reader has to know of the whole before reading on, in a band across the page."""

    look: Literal["open", "draft", "sent", "restated"]
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a reader gets, in the order of reading."""

    name: str
    title: str
    short_title: str
    agency: str
    facts: tuple[str, ...]
    """What the document is of: the year, the day, the copy."""
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    dated: dt.date
    """The day that its data are of."""
    is_private: bool = False
    """Whether only those in charge may read it."""
    band: Band | None = None
    own_head: OwnHead = NO_HEAD
    """What the agency puts above all of it."""

    @property
    def running_head(self) -> str:
        """What stands on every page of paper: also that this is not what was issued."""
        if self.band is None or self.band.look == "sent":
            return self.short_title
        return f"{self.short_title} · {self.band.text}"


def each_table(
    blocks: tuple[Block, ...], change: Callable[[DocumentTable], DocumentTable]
) -> tuple[Block, ...]:
    """The blocks with every table changed, also those beside each other."""
    changed: list[Block] = []
    for block in blocks:
        match block:
            case DocumentTable():
                changed.append(change(block))
            case Side(left, right):
                changed.append(Side(each_table(left, change), each_table(right, change)))
            case _:
                changed.append(block)
    return tuple(changed)


def blanks(table: DocumentTable) -> tuple[Blank, ...]:
    """Every cell of the table that has no value."""
    every = (*table.rows, table.total)
    return tuple(cell.value for cells in every for cell in cells if isinstance(cell.value, Blank))


def readable_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """What a page and a PDF show."""
    return tuple(
        one for one in blocks if not (isinstance(one, DocumentTable) and one.in_workbook_only)
    )


def tables(blocks: tuple[Block, ...]) -> tuple[DocumentTable, ...]:
    """The tables among the blocks, also those beside each other."""
    found: list[DocumentTable] = []
    for block in blocks:
        match block:
            case DocumentTable():
                found.append(block)
            case Side(left, right):
                found.extend(tables(left) + tables(right))
    return tuple(found)
