"""Hidden words under a sort, and how soon Drive tells of a change."""

import datetime as dt
import time
from collections.abc import Iterator

from sheets_sync.errors import StewardError
from sheets_sync.observations import Observation
from sheets_sync.stores.google.batch import forget, sort, text, update_cells
from sheets_sync.stores.google.batch_lines import mark_row
from sheets_sync.stores.google.probing.answers import held, only_seen
from sheets_sync.stores.google.probing.scratch import Scratch, texts

_KEY = "cop-steward-probe-row"
_WAITS = (0, 1, 2, 4, 8, 15, 30)
"""Seconds between looks: a minute in all."""


def marked_rows(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """Where hidden words of a row are after a sort; nothing of ours rests on them."""
    scratch.do(
        update_cells(scratch.block(), texts("b", "a"), "userEnteredValue"),
        mark_row(scratch.sheet, 1, _KEY, "b"),
    )
    scratch.do(sort(scratch.block(1, 1, 2, 1), 1))
    yield only_seen("marked-rows", scratch.marked(_KEY))
    scratch.do(forget(_KEY))


def version(scratch: Scratch, _: dt.date) -> Iterator[Observation]:
    """Drive tells a new version soon after a change, where its scope is given."""
    try:
        before = scratch.version()
    except StewardError as error:
        yield only_seen("version-untold", error.name)
        return
    scratch.do(text(scratch.block(1, 1, 1, 1), "changed"))
    start = time.monotonic()
    for wait in _WAITS:
        time.sleep(wait)
        if scratch.version() != before:
            seconds = round(time.monotonic() - start)
            yield Observation("probe.version", "good", {"saw": seconds, "wanted": sum(_WAITS)})
            return
    yield held("version", sum(_WAITS), f"> {sum(_WAITS)}")
