"""Labels with their values, as forms and the lines above lists have them."""

import re

from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.text import clean

SURE = 0.8
_ABOUT_ONE = ("communities", "plans")
"""The tabs whose rows are about one community as a whole."""


def label_of(text: str) -> str:
    """A label without its colon and its dots, and without its number in the form."""
    return _NUMBER.sub("", clean(text).strip()).rstrip(":：.… ").strip()


_NUMBER = re.compile(r"^(?:ข้อ(?:ที่)?\s*)?[0-9๐-๙]{1,2}\s*[.)]\s*(?=[^\d\s])")


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
