"""The formula of results under all that staff do to their rows, also in tables and filters."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.workbook import Area, RawCell, RawTab
from sheets_sync.stores.google.probing.answers import held, only_seen
from sheets_sync.stores.google.probing.interleave import Script
from sheets_sync.stores.google.probing.scratch import TITLE, Scratch, ScratchRead, TrialStep
from sheets_sync.stores.google.writing.batch import (
    JSON,
    Block,
    add_table,
    filter_without,
    formula,
    sheet_properties,
    sort,
    text,
    update_cells,
)
from sheets_sync.stores.google.writing.batch_lines import (
    delete_rows,
    insert_columns,
    insert_rows,
    merge_down,
    move_row,
)
from sheets_sync.stores.google.writing.cells import text_data
from sheets_sync.stores.google.writing.status_formula import LookedUp, rows_of, status_formula

_HEADINGS = ("key", "text")
_TEXTS = {"K1": "one", "K2": "two", "K3": "three", "K4": "four"}
_COLUMN = StatusColumn(
    sheet=TITLE,
    heading="result",
    header_row=1,
    keys=((1,),),
    texts={2: "one", 3: "two", 4: "three", 5: "four"},
    fine="fine",
    without_key="no key",
    unchecked="new",
)


def rows_that_move(scratch: Scratch, _: dt.date) -> Script:
    """Each thing that staff do, and then every row's own text beside it."""
    read = yield _filled(scratch)
    yield held("spill", _TEXTS, _beside(read))
    steps: Sequence[tuple[str, tuple[JSON, ...]]] = (
        ("insert", (insert_rows(scratch.sheet, 2, 1),)),
        ("sort", (sort(scratch.block(2, 1, 6, 2), 1, descending=True),)),
        ("sort-with-result", (sort(scratch.block(2, 1, 6, 3), 1),)),
        ("move", (move_row(scratch.sheet, 5, 2),)),
        ("column", (insert_columns(scratch.sheet, 1, 1),)),
        ("rename", (sheet_properties(scratch.lookup, title=f"{scratch.lookup_title} 2"),)),
    )
    for name, requests in steps:
        read = yield scratch.step(*requests)
        at = 2 if name in {"column", "rename"} else 1
        yield held(f"{name}", _TEXTS, _beside(read, at))


def rows_deleted(scratch: Scratch, _: dt.date) -> Script:
    """A deleted row goes, the others keep their texts; hidden ones are read all the same."""
    yield _filled(scratch)
    read = yield scratch.step(delete_rows(scratch.sheet, 3, 3))
    left = {key: said for key, said in _TEXTS.items() if key != "K2"}
    yield held("delete", left, _beside(read))
    read = yield scratch.step(filter_without(scratch.block(1, 1, 4, 2), 1, ["K1"]))
    yield held("filter", left, _beside(read))


def table_beside(scratch: Scratch, _: dt.date) -> Script:
    """Beside a table the formula goes on."""
    yield _filled(scratch)
    read = yield scratch.step(add_table(scratch.block(1, 1, 5, 2), "probe_beside"))
    yield held("table-beside", _TEXTS, _beside(read))


def table_inside(scratch: Scratch, _: dt.date) -> Script:
    """Inside a table nothing of ours ever stands; what would become of it is only seen."""
    yield _filled(scratch)
    read = yield scratch.step(add_table(scratch.block(1, 1, 5, 3), "probe_inside"))
    yield only_seen("table-inside", _beside(read))


def under_merged_cells(scratch: Scratch, _: dt.date) -> Script:
    """Rows that the merged cell of a group covers have its key."""
    column = replace(_COLUMN, keys=((1, 2),))
    columns = (["group", "G1", None, "G2", None], ["number", "1", "2", "1", "2"])
    areas = tuple(Area(row, 1, row + 1, 1) for row in (2, 4))
    looked = LookedUp(column, RawTab(TITLE, columns, merged=areas), scratch.sheet)
    said = status_formula(column, scratch.sheet, others=(), lookup=scratch.lookup_title, merged={1})
    rows = [[text_data(cell) if cell else {} for cell in row] for row in zip(*columns, strict=True)]
    lookup = [[text_data(key), text_data(text)] for key, text in rows_of(looked, 1)]
    read = yield scratch.step(
        update_cells(Block(scratch.lookup), lookup, "userEnteredValue"),
        update_cells(scratch.block(1, 1, 5, 2), rows, "userEnteredValue"),
        *(merge_down(scratch.block(row, 1, row + 1, 1)) for row in (2, 4)),
        formula(scratch.block(1, 3, 1, 3), said),
    )
    saw = [_plain(cell) for cell in read.column(3)[: len(rows)]]
    yield held("merged", [column.heading, *column.texts.values()], saw)


def in_the_way(scratch: Scratch, _: dt.date) -> Script:
    """What is typed into the column stays, its heading says so, and mends itself."""
    yield _filled(scratch)
    read = yield scratch.step(text(scratch.block(4, 3, 4, 3), "typed"))
    saw = [_plain(cell) for cell in read.column(3)]
    yield held("blocked", ["#REF!", "", "", "typed"], saw)
    read = yield scratch.step(update_cells(scratch.block(4, 3, 4, 3), [[{}]], "userEnteredValue"))
    yield held("unblocked", _TEXTS, _beside(read))


def _filled(scratch: Scratch) -> TrialStep:
    """Four records, what is to be said of them, and the formula beside them."""
    columns = ([_HEADINGS[0], *_TEXTS], [_HEADINGS[1], *("x" for _ in _TEXTS)])
    looked = LookedUp(_COLUMN, RawTab(TITLE, columns), scratch.sheet)
    lookup = [[text_data(key), text_data(said)] for key, said in rows_of(looked, 1)]
    rows = [[text_data(cell) for cell in row] for row in zip(*columns, strict=True)]
    said = status_formula(_COLUMN, scratch.sheet, others=(2,), lookup=scratch.lookup_title)
    return scratch.step(
        update_cells(Block(scratch.lookup), lookup, "userEnteredValue"),
        update_cells(scratch.block(1, 1, 5, 2), rows, "userEnteredValue"),
        formula(scratch.block(1, 3, 1, 3), said),
    )


def _beside(read: ScratchRead, first: int = 1) -> dict[str, str]:
    """By key, in the order of the keys, what stands beside it."""
    keys, texts = read.column(first), read.column(first + 2)
    found = {
        str(key): str(_plain(texts[row])) if row < len(texts) else ""
        for row, key in enumerate(keys)
        if row and key not in {None, ""}
    }
    return dict(sorted(found.items()))


def _plain(cell: RawCell) -> RawCell:
    return "" if cell is None else cell
