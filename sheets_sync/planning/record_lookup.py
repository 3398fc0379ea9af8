"""Which record is meant by what somebody typed, as the records stood at the last look."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.record_changes import BETWEEN, PastChange, RecordContent
from sheets_sync.registry.text import fold

Kept = Callable[[str], Mapping[str, RecordContent]]
"""By name of a tab, its kept records."""

_NAMED = {"communities": ("name",), "staff": ("email", "full_name")}
"""By tab, the columns besides the key by which people call a record."""


def meant_record(typed: str, kept: Kept, tabs: tuple[str, ...]) -> str | None:
    """The key of the one record that is meant by ID, name or address; None where it is not clear.

    A part of a key is a record, too: a session that has no row any more, or an unlisted person.
    """
    word = fold(typed)
    for tab in ("communities", "staff", *tabs):
        keys = {fold(key): key for key in kept(tab)}
        if word in keys:
            return keys[word]
    for tab, columns in _NAMED.items():
        named = [
            key
            for key, one in kept(tab).items()
            if any(_names(one, columns, word, name_key(typed)))
        ]
        if len(named) == 1:
            return named[0]
    return None


def _names(one: RecordContent, columns: tuple[str, ...], word: str, name: str) -> Iterator[bool]:
    cells = json.loads(one.cells)
    for column in columns:
        text = cells.get(column, "")
        yield bool(text) and (fold(text) == word or name_key(text) == name)


def people_named(kept: Kept) -> dict[str, str]:
    """By staff number, the full name."""
    return {
        key: name
        for key, one in kept("staff").items()
        if (name := json.loads(one.cells).get("full_name"))
    }


def key_with_names(key: str, people: Mapping[str, str]) -> str:
    """The key of a record, with the name beside every staff number."""
    parts = key.split(BETWEEN)
    return BETWEEN.join(f"{part} {people[part]}" if part in people else part for part in parts)


def past_change_shown(one: PastChange, people: Mapping[str, str], zone: dt.tzinfo) -> PastChange:
    """The same for readers: in the agency's time, and with the names of people in its key."""
    key = key_with_names(one.change.key, people)
    return PastChange(
        replace(one.change, key=key), one.since.astimezone(zone), one.at.astimezone(zone)
    )
