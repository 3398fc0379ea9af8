"""The schema of the workbook: tabs, columns, kinds and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from sheets_sync.registry.heading_text import heading_key
from sheets_sync.registry.text import fold

Kind: TypeAlias = Literal[
    "id",
    "text",
    "choice",
    "yes_no",
    "number",
    "date",
    "period",
    "month",
    "time",
    "person",
    "people",
    "areas",
    "email",
    "link",
    "reference",
]
Language: TypeAlias = Literal["th", "en"]

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Words:
    """One thing's names: Thai and English labels and what else people type for it."""

    th: str
    en: str
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """What people write who probably mean it: proposed and suggested, never read by itself."""

    def label(self, language: Language) -> str:
        """The label shown in that language."""
        return self.th if language == "th" else self.en

    def spellings(self, name: str) -> tuple[str, ...]:
        """Every accepted spelling, the name of the thing first."""
        return (name, self.th, self.en, *self.also)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tab."""

    name: str
    kind: Kind
    words: Words
    required: bool = False
    """Every row that has anything needs a value here."""
    choices: Mapping[str, Words] = field(default_factory=dict)
    default: str | None = None
    """The choice that a blank cell means."""
    to: str = ""
    """The tab whose key a reference names."""
    outside: Literal["refuse", "warn"] = "refuse"
    """Whether a person who is not on the staff list is an error or only to be looked at."""
    happened: bool = False
    """The date says that something has happened, so it cannot lie in the future."""
    bound: Literal["start", "end"] = "start"
    """Which end of a month or range a period column takes."""
    awaited: bool = False
    """Filled in later, so that "รอข้อมูล" there says that nothing is there yet."""
    element: str = ""
    """The element of the plan that the column states."""
    minimum: float | None = None
    above: float | None = None
    maximum: float | None = None
    at_most: str = ""
    """The column of the same row that a number may not exceed."""
    whole: bool = False
    unit: Literal["", "hours"] = ""
    """What a number counts, where a time span in its cell says the same."""
    limit: int | None = None
    """The longest text, in characters, where it is not the one of the settings."""
    example: str = ""
    note: Words = Words("", "")
    own: bool = False
    """The agency declared it: its heading is added to a workbook also where it is not required."""

    @property
    def placeholders_are_blank(self) -> bool:
        """Whether "-" or "รอข้อมูล" counts as nothing typed."""
        return self.required or self.awaited or bool(self.element) or self.kind != "text"


@dataclass(frozen=True)
class Tab:
    """One tab: what it is called, its columns and which of them make a row's key."""

    name: str
    words: Words
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    alternative_key: tuple[str, ...] = ()
    """The columns that identify a row without `key`."""
    optional: bool = False

    @property
    def identified_by(self) -> str | None:
        """The one column whose cell names a record, so that other rows can refer to it."""
        single = len(self.key) == 1 and self.columns[self.key[0]].kind in {"id", "reference"}
        return self.key[0] if single and not self.optional else None

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """The columns by everything that their headings may say, as headings are compared."""
        return {
            heading_key(spelling): name
            for name, column in self.columns.items()
            for spelling in column.words.spellings(name)
        }

    @cached_property
    def own_headings(self) -> frozenset[str]:
        """What columns are called by themselves, as against what else people call them."""
        return frozenset(
            heading_key(name)
            for column in self.columns.values()
            for name in (column.name, column.words.th, column.words.en)
        )


@dataclass(frozen=True)
class Schema:
    """The whole registry: tabs in order, the ten areas, placeholders, yes and no."""

    tabs: Mapping[str, Tab]
    areas: Mapping[str, Words]
    placeholders: frozenset[str]
    """Folded whole-cell texts that mean "not known yet"."""
    yes: frozenset[str]
    no: frozenset[str]
    yes_words: Words
    no_words: Words
    status_column: Words
    """The heading of the column we keep beside the rows."""

    def tab_named(self, title: str) -> Tab | None:
        """The tab that a sheet's title means, if any."""
        return self._by_title.get(fold(title))

    @cached_property
    def _by_title(self) -> Mapping[str, Tab]:
        """By every spelling of its title, folded; what two tabs are called means the first."""
        found: dict[str, Tab] = {}
        for tab in self.tabs.values():
            for word in tab.words.spellings(tab.name):
                found.setdefault(fold(word), tab)
        return found

    def named(self, titles: Iterable[str]) -> frozenset[str]:
        """The names of the tabs that some sheets' titles mean."""
        return frozenset(tab.name for title in titles if (tab := self.tab_named(title)))

    @property
    def required(self) -> frozenset[str]:
        """The names of the tabs that a registry cannot be without."""
        return frozenset(tab.name for tab in self.tabs.values() if not tab.optional)

    @property
    def plan_elements(self) -> tuple[str, ...]:
        """The eight elements in the plan's order."""
        names = (column.element for column in self.tabs["plans"].columns.values())
        return tuple(dict.fromkeys(name for name in names if name))
