"""Which names mean one community: กลุ่ม IT, CoP IT and IT, where no two of them are listed."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sheets_sync.registry.community_names import core_of, number_of
from sheets_sync.registry.text import fold


def same_groups(listed: Iterable[str], used: Iterable[str]) -> Mapping[str, str]:
    """By folded name, the one to write instead: as it is listed, or as most write it.

    Two that are listed, or that have different numbers, are two communities.
    """
    own = {fold(name): name for name in listed if name.strip()}
    typed = [name for name in used if name.strip()]
    times = Counter(map(fold, typed))
    alike: dict[str, dict[str, str]] = {}
    for name in (*own.values(), *typed):
        alike.setdefault(core_of(name), {}).setdefault(fold(name), name)
    found: dict[str, str] = {}
    for core, names in alike.items():
        those_listed = [name for word, name in names.items() if word in own]
        numbers = {number_of(name) for name in names.values()} - {""}
        if not core or len(names) == 1 or len(those_listed) > 1 or len(numbers) > 1:
            continue
        most = those_listed or sorted(names.values(), key=lambda name: -times[fold(name)])
        found |= {word: most[0] for word in names if word not in own}
    return found
