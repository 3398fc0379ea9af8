"""What a mapping adds to the declaration of the registry."""

from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync.adoption.mapping import ChoiceWord, SheetMatch
from sheets_sync.registry.schema import Schema, Words
from sheets_sync.registry.text import clean, fold


def overlay_of(
    sheets: Iterable[SheetMatch], words: Iterable[ChoiceWord], schema: Schema
) -> Mapping[str, Any]:
    """The overlay that makes the reader find every sheet, heading and word; empty without need."""
    tabs: dict[str, Any] = {}
    for match in sheets:
        tab = schema.tabs[match.tab]
        _add(tabs, (match.tab,), match.sheet, tab.words, match.tab)
        for column in match.columns:
            known = tab.columns[column.column].words
            _add(
                tabs,
                (match.tab, "columns", column.column),
                column.heading,
                known,
                column.column,
            )
    for word in words:
        if word.choice:
            known = schema.tabs[word.tab].columns[word.column].choices[word.choice]
            place = (word.tab, "columns", word.column, "choices", word.choice)
            _add(tabs, place, word.word, known, word.choice)
    return {"tabs": tabs} if tabs else {}


def _add(tabs: dict[str, Any], place: tuple[str, ...], text: str, known: Words, name: str) -> None:
    """Note one more spelling at its place, unless it is known."""
    if fold(text) in {fold(spelling) for spelling in known.spellings(name)}:
        return
    table = tabs
    for key in place:
        table = table.setdefault(key, {})
    also: list[str] = table.setdefault("also", [])
    if fold(text) not in map(fold, also):
        also.append(clean(text))
