"""Labels with their values, as forms and the lines above lists have them."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.text import clean

SURE = 0.8
_ABOUT_ONE = ("communities", "plans")
"""The tabs whose rows are about one community as a whole."""


def label_of(text: str) -> str:
    """A label without its colon and its dots, and without its number in the form."""
    return _NUMBER.sub("", clean(text).strip()).rstrip(":：.… ").strip()


_NUMBER = re.compile(r"^(?:ข้อ(?:ที่)?\s*)?[0-9๐-๙]{1,2}\s*[.)]\s*(?=[^\d\s])")


def labelled(text: str, columns: Columns) -> Iterator[tuple[str, str]]:
    """The labels in one cell, each with its value up to the next: ผู้ประสานงาน: …   หน่วยงาน: …."""
    found = [*_labels(text, columns)]
    for (_, first, colon), after in zip_longest(found, found[1:]):
        value = text[colon + 1 : after[0] if after else len(text)].strip()
        if value:
            yield text[first:colon].strip(), value


def _labels(text: str, columns: Columns) -> Iterator[tuple[int, int, int]]:
    """Where the value before a label ends, and where the label begins and has its colon.

    A later one is known, or set apart by more than a blank; in 09:30 there is none.
    """
    value: int | None = None
    for colon in (one.start() for one in _COLON.finditer(text)):
        gaps = [] if value is None else [*_GAP.finditer(text, value, colon)]
        wide = [gap for gap in gaps if len(gap[0]) > 1]
        known = (gap for gap in gaps if _is_known(text[gap.end() : colon], columns))
        gap = wide[-1] if wide else next(known, None)
        if value is None:
            yield 0, 0, colon
        elif gap is not None:
            yield gap.start(), gap.end(), colon
        value = colon + 1


_COLON = re.compile(r"(?<!\d):|:(?!\d)")
_GAP = re.compile(r"(?<=[^\s:])\s+(?=\S)")


def _is_known(label: str, columns: Columns) -> bool:
    if _TELEPHONE.fullmatch(label):
        return True
    return any(like.score >= _CERTAIN for like in columns.likes(label_of(label)).values())


_CERTAIN = 0.9
_TELEPHONE = re.compile(
    r"(?:เบอร์|หมายเลข)?โทร(?:\.|ศัพท์\S*)?|มือถือ|tel\S*|mobile|phone", re.IGNORECASE
)


def about_one(label: str, columns: Columns) -> tuple[str, str] | None:
    """Tab and column of what a label says of a community; None where it is none that is certain."""
    likes = columns.likes(label_of(label))
    best = [
        (like.score, -_ABOUT_ONE.index(tab), (tab, column))
        for (tab, column), like in likes.items()
        if tab in _ABOUT_ONE and column != "community" and like.score >= SURE
    ]
    if not best:
        of_group = [like for key, like in likes.items() if key == ("members", "community")]
        named = of_group and of_group[0].score >= SURE
        return ("communities", "name") if named else None
    return max(best)[2]
