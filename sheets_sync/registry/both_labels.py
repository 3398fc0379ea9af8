"""The registry's names for somebody who reads another language than the registry is written in."""

from dataclasses import replace

from sheets_sync.registry.schema import Column, Language, Schema, Words


def with_both_labels(schema: Schema, language: Language, written: Language) -> Schema:
    """The schema whose labels in a language say, too, what stands in the registry itself."""

    def both(words: Words) -> Words:
        own, there = words.label(language), words.label(written)
        label = own if own == there else f"{own} ({there})"
        return replace(words, th=label) if language == "th" else replace(words, en=label)

    def of(column: Column) -> Column:
        choices = {name: both(words) for name, words in column.choices.items()}
        return replace(column, words=both(column.words), choices=choices)

    tabs = {
        name: replace(
            tab,
            words=both(tab.words),
            columns={key: of(column) for key, column in tab.columns.items()},
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)
