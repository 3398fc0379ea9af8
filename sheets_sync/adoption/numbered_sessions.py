"""Sessions in columns of a list of communities: ครั้งที่ 1, ครั้งที่ 2, with the day of each."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from sheets_sync.adoption.layouts.found import Record
from sheets_sync.adoption.mapping import LeftHeading
from sheets_sync.registry.text import arabic_digits, clean
from sheets_sync.registry.workbook import RawCell

DayOf = Callable[[RawCell], dt.date | None]

_HEADED = re.compile(
    r"(?:วันที่)?\s*(?:จัด|ประชุม)?\s*(?:กิจกรรม|การประชุม|ประชุม)?\s*(?:ครั้งที่|session|meeting)\s*(\d{1,2})"
    r"\s*(?:\([^()]*\))?",
    re.IGNORECASE,
)
_FEWEST = 2
"""One alone may be anything."""
_PLACE = re.compile(r"\s+(?:ณ|ที่)\s*(?=\S)")


def session_columns(left: Sequence[LeftHeading]) -> dict[int, int]:
    """By column the number of its session: at least two."""
    found: dict[int, int] = {}
    for one in left:
        said = _HEADED.fullmatch(arabic_digits(clean(one.heading)))
        if said and int(said[1]) not in found.values():
            found[one.position] = int(said[1])
    return found if len(found) >= _FEWEST else {}


def session_in(cell: RawCell, number: int, day_of: DayOf) -> Record | None:
    """The session that a cell tells the day of, perhaps with its place; None where it does not."""
    day, place = cell, ""
    if isinstance(cell, str):
        day, *behind = _PLACE.split(cell.strip(), maxsplit=1)
        place = behind[0] if behind else ""
    if day_of(day) is None and (not isinstance(day, str) or day_of(f"1 {day}") is None):
        return None
    return {"number": number, "planned_on": day, **({"place": place} if place else {})}
