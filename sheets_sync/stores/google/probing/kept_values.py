"""Hidden words under a sort, and how soon Drive tells of a change."""

import datetime as dt
import time

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.errors import StewardError
from sheets_sync.stores.google.probing.answers import held, only_seen
from sheets_sync.stores.google.probing.interleave import Script
from sheets_sync.stores.google.probing.scratch import Scratch, texts
from sheets_sync.stores.google.writing.batch import sort, text, update_cells
from sheets_sync.stores.google.writing.batch_lines import insert_columns, mark_column, mark_row

_KEY, _COLUMN = "cop-steward-probe-row", "cop-steward-probe-column"
_WAITS = (0, 1, 2, 4, 8, 15, 30)
"""Seconds between looks: a minute in all."""


def marked_rows(scratch: Scratch, _: dt.date) -> Script:
    """Where hidden words of a row are after a sort; nothing of ours rests on them."""
    yield scratch.step(
        update_cells(scratch.block(), texts("b", "a"), "userEnteredValue"),
        mark_row(scratch.sheet, 1, _KEY, "b"),
    )
    yield scratch.step(sort(scratch.block(1, 1, 2, 1), 1))
    yield only_seen("marked-rows", scratch.runner.marked(_KEY))


def marked_column(scratch: Scratch, _: dt.date) -> Script:
    """A column with hidden words is typed into wherever it is, and its other cells stay."""
    yield scratch.step(
        update_cells(scratch.block(1, 2, 1, 2), texts("heading"), "userEnteredValue"),
        mark_column(scratch.sheet, 2, _COLUMN, "it"),
    )
    yield scratch.step(insert_columns(scratch.sheet, 1, 1))
    scratch.runner.enter(_COLUMN, (None, "=1+1"))
    read = yield scratch.step()
    yield held("marked-column", ["heading", 2], read.column(3))


def version(scratch: Scratch, _: dt.date) -> Script:
    """Drive tells a new version soon after a change, where its scope is given."""
    try:
        before = scratch.runner.version()
    except StewardError as error:
        yield only_seen("version-untold", error.name)
        return
    yield scratch.step(text(scratch.block(1, 1, 1, 1), "changed"))
    start = time.monotonic()
    for wait in _WAITS:
        time.sleep(wait)
        if scratch.runner.version() != before:
            seconds = round(time.monotonic() - start)
            yield Diagnostic("probe.version", "good", {"saw": seconds, "wanted": sum(_WAITS)})
            return
    yield held("version", sum(_WAITS), f"> {sum(_WAITS)}")
