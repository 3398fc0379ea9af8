"""What a form says once for all who answer it: the full mark in a heading, the day it was sent."""

import re
from collections.abc import Iterable, Mapping

from sheets_sync.adoption.layouts.found import Record
from sheets_sync.adoption.mapping import ColumnMatch
from sheets_sync.registry.text import arabic_digits, clean

SCORES = frozenset({"pre_score", "post_score"})
DAYS: Mapping[str, str] = {"evaluations": "evaluated_on", "followups": "followed_up_on"}
"""The tabs that one form may answer together, each with its day."""
_FULL_MARK = re.compile(
    r"เต็ม\s*[:：=]?\s*(\d{1,3})(?![\d.])|(?:full\s+(?:score|marks?)|out\s+of)\s*[:=]?\s*(\d{1,3})(?![\d.])"
    r"|[(\[]\s*(\d{1,3})\s*(?:คะแนน|points?|marks?)\s*[)\]]",
    re.IGNORECASE,
)


def full_mark(headings: Iterable[str]) -> int | None:
    """The full mark that the headings of scores name: คะแนนก่อน (เต็ม 10); None for none, or two."""
    texts = (arabic_digits(clean(heading)) for heading in headings)
    said = {
        int(one) for text in texts for found in _FULL_MARK.findall(text) for one in found if one
    }
    return said.pop() if len(said) == 1 and said != {0} else None


def with_full_mark(record: Record, mark: int | None) -> Record:
    """A record of scores with the mark that they are out of."""
    if mark is None or "full_score" in record or SCORES.isdisjoint(record):
        return record
    return {**record, "full_score": mark}


def day_of_both(tab: str, matches: Iterable[ColumnMatch]) -> str | None:
    """The column of a tab whose day is that of all a form asks: its heading says of neither."""
    for one in matches:
        by_cells = all(reason.name == "contents" for reason in one.reasons)
        if one.column == DAYS.get(tab) and (by_cells or _WHEN_SENT.match(clean(one.heading))):
            return one.column
    return None


_WHEN_SENT = re.compile(
    r"ประทับเวลา|time\s*stamp|(?:วัน|เวลา|วันเวลา)(?:ที่)?(?:\s*(?:และเวลา|ที่))*\s*(?:ตอบ|กรอก|ส่ง|บันทึก)|submitted|completion\s+time",
    re.IGNORECASE,
)
