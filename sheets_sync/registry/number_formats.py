"""What a number looks like under its format, as far as that changes what it says.

A code kept as the number 101 and shown as 00101 is 00101 to whoever reads it, and a time span kept
as a part of a day is hours and minutes. How many decimals a measured number shows is not looked at.
"""

import datetime as dt
import re
from functools import cache

from sheets_sync.registry.workbook import RawCell

_PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|(?P<hours>\[(?:h+|m+|s+)\])|\[[^\]]*\]'
    r"|(?P<digits>0)|(?P<free>[#?])|(?P<plain>[-()/: ]|[^\x00-\x7f])|(?P<general>General)"
    r"|(?P<clock>h+|s+|m+)|(?P<other>.)",
    re.IGNORECASE,
)
_MOST = 10**15
"""Larger whole numbers are not exact any more."""


def is_of_interest(pattern: str) -> bool:
    """Whether numbers of this format may say something else than the number itself."""
    return _is_span(pattern) or _code(pattern) is not None


def code_shown(number: RawCell, pattern: str) -> str | None:
    """The code that a whole number is shown as; nothing where it is shown as a number."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    places = _code(pattern)
    if places is None or not 0 <= number < _MOST or number != int(number):
        return None
    digits = list(str(int(number)))
    shown: list[str] = []
    first = next((at for at, (kind, _) in enumerate(places) if kind != "text"), 0)
    for at in range(len(places) - 1, -1, -1):
        kind, text = places[at]
        if kind == "text":
            shown.append(text)
            continue
        if digits:
            shown.append(digits.pop())
        elif kind == "0":
            shown.append("0")
        if at == first or kind == "general":
            shown.append("".join(digits))
            digits = []
    return "".join(reversed(shown))


def span_shown(number: RawCell, pattern: str) -> dt.timedelta | None:
    """The time span that a number is shown as; nothing where it is none."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not _is_span(pattern):
        return None
    return dt.timedelta(days=number) if 0 <= number < _LONGEST_SPAN else None


_LONGEST_SPAN = 366


@cache
def _pieces(pattern: str) -> tuple[tuple[str, str], ...]:
    """The first section of a format, piece by piece."""
    found = []
    for match in _PIECES.finditer(pattern):
        if match["other"] == ";":
            break
        kind = match.lastgroup or ""
        if kind:
            found.append((kind, match[kind]))
    return tuple(found)


@cache
def _is_span(pattern: str) -> bool:
    kinds = {kind for kind, _ in _pieces(pattern)}
    texts = {text.lower()[:1] for kind, text in _pieces(pattern) if kind in {"clock", "other"}}
    hours = "hours" in kinds or "h" in texts
    return hours and not texts & {"y", "d", "e", "b"} and not kinds & {"digits", "general"}


@cache
def _code(pattern: str) -> tuple[tuple[str, str], ...] | None:
    """Places and texts of a format that makes codes; nothing where it only shows numbers."""
    pieces = _pieces(pattern)
    kinds = [kind for kind, _ in pieces]
    if not {"digits", "free", "general"} & set(kinds) or {"hours", "clock", "other"} & set(kinds):
        return None
    names = {"digits": "0", "free": "#", "general": "general"}
    places = tuple((names.get(kind, "text"), text) for kind, text in pieces)
    said = any(kind == "text" and text.strip() for kind, text in places)
    return places if said or kinds.count("digits") > 1 else None
