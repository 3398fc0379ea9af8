"""Phrases: sentences by their name, said later in the reader's language."""

import re

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\|[^{}|]*\|[^{}|]*)?\}")
"""Where a sentence takes a fact, or `{count|word|words}` after one: a word, by how many."""


class LazySentence:
    """A sentence as a fact of another one: named now, said in the reader's language."""

    __slots__ = ("facts", "name")

    def __init__(self, name: str, /, **facts: object) -> None:
        self.name = name
        self.facts = facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazySentence) and (self.name, self.facts) == (
            other.name,
            other.facts,
        )

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Phrase({self.name!r}, **{self.facts!r})"
