"""Which choice a word that the schema lacks most likely means."""

from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import Column
from sheets_sync.registry.text import fold

_NEAR = 0.75
_SHORTEST_BEGINNING = 4


def suggested_choice(text: str, column: Column) -> str:
    """The choice that a word probably means; it is asked about, and empty where none does."""
    word = fold(text)
    return next(
        (name for name, words in column.choices.items() if word in map(fold, words.near)), ""
    )


def meant_choice(text: str, column: Column) -> str:
    """The choice that a word is, begins with or is a slip for; empty where that cannot be told."""
    word = fold(text)
    spellings = {
        fold(spelling): name
        for name, words in column.choices.items()
        for spelling in words.spellings(name)
    }
    begun = [
        spelling
        for spelling in spellings
        if word == spelling or (len(spelling) >= _SHORTEST_BEGINNING and word.startswith(spelling))
    ]
    if begun:
        return spellings[max(begun, key=len)]
    near = nearest(word, tuple(spellings), _NEAR)
    return "" if near is None else spellings[near]
