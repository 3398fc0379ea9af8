"""A raw cell in the words of a spreadsheet."""

import datetime as dt

from sheets_sync.registry.workbook import CellError, CellObject, RawCell


def shown(raw: RawCell) -> str:
    """A raw cell as the spreadsheet shows it."""
    match raw:
        case None:
            return ""
        case str():
            return raw
        case bool():
            return "TRUE" if raw else "FALSE"
        case float():
            return str(int(raw)) if raw.is_integer() and abs(raw) < _EXACT else repr(raw)
        case CellError():
            return raw.code
        case CellObject():
            return ""
        case dt.timedelta():
            minutes = round(raw.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case dt.datetime():
            return f"{raw.day}/{raw.month}/{raw.year}" + _clock(raw.time())
        case dt.date():
            return f"{raw.day}/{raw.month}/{raw.year}"
        case dt.time():
            return raw.strftime("%H:%M")
        case _:
            return str(raw)


_EXACT = 2.0**53


def _clock(time: dt.time) -> str:
    return time.strftime(" %H:%M") if time != dt.time() else ""
