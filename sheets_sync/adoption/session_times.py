"""What a column of times says of a session: from when to when, or how long it took."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean
from sheets_sync.registry.workbook import RawCell

IsTime = Callable[[RawCell], bool]

_TIME = r"(\d{1,2}[.:]\d\d)\s*(?:น\.?)?"
_FROM_TO = re.compile(rf"{_TIME}\s*(?:[-–—]|ถึง|to)\s*{_TIME}(?:\s*\(?\s*(?P<hours>[^()]*?)\)?)?")
_HOURS = re.compile(
    r"(?:รวม|ประมาณ)?\s*\d+(?:[.:]\d+)?\s*(?:ชั่วโมง(?:ครึ่ง)?|ช\.?\s*ม\.?|hours?|hrs?\.?)(?:\s*\d+\s*(?:นาที|น\.?|min\w*))?",
    re.IGNORECASE,
)


def is_span(text: str) -> bool:
    """Whether a cell says from when to when: 09.00-12.00 น."""
    return _FROM_TO.fullmatch(arabic_digits(clean(text))) is not None


def with_times(
    session: Mapping[str, RawCell], is_time: IsTime
) -> tuple[dict[str, RawCell], frozenset[str]]:
    """The session with a beginning and an end of 09.00-12.00 น., and the hours of 3 ชม.

    What is neither, as ครึ่งวันเช้า, is no time of day: its column is named, and nothing of it taken.
    """
    found = dict(session)
    lost: set[str] = set()
    for column in ("starts_at", "ends_at"):
        cell = session.get(column)
        if isinstance(cell, dt.time | dt.datetime | dt.timedelta | int | float) or cell is None:
            continue
        text = arabic_digits(clean(shown(cell)))
        span = _FROM_TO.fullmatch(text)
        if span is not None and column == "starts_at" and "ends_at" not in session:
            found |= {"starts_at": span[1], "ends_at": span[2]}
            text = span["hours"] or ""
            if not text:
                continue
        elif is_time(cell):
            continue
        else:
            del found[column]
        if _HOURS.fullmatch(text) and "hours" not in session:
            found["hours"] = text
        else:
            lost.add(column)
    return found, frozenset(lost)
