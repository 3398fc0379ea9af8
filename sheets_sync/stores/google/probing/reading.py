"""How cells are read and written: by id, by columns, errors, texts, sizes."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.errors import StoreError
from sheets_sync.observations import Observation
from sheets_sync.stores.google.batch import (
    JSON,
    Block,
    add_sheet,
    delete_sheet,
    formula,
    mark_sheet,
    note,
    update_cells,
)
from sheets_sync.stores.google.batch_lines import move_row
from sheets_sync.stores.google.cells import LONGEST_CELL
from sheets_sync.stores.google.probing.answers import held
from sheets_sync.stores.google.probing.scratch import TITLE, Scratch, texts
from sheets_sync.stores.google.structure import MARK

_VALUE = "userEnteredValue"


def by_id(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """A tab under our own id, made and filled in one batch, and read by that id alone."""
    number = scratch.lookup + 1_000
    rows: list[list[JSON]] = [
        [{_VALUE: {"numberValue": 1}}, {}],
        [],
        [{}, {_VALUE: {"boolValue": True}}],
    ]
    scratch.do(
        add_sheet(number, f"{TITLE} 2", index=0, rows=9, columns=9),
        mark_sheet(number, MARK, "probe"),
        update_cells(Block(number), rows, _VALUE),
    )
    kept, scratch.sheet = scratch.sheet, number
    place, columns = scratch.read()
    scratch.sheet = kept
    scratch.do(delete_sheet(number))
    yield held("id-range", f"'{TITLE} 2'!A1:I9", place)
    yield held("columns", [[1], ["", "", True]], [[*map(_blank, one)] for one in columns])


def replaced(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """Cells that the rows of an update do not reach are emptied by it."""
    scratch.do(update_cells(scratch.block(), texts("a", "b", "c"), _VALUE))
    scratch.do(update_cells(scratch.block(), texts("x"), _VALUE))
    yield held("replaced", ["x"], scratch.column(1))


def errors(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """An error reads as the text that stands in its cell."""
    wanted = {
        "=1/0": "#DIV/0!",
        "=NA()": "#N/A",
        '=INDIRECT("none!A1")': "#REF!",
        "=nonsense": "#NAME?",
    }
    scratch.do(*(formula(scratch.block(at, 1, at, 1), one) for at, one in enumerate(wanted, 1)))
    yield held("errors", list(wanted.values()), scratch.column(1))


def plain_text(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """A text is never a formula, a number or a date, whatever it looks like."""
    words = ["=1+1", "'x", "+66", "1/2", "TRUE"]
    scratch.do(update_cells(scratch.block(), texts(*words), _VALUE))
    yield held("plain-text", words, scratch.column(1))


def longest(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """A cell holds 50,000 signs, and a batch with one more is refused as a whole."""
    scratch.do(update_cells(scratch.block(), texts("ก" * LONGEST_CELL), _VALUE))
    size = len(str(scratch.column(1)[0]))
    refused = "✓"
    try:
        scratch.do(
            update_cells(scratch.block(2, 1, 2, 1), texts("x"), _VALUE),
            update_cells(scratch.block(3, 1, 3, 1), texts("ก" * (LONGEST_CELL + 1)), _VALUE),
        )
    except StoreError as error:
        refused = str(error.facts.get("reason", error.name))
    yield held("longest", [LONGEST_CELL, True, 1], [size, refused != "✓", len(scratch.column(1))])


def links(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """Words that lead to a cell of the same spreadsheet keep their address."""
    uri = f"#gid={scratch.lookup}&range=A1"
    run = {"format": {"link": {"uri": uri}}}
    cell = {_VALUE: {"stringValue": "here"}, "textFormatRuns": [run]}
    scratch.do(update_cells(scratch.block(1, 1, 1, 1), [[cell]], f"{_VALUE},textFormatRuns"))
    (row,) = scratch.cells(scratch.block(1, 1, 1, 1), "hyperlink,textFormatRuns(format(link))")
    runs = [one["format"]["link"]["uri"] for one in row[0].get("textFormatRuns", ()) if one]
    yield held("links", [uri], runs or [row[0].get("hyperlink", "")])


def moved_row(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """A row that is moved takes its values and its notes along."""
    scratch.do(
        update_cells(scratch.block(), texts("a", "b", "c"), _VALUE),
        note(scratch.block(3, 1, 3, 1), "of c"),
    )
    scratch.do(move_row(scratch.sheet, 3, 1))
    rows = scratch.cells(scratch.block(1, 1, 3, 1), "effectiveValue,note")
    first = rows[0][0]
    saw = [*scratch.column(1), first.get("note", "")]
    yield held("moved-row", ["c", "a", "b", "of c"], saw)


def _blank(cell: object) -> object:
    return "" if cell is None else cell
