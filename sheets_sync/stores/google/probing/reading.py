"""How cells are read and written: by id, by columns, errors, texts, sizes."""

import datetime as dt

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.probing.answers import held
from sheets_sync.stores.google.probing.interleave import Script
from sheets_sync.stores.google.probing.scratch import Scratch, texts
from sheets_sync.stores.google.writing.batch import JSON, formula, note, update_cells
from sheets_sync.stores.google.writing.batch_lines import move_row
from sheets_sync.stores.google.writing.cells import LONGEST_CELL

_VALUE = "userEnteredValue"


def by_id(scratch: Scratch, _: dt.date) -> Script:
    """A tab under our own id, made and filled in one batch, and read by that id alone."""
    rows: list[list[JSON]] = [
        [{_VALUE: {"numberValue": 1}}, {}],
        [],
        [{}, {_VALUE: {"boolValue": True}}],
    ]
    read = yield scratch.step(update_cells(scratch.block(), rows, _VALUE))
    yield held("id-range", f"'{scratch.title}'!A1:L60", read.place)
    yield held("columns", [[1], ["", "", True]], [[*map(_blank, one)] for one in read.columns])


def replaced(scratch: Scratch, _: dt.date) -> Script:
    """Cells that the rows of an update do not reach are emptied by it."""
    yield scratch.step(update_cells(scratch.block(), texts("a", "b", "c"), _VALUE))
    read = yield scratch.step(update_cells(scratch.block(), texts("x"), _VALUE))
    yield held("replaced", ["x"], read.column(1))


def errors(scratch: Scratch, _: dt.date) -> Script:
    """An error reads as the text that stands in its cell."""
    wanted = {
        "=1/0": "#DIV/0!",
        "=NA()": "#N/A",
        '=INDIRECT("none!A1")': "#REF!",
        "=nonsense": "#NAME?",
    }
    read = yield scratch.step(
        *(formula(scratch.block(at, 1, at, 1), one) for at, one in enumerate(wanted, 1))
    )
    yield held("errors", list(wanted.values()), read.column(1))


def plain_text(scratch: Scratch, _: dt.date) -> Script:
    """A text is never a formula, a number or a date, whatever it looks like."""
    words = ["=1+1", "'x", "+66", "1/2", "TRUE"]
    read = yield scratch.step(update_cells(scratch.block(), texts(*words), _VALUE))
    yield held("plain-text", words, read.column(1))


def longest(scratch: Scratch, _: dt.date) -> Script:
    """A cell holds 50,000 signs, and a batch with one more is refused as a whole."""
    read = yield scratch.step(update_cells(scratch.block(), texts("ก" * LONGEST_CELL), _VALUE))
    size = len(str(read.column(1)[0]))
    refused = False
    try:
        yield scratch.step(
            update_cells(scratch.block(2, 1, 2, 1), texts("x"), _VALUE),
            update_cells(scratch.block(3, 1, 3, 1), texts("ก" * (LONGEST_CELL + 1)), _VALUE),
        )
    except StoreError:
        refused = True
    read = yield scratch.step()
    yield held("longest", [LONGEST_CELL, True, 1], [size, refused, len(read.column(1))])


def links(scratch: Scratch, _: dt.date) -> Script:
    """Words that lead to a cell of the same spreadsheet keep their address."""
    uri = f"#gid={scratch.lookup}&range=A1"
    run = {"format": {"link": {"uri": uri}}}
    cell = {_VALUE: {"stringValue": "here"}, "textFormatRuns": [run]}
    at = scratch.block(1, 1, 1, 1)
    yield scratch.step(update_cells(at, [[cell]], f"{_VALUE},textFormatRuns"))
    (row,) = scratch.runner.cells(at, "hyperlink,textFormatRuns(format(link))")
    runs = [one["format"]["link"]["uri"] for one in row[0].get("textFormatRuns", ()) if one]
    yield held("links", [uri], runs or [row[0].get("hyperlink", "")])


def moved_row(scratch: Scratch, _: dt.date) -> Script:
    """A row that is moved takes its values and its notes along."""
    yield scratch.step(
        update_cells(scratch.block(), texts("a", "b", "c"), _VALUE),
        note(scratch.block(3, 1, 3, 1), "of c"),
    )
    read = yield scratch.step(move_row(scratch.sheet, 3, 1))
    rows = scratch.runner.cells(scratch.block(1, 1, 3, 1), "effectiveValue,note")
    yield held("moved-row", ["c", "a", "b", "of c"], [*read.column(1), rows[0][0].get("note", "")])


def _blank(cell: object) -> object:
    return "" if cell is None else cell
