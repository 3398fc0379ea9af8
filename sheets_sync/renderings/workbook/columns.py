"""How a table's columns become columns of a sheet: one value in each, every number a number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.document.blocks import Table
from sheets_sync.renderings.document.cells import (
    Amount,
    Blank,
    Cell,
    Day,
    Portion,
    Range,
    State,
    Words,
)

Part: TypeAlias = Literal["whole", "n", "of", "share", "low", "high", "code", "notes"]
Typed: TypeAlias = str | float | dt.date


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of the sheet: which part of which column of the table it shows."""

    source: int
    part: Part
    heading: str
    kind: Literal["text", "number", "day", "state"]
    adds: bool = False


def sheet_columns(table: Table, say: Sentences) -> tuple[SheetColumn, ...]:
    """A column for each value that the table's cells hold."""
    return tuple(_columns(table, say))


def _columns(table: Table, say: Sentences) -> Iterator[SheetColumn]:
    every = (*table.rows, *((table.total,) if table.total else ()))
    for place, column in enumerate(table.columns):
        values = [cells[place].value for cells in every]
        heading = " ".join(filter(None, (column.heading, column.under)))
        if any(isinstance(value, Portion) for value in values):
            portion: tuple[Part, ...] = ("n", "of", "share")
            for part in portion:
                told = f"{heading} · {say(f'report.workbook.{part}')}"
                adds = column.adds and part != "share"
                yield SheetColumn(place, part, told, "number", adds)
        elif any(isinstance(value, Range) for value in values):
            bounds: tuple[Part, ...] = ("low", "high")
            for part in bounds:
                told = f"{heading} · {say(f'report.workbook.{part}')}"
                yield SheetColumn(place, part, told, "number")
        else:
            yield SheetColumn(place, "whole", heading, column.kind, column.adds)
        if any(isinstance(value, Words) and value.code for value in values):
            yield SheetColumn(place, "code", say("report.workbook.code"), "text")
        if column.kind != "state" and any(cells[place].asides for cells in every):
            told = f"{heading} · {say('report.workbook.notes')}"
            yield SheetColumn(place, "notes", told, "text")


def typed(cell: Cell, part: Part, say: Sentences) -> Typed:
    """The value of a cell that a column shows; a word where there is no value."""
    if part == "notes":
        return " · ".join(cell.asides)
    match cell.value:
        case Words(text, code):
            return code if part == "code" else text
        case Portion(ratio):
            return {"n": ratio.n, "of": ratio.of, "share": ratio.share or 0.0}[part]
        case Amount(value):
            return value if part in {"whole", "n"} else ""
        case Range(low, high):
            return low if part == "low" else high
        case Day(day):
            return day
        case State(_, label, ratio, of_people):
            unit = say(f"report.heat_map.{'of_people' if of_people else 'of_parts'}")
            done = f" {say.number(ratio.n)}/{say.number(ratio.of)} {unit}" if ratio.of else ""
            return label + done
        case Blank(reason):
            return say(f"report.words.{reason}")


def looks(cell: Cell, part: Part) -> tuple[int, bool]:
    """How many decimals a number has, and whether it is a share."""
    match cell.value:
        case Amount(_, decimals, is_share):
            return decimals, is_share
        case _:
            return 0, part in {"share", "low", "high"}
