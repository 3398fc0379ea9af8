"""Takes the names of people out of what was typed, for the copy that names no member."""

import re
from collections.abc import Iterable

from sheets_sync.registry.names import name_key
from sheets_sync.registry.text import clean

MARK = "…"
"""Stands where a name stood."""


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with each full name taken out, however it is spaced, with its title or without."""
    kept = cleaned = clean(text)
    for name in names:
        for form in (clean(name), name_key(name)):
            words = form.split()
            if words and words[0] in kept.casefold() and words[-1] in kept.casefold():
                kept = re.sub(r"\s*".join(map(re.escape, words)), MARK, kept, flags=re.IGNORECASE)
    return text if kept == cleaned else kept
