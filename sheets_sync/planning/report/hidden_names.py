"""Takes the names of people out of what was typed, for the copy that names no member."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.text import clean

BEGINNING = 3
"""So many characters of a name are looked for first."""
MARK = "…"
"""Stands where a name stood."""
_REACHED_AT = re.compile(
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\d/])[0๐]\d(?:[ -]?\d){7,8}(?!\d)"
)
"""An e-mail address, or a number of a telephone; Thai words stand at it without a space."""
_WORD = re.compile(r"[A-Za-z0-9-]{4,}")
"""What may be a staff number; shorter ones are also numbers of other things."""


@dataclass(frozen=True)
class HiddenNames:
    """The full names that must not be told."""

    forms: tuple[tuple[str, ...], ...]
    """Each name's words, with its title and without; the longest first."""
    _told: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _by_beginning(self) -> Mapping[str, list[int]]:
        """By how their first word begins, the places of the names: few of them fit a text."""
        found: dict[str, list[int]] = {}
        for place, words in enumerate(self.forms):
            found.setdefault(words[0][:BEGINNING], []).append(place)
        return found

    def _perhaps_in(self, folded: str) -> list[tuple[str, ...]]:
        """The names that a text may hold, in their order."""
        begun = self._by_beginning
        places = {
            place
            for at in range(len(folded))
            for length in range(1, BEGINNING + 1)
            for place in begun.get(folded[at : at + length], ())
        }
        return [self.forms[place] for place in sorted(places)]

    def out_of(self, text: str) -> str:
        """The text with each of the names taken out, however it is spaced."""
        if text not in self._told:
            self._told[text] = self._without(text)
        return self._told[text]

    def _without(self, text: str) -> str:
        kept = cleaned = clean(text)
        folded = kept.casefold()
        for words in self._perhaps_in(folded):
            if words[0] in folded and words[-1] in folded:
                name = r"\s*".join(map(re.escape, words))
                kept = re.sub(name, MARK, kept, flags=re.IGNORECASE)
        return text if kept == cleaned else kept


def hidden_names(names: Iterable[str]) -> HiddenNames:
    """What hides these names, as they stand in the staff list and without titles."""
    forms = {
        tuple(form.casefold().split()) for name in names for form in (clean(name), name_key(name))
    }
    return HiddenNames(tuple(sorted(filter(None, forms), key=lambda words: (-len(words), words))))


def without_marks(text: str, numbers: Collection[str]) -> str:
    """The text without what leads to one person: addresses, telephones, these staff numbers."""
    kept = _REACHED_AT.sub(MARK, text)
    return _WORD.sub(lambda word: MARK if word[0].casefold() in numbers else word[0], kept)
