"""A session in the heading of a column: 5 พ.ย. 69, ครั้งที่ 2, or both."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.dates import read_stored
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits, clean
from sheets_sync.registry.workbook import RawCell

_NUMBER = re.compile(
    r"(?:กิจกรรม|ประชุม|การประชุม)?\s*(?:ครั้งที่|ครั้ง|session|meeting|no\.?)\s*(\d{1,3})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeadedSession:
    """What the headings of a column say of a session."""

    number: int | None
    day: RawCell
    """As it was typed; None where no day is named."""
    signed: bool = False
    """Whether people put their signature below it, and not a tick."""


_COUNTS = re.compile(
    r"(?:กิจกรรม|การ)?\s*(?:เข้าร่วม|ประชุม|กิจกรรม)?\s*(?:ครั้งที่|session|meeting)(?:\s*no\.?)?",
    re.IGNORECASE,
)


_BEFORE_DAY = re.compile(r"(\d{1,2})\s*[.:]?\s*\(\s*(.+?)\s*\)")
"""1 (8 ต.ค. 69): the number, and the day in brackets."""


def headed_session(
    cells: Sequence[RawCell], reader: ColumnReader, title: str = ""
) -> HeadedSession | None:
    """The session that a column of ticks stands for; None where its headings name none.

    Beneath the `title` ครั้งที่ a number says which one, beneath a month on which day.
    """
    number: int | None = None
    day: RawCell = None
    for cell in cells:
        # Google keeps a day as its serial number, and does not say that it is one.
        stored = read_stored(cell, reader.today, reader.years)
        if isinstance(stored, dt.date):
            day = stored
            continue
        alone = arabic_digits(shown(cell).strip())
        if title and alone.isdecimal():
            if _COUNTS.fullmatch(title):
                number = int(alone)
            elif _is_day(f"{alone} {title}", reader):
                day = f"{alone} {title}"
            continue
        text = arabic_digits(clean(shown(cell)))
        numbered = _BEFORE_DAY.fullmatch(text)
        if numbered is not None and _is_day(numbered[2], reader):
            number, day = int(numbered[1]), numbered[2]
            continue
        said = _NUMBER.match(text)
        if said is not None:
            number = int(said[1])
            text = text[said.end() :].strip(" ()[]:-–")
        if text and _is_day(text, reader):
            day = text
    return None if number is None and day is None else HeadedSession(number, day)


def _is_day(cell: RawCell, reader: ColumnReader) -> bool:
    """Whether a cell is one certain day; a day and its month are one, whose year is asked about."""
    column = reader.schema.tabs["sessions"].columns["planned_on"]
    read = reader.read(column, [cell])
    problems = {
        rule: read.problems_at(rule, 0) for rule in read.problems if rule != "date-era-slip"
    }
    found = [problem for some in problems.values() for problem in some]
    if np.isnat(read.at(0)):
        return bool(found) and all(problem.facts.get("meant") is not None for problem in found)
    return not found
