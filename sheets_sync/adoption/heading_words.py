"""The words of choice columns that the schema lacks, and which choice each most likely means."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheets_sync.adoption.answers import NONE, Answers
from sheets_sync.adoption.assigning import Assignment
from sheets_sync.adoption.choices import meant_choice, suggested_choice
from sheets_sync.adoption.mapping import ChoiceWord
from sheets_sync.adoption.sheets import SheetView
from sheets_sync.registry.schema import Column, Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import clean, fold

_MOST_WORDS = 20
"""More of them are no choices but texts."""
_LONGEST = 40


def choice_words(
    tab: Tab,
    views: Sequence[SheetView],
    found: Assignment,
    schema: Schema,
    answers: Answers = NONE,
) -> Iterator[ChoiceWord]:
    """Every word of one tab's choice columns that means no choice yet, the frequent ones first."""
    said: dict[str, str] = {}
    for view in views:
        said |= answers.of(view.title).words
    for column in tab.columns.values():
        if column.kind == "choice":
            for one in _words(tab, column, views, found, schema):
                meant = said.get(fold(one.word))
                if meant is None or (meant and meant not in column.choices):
                    yield one
                else:
                    yield replace(one, choice=meant, declined=not meant)


def _words(
    tab: Tab, column: Column, views: Sequence[SheetView], found: Assignment, schema: Schema
) -> Iterator[ChoiceWord]:
    known = {
        fold(spelling)
        for name, words in column.choices.items()
        for spelling in words.spellings(name)
    }
    counts: Counter[str] = Counter()
    typed: dict[str, str] = {}
    for view in views:
        for heading in found.columns_of(view).get(column.name, []):
            for cell in view.below(heading.position):
                text = clean(shown(cell))
                word = fold(text)
                if word and word not in known and word not in schema.placeholders:
                    counts[word] += 1
                    typed.setdefault(word, text)
    if len(counts) > _MOST_WORDS:
        return
    for word, cells in counts.most_common():
        if len(word) <= _LONGEST:
            perhaps = suggested_choice(word, column)
            meant = "" if perhaps else meant_choice(word, column)
            yield ChoiceWord(tab.name, column.name, typed[word], cells, meant, perhaps=perhaps)
