"""The cells of choice columns as a copy has them: the choice in the place of an agency's word."""

from collections.abc import Iterable, Mapping, Sequence

from sheets_sync.adoption.layouts.found import Record
from sheets_sync.adoption.mapping import ChoiceWord
from sheets_sync.registry.schema import Language, Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold


def with_choices(
    records: Mapping[str, Sequence[Record]],
    words: Iterable[ChoiceWord],
    schema: Schema,
    language: Language,
) -> dict[str, list[Record]]:
    """The records of each tab with every word that means a choice written as that choice.

    A new registry has no overlay that says what the word means, and its drop-down lacks it.
    """
    instead: dict[str, dict[tuple[str, str], str]] = {}
    for one in words:
        if one.choice:
            choice = schema.tabs[one.tab].columns[one.column].choices[one.choice]
            key = (one.column, fold(one.word))
            instead.setdefault(one.tab, {})[key] = choice.label(language)
    return {
        tab: [_chosen(row, instead[tab]) for row in rows] if tab in instead else list(rows)
        for tab, rows in records.items()
    }


def _chosen(record: Record, instead: Mapping[tuple[str, str], str]) -> Record:
    return {name: instead.get((name, fold(shown(cell))), cell) for name, cell in record.items()}
