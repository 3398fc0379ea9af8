"""What a person says of a workbook where the program is unsure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sheets_sync.adoption.mapping import LISTS, LeftHeading, Proposal, SheetMatch
from sheets_sync.registry.schema import Schema, Tab, Words
from sheets_sync.registry.text import fold

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SheetAnswers:
    """What was said of one sheet."""

    tab: str | None = None
    """The tab that it feeds; empty for none, None where nothing was said."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """By heading, as it is compared, the column it is, or the tab of the people its cells list.

    Empty for none of ours.
    """
    words: Mapping[str, str] = field(default_factory=dict)
    """By word of a choice, as it is compared, the choice it means; empty for none."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said of a workbook, by the titles of its sheets as they are compared."""

    sheets: Mapping[str, SheetAnswers] = field(default_factory=dict)

    def of(self, sheet: str) -> SheetAnswers:
        """What was said of a sheet."""
        return self.sheets.get(fold(sheet), SheetAnswers())

    def without_tabs(self, sheets: Iterable[str]) -> "Answers":
        """What was said, but for the tabs that some sheets are; those that are none stay so."""
        of = {fold(sheet) for sheet in sheets}
        kept = {
            title: replace(one, tab=None) if title in of and one.tab else one
            for title, one in self.sheets.items()
        }
        return Answers(kept)

    def with_column(self, sheet: str, heading: str, column: str) -> "Answers":
        """One more answer about a heading."""
        one = self.of(sheet)
        columns = {**one.columns, fold(heading): column}
        return self._with(sheet, SheetAnswers(one.tab, columns, one.words))

    def with_tab(self, sheet: str, tab: str) -> "Answers":
        """One more answer about a sheet."""
        one = self.of(sheet)
        return self._with(sheet, SheetAnswers(tab, one.columns, one.words))

    def with_word(self, sheet: str, word: str, choice: str) -> "Answers":
        """One more answer about a word."""
        one = self.of(sheet)
        return self._with(
            sheet, SheetAnswers(one.tab, one.columns, {**one.words, fold(word): choice})
        )

    def _with(self, sheet: str, one: SheetAnswers) -> "Answers":
        return Answers({**self.sheets, fold(sheet): one})


NONE = Answers()


def names_of_headings(tab: Tab, schema: Schema) -> dict[str, Words]:
    """What a heading may be said to be: a column of the tab, or the tab of whom its cells list."""
    columns = {name: column.words for name, column in tab.columns.items()}
    return columns | {name: schema.tabs[name].words for name in LISTS.get(tab.name, ())}


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can decide."""

    sheet: str
    tab: str
    """The tab it is about; for a question about a whole sheet, the one it may feed."""
    left: LeftHeading | None = None
    """The heading; None for a question about the whole sheet."""
    word: str = ""
    """The word of a choice column; empty for any other question."""
    column: str = ""
    """The column of that word."""
    perhaps: str = ""
    """The choice that the word probably means."""


def _either(match: SheetMatch) -> Iterator[LeftHeading]:
    """The headings that are taken for one column and may be another as well."""
    for one in match.columns:
        if one.perhaps:
            columns = (one.column, *one.perhaps)
            yield LeftHeading(one.heading, one.position, "ambiguous", columns)


def questions(proposal: Proposal) -> tuple[Question, ...]:
    """Everything that is in doubt: sheets first, then the headings and words of each."""
    about_sheets = [Question(one.sheet, one.tab) for one in proposal.unused if one.perhaps]
    about_headings = [
        Question(match.sheet, match.tab, left)
        for match in proposal.sheets
        for left in (*_either(match), *match.left)
        if left.columns and left.reason not in {"declined", "name-part"}
    ]
    of_tab = {match.tab: match.sheet for match in reversed(proposal.sheets)}
    about_words = [
        Question(of_tab[one.tab], one.tab, word=one.word, column=one.column, perhaps=one.perhaps)
        for one in proposal.words
        if not one.choice and not one.declined
    ]
    return (*about_sheets, *about_headings, *about_words)
