"""A finding: one fact about one place in the workbook, and what tells it from all others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a severity is known without any schema
    from sheets_sync.registry.schema import Language, Schema


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The handbook says *must*, or the row cannot be used."""
    WARNING = "warning"
    """The handbook says *should*, or it is probably a slip."""
    INFO = "info"
    """Good practice."""


@dataclass(frozen=True, slots=True)
class Named:
    """A tab, a column or a choice as a fact of a finding: said by its label."""

    tab: str
    column: str = ""
    choice: str = ""

    def label(self, schema: "Schema", language: "Language") -> str:
        """The label in the reader's language."""
        tab = schema.tabs[self.tab]
        if not self.column:
            return tab.words.label(language)
        column = tab.columns[self.column]
        return (column.choices[self.choice] if self.choice else column.words).label(language)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, where, and what would be right.

    It holds facts; its sentence is made from `templates/rules/<rule>.toml`.
    """

    rule: str
    severity: Severity
    tab: str
    sheet: str
    """The title of the sheet; the tab's own label where no sheet is there."""
    row: int | None = None
    """The row's number in the spreadsheet."""
    column: str | None = None
    cell: str | None = None
    """The A1 address."""
    key: str | None = None
    """The record's key, parts joined by " · "; None where the row has no usable one."""
    community: str | None = None
    step: int | None = None
    value: str | None = None
    """What was typed."""
    suggestion: str | None = None
    """What to type instead, where that can be told."""
    detail: str = ""
    """What tells apart several findings of one rule at one cell."""
    content: str = ""
    """All that was typed in a row without a usable key."""
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)
    """More for the sentence."""
    work: bool = False
    """Work not done, as against data that are wrong."""

    def identity(self, registry: str) -> str:
        """A stable name: the same however rows are sorted, inserted or renumbered."""
        parts = (
            registry,
            self.rule,
            self.tab,
            self.key if self.key is not None else self.content,
            self.column or "",
            self.detail,
        )
        digest = blake2b("\x1e".join(parts).encode("utf-8", "surrogatepass"), digest_size=10)
        return digest.hexdigest()
