"""Which names mean one community: กลุ่ม IT, CoP IT and IT, where no two of them are listed."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from sheets_sync.registry.text import arabic_digits, clean, fold

_COP = r"(?:cop(?![a-z])|ชุมชนนักปฏิบัติ(?:\s*\(cop\))?|ชุมชนแห่งการเรียนรู้)"
_KIND = re.compile(
    rf"(?:ชื่อ)?\s*(?:(?:กลุ่ม|เครือข่าย)\s*{_COP}|กลุ่ม(?!งาน)|{_COP}|(?:group|community)(?:\s+of\s+practice)?(?=\s|:|\d))"
    r"\s*(?:ที่)?\s*(?P<number>\d{0,3})\s*[.:)\-–]*\s*",
    re.IGNORECASE,
)


def same_groups(listed: Iterable[str], used: Iterable[str]) -> Mapping[str, str]:
    """By folded name, the one to write instead: as it is listed, or as most write it.

    Two that are listed, or that have different numbers, are two communities.
    """
    own = {fold(name): name for name in listed if name.strip()}
    typed = [name for name in used if name.strip()]
    times = Counter(map(fold, typed))
    alike: dict[str, dict[str, str]] = {}
    for name in (*own.values(), *typed):
        alike.setdefault(_core(name), {}).setdefault(fold(name), name)
    found: dict[str, str] = {}
    for core, names in alike.items():
        those_listed = [name for word, name in names.items() if word in own]
        numbers = {_number(name) for name in names.values()} - {""}
        if not core or len(names) == 1 or len(those_listed) > 1 or len(numbers) > 1:
            continue
        most = those_listed or sorted(names.values(), key=lambda name: -times[fold(name)])
        found |= {word: most[0] for word in names if word not in own}
    return found


def _core(name: str) -> str:
    """A name without the words that only say that it is a community's."""
    said = _KIND.match(_plain(name))
    return fold(_plain(name)[said.end() :]) if said else fold(name)


def _number(name: str) -> str:
    said = _KIND.match(_plain(name))
    return said["number"] if said else ""


def _plain(name: str) -> str:
    return arabic_digits(clean(name)).strip()
