"""What becomes of days that people type, and how a day is shown."""

import datetime as dt

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.planning.workbook_tabs.tab_model import TabCell
from sheets_sync.registry.dates import read_date
from sheets_sync.stores.google.probing.answers import held, in_words, only_seen
from sheets_sync.stores.google.probing.interleave import Script
from sheets_sync.stores.google.probing.scratch import Scratch
from sheets_sync.stores.google.writing.batch import paste, repeat_cell, update_cells
from sheets_sync.stores.google.writing.cells import VALUES, cell_data

_DAY = dt.date(2026, 11, 22)
TYPED = {
    "22/11/2569": _DAY,
    "22/11/2026": _DAY,
    "22 พ.ย. 2569": _DAY,
    "22 พฤศจิกายน 2569": _DAY,
    "๒๒/๑๑/๒๕๖๙": _DAY,
    "22/11/69": _DAY,
    "5/6/2569": dt.date(2026, 6, 5),
}
_TEXT = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
_BUDDHIST = {"type": "DATE", "pattern": "[$-107041E]d mmm yyyy"}
_YEAR = "2569"


def typed(scratch: Scratch, today: dt.date) -> Script:
    """In cells for text a day stays as typed; elsewhere what is made of it is still that day."""
    read = yield scratch.step(
        repeat_cell(scratch.block(1, 2, None, 2), _TEXT, "userEnteredFormat.numberFormat"),
        paste(scratch.sheet, 1, 1, TYPED),
        paste(scratch.sheet, 1, 2, TYPED),
    )
    found, as_text = read.column(1), read.column(2)
    yield held("typed-text", list(TYPED), as_text)
    meant = {words: day.isoformat() for words, day in TYPED.items()}
    days = [read_date(cell, today).value for cell in found]
    told_as = {words: day and day.isoformat() for words, day in zip(TYPED, days, strict=False)}
    seen = held("typed-dates", meant, told_as)
    cells = {words: in_words(cell) for words, cell in zip(TYPED, found, strict=False)}
    yield Diagnostic(seen.name, seen.state, {**seen.facts, "saw": in_words(cells)})


def shown(scratch: Scratch, _: dt.date) -> Script:
    """Our days show their Buddhist year; whether a pattern of Excel's would is only seen."""
    serial = cell_data(TabCell(_DAY), lambda _: None)
    other = {**serial, "userEnteredFormat": {"numberFormat": _BUDDHIST}}
    yield scratch.step(update_cells(scratch.block(1, 1, 2, 1), [[serial], [other]], VALUES))
    ours, excels = scratch.runner.cells(scratch.block(1, 1, 2, 1), "formattedValue")
    saw = ours[0].get("formattedValue", "")
    fits = saw.startswith("22 ") and saw.endswith(f" {_YEAR}")
    yield held("shown-day", saw if fits else f"22 … {_YEAR}", saw)
    yield only_seen("buddhist-pattern", excels[0].get("formattedValue", ""))
