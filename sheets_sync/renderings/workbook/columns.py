"""How a table's columns become columns of a sheet: one value in each, every number a number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import DocumentTable
from sheets_sync.renderings.document.cells import (
    Amount,
    Blank,
    Cell,
    CodedText,
    Day,
    Portion,
    Range,
    State,
    WholeMonth,
)

Part: TypeAlias = Literal["whole", "n", "of", "share", "low", "high", "code", "notes"]
EVERY = -1
"""The source of a column that is made of all columns of the table."""
Typed: TypeAlias = str | float | dt.date


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of the sheet: which part of which column of the table it shows."""

    source: int
    part: Part
    heading: str
    kind: Literal["text", "number", "day", "state"]
    adds: bool = False
    group: str = ""
    """What stands above this heading and its neighbours'; empty for nothing."""


def sheet_columns(table: DocumentTable, say: Sentences) -> tuple[SheetColumn, ...]:
    """A column for each value that the table's cells hold."""
    return tuple(_columns(table, say))


def _columns(table: DocumentTable, say: Sentences) -> Iterator[SheetColumn]:
    every = (*table.rows, *((table.total,) if table.total else ()))
    for place, column in enumerate(table.columns):
        values = [cells[place].value for cells in every]
        heading = " ".join(filter(None, (column.heading, column.under)))
        for parts, kind in _PARTS_OF:
            if any(isinstance(value, kind) for value in values):
                for part in parts:
                    adds = column.adds and part in {"n", "of"}
                    told = say(f"report.workbook.{part}")
                    yield SheetColumn(place, part, told, "number", adds, heading)
                break
        else:
            yield SheetColumn(place, "whole", heading, column.kind, column.adds)
        if any(isinstance(value, CodedText) and value.code for value in values):
            yield SheetColumn(place, "code", say("report.workbook.code"), "text")
    if any(_notes(table, cells) for cells in every):
        yield SheetColumn(EVERY, "notes", say("report.workbook.notes"), "text")


_PARTS_OF: tuple[tuple[tuple[Part, ...], type[Portion | Range]], ...] = (
    (("n", "of", "share"), Portion),
    (("low", "high"), Range),
)
"""What of a value gets a column of its own."""


def values_of(
    table: DocumentTable, columns: tuple[SheetColumn, ...], cells: tuple[Cell, ...], say: Sentences
) -> list[Typed]:
    """What stands in one row of the sheet."""
    return [
        _notes(table, cells)
        if column.source == EVERY
        else _typed(cells[column.source], column.part, say)
        for column in columns
    ]


def _notes(table: DocumentTable, cells: tuple[Cell, ...]) -> str:
    """What is told beside the cells of a row; beside a number with the number's heading."""
    return " · ".join(
        f"{column.heading}: {aside}" if place and column.kind == "number" else aside
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True))
        for aside in cell.asides
    )


def _typed(cell: Cell, part: Part, say: Sentences) -> Typed:
    """The value of a cell that a column shows; a word where there is no value."""
    match cell.value:
        case CodedText(text, code):
            return code if part == "code" else text
        case Portion(ratio):
            return {"n": ratio.n, "of": ratio.of, "share": ratio.share or 0.0}[part]
        case Amount(value, is_share=is_share):
            return value if part in {"whole", "share" if is_share else "n"} else ""
        case Range(low, high):
            return low if part == "low" else high
        case Day(day) | WholeMonth(day):
            return day
        case State(_, label, ratio, of_people, cause=cause):
            unit = say(f"report.heat_map.{'of_people' if of_people else 'of_parts'}")
            done = f" {say.number(ratio.n)}/{say.number(ratio.of)} {unit}" if ratio.of else ""
            return f"{label}{done} ({cause})" if cause else label + done
        case Blank(reason):
            return say(f"report.words.{reason}")


def looks(cell: Cell, part: Part) -> tuple[int, bool]:
    """How many decimals a number has, and whether it is a share."""
    match cell.value:
        case Amount(_, decimals, is_share):
            return decimals, is_share
        case _:
            return 0, part in {"share", "low", "high"}
