"""The cells of our tabs as Google's `CellData`: typed, so that no text is ever anything else."""

import datetime as dt
import math
from collections.abc import Callable
from typing import TypeAlias

from sheets_sync.planning.workbook_tabs.plain_text import plain_text
from sheets_sync.planning.workbook_tabs.tab_model import Link, TabCell, Value
from sheets_sync.stores.google.writing.batch import JSON
from sheets_sync.stores.google.writing.cell_formats import number_format

LONGEST_CELL = 50_000
"""Signs (UTF-16 units) that a cell holds."""
VALUES = "userEnteredValue,userEnteredFormat.numberFormat,textFormatRuns,note,dataValidation"
"""The fields that `cell_data` fills in or, by leaving them out, empties."""

Address: TypeAlias = Callable[[Link], str | None]
"""Where a link leads, as a browser is told; None where its tab is not there."""

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001  serial numbers have no zone
_DAY = dt.timedelta(days=1)


def cell_data(cell: TabCell, address: Address) -> JSON:
    """Value, number format and link of a cell; its look is set apart from it."""
    value = cell.value
    if isinstance(value, Link):
        return _link(value, address)
    entered = _entered(value)
    if entered is None:
        return {}
    found: JSON = {"userEnteredValue": entered}
    pattern = number_format(cell) if "numberValue" in entered else None
    if pattern is not None:
        found["userEnteredFormat"] = {"numberFormat": pattern}
    return found


def text_data(text: str) -> JSON:
    """A cell that holds a text; a blank one for an empty text."""
    return {"userEnteredValue": {"stringValue": plain_text(text, LONGEST_CELL)}} if text else {}


def _entered(value: Value) -> JSON | None:
    match value:
        case bool():
            return {"boolValue": value}
        case str():
            return {"stringValue": plain_text(value, LONGEST_CELL)} if value else None
        case dt.date():
            return {"numberValue": _serial(value)}
        case int() | float():
            return {"numberValue": value} if math.isfinite(value) else None
    return None


def _link(link: Link, address: Address) -> JSON:
    """Words with a link of their own; the words alone where it would lead nowhere."""
    found = text_data(link.text)
    uri = address(link)
    if found and uri:
        found["textFormatRuns"] = [{"format": {"link": {"uri": uri}}}]
    return found


def _serial(day: dt.date) -> float:
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    serial = (moment.replace(tzinfo=None) - _FIRST_DAY) / _DAY
    return int(serial) if serial.is_integer() else round(serial, 9)
