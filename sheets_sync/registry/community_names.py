"""Names of communities without the words that only say what they are: กลุ่ม IT, CoP IT."""

import re

from sheets_sync.registry.text import arabic_digits, clean, fold

_COP = r"(?:cop(?![a-z])|ชุมชนนักปฏิบัติ(?:\s*\(cop\))?|ชุมชนแห่งการเรียนรู้)"
_KIND = re.compile(
    rf"(?:ชื่อ)?\s*(?:(?:กลุ่ม|เครือข่าย)\s*{_COP}|กลุ่ม(?!งาน)|{_COP}|(?:group|community)(?:\s+of\s+practice)?(?=\s|:|\d))"
    r"\s*(?:ที่)?\s*(?P<number>\d{0,3})\s*[.:)\-–]*\s*",
    re.IGNORECASE,
)


def core_of(name: str) -> str:
    """A name, as it is compared, without the words that say that it is a community's."""
    said = _KIND.match(_plain(name))
    return fold(_plain(name)[said.end() :]) if said else fold(name)


def number_of(name: str) -> str:
    """The number among those words: 1 in กลุ่มที่ 1 พัสดุ; empty without one."""
    said = _KIND.match(_plain(name))
    return said["number"] if said else ""


def _plain(name: str) -> str:
    return arabic_digits(clean(name)).strip()
