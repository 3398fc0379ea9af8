"""What is proposed for a workbook that an agency already has, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sheets_sync.adoption.layouts.found import Layout
from sheets_sync.registry.likeness import HowAlike

LIMIT = 0.6
"""What is less certain is never mapped; it is shown with its reason instead."""

MatchReason: TypeAlias = (
    HowAlike | Literal["contents", "contents-fit", "contents-differ", "answered"]
)
ListReason: TypeAlias = Literal["members", "experts", "attendance"]
LeftReason: TypeAlias = (
    ListReason
    | Literal[
        "unknown",
        "unsure",
        "ambiguous",
        "repeated",
        "taken",
        "contents-differ",
        "declined",
        "counting",
        "name-part",
    ]
)
UnusedReason: TypeAlias = Literal[
    "empty", "unlike", "hidden", "copy", "same-rows", "optional", "unreadable", "declined"
]
ProblemKind: TypeAlias = Literal["two-headings", "second-heading-row", "several-people"]


LISTS: Mapping[str, tuple[ListReason, ...]] = {
    "communities": ("members", "experts"),
    "sessions": ("attendance",),
}
"""By tab, those whose people a cell of each of its records may list."""
LISTED: frozenset[str] = frozenset(one for several in LISTS.values() for one in several)


@dataclass(frozen=True, slots=True)
class MappingReason:
    """Why a heading is taken for a column."""

    name: MatchReason
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    """For the sentence: the spelling it resembles, how many cells fit."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One heading of a sheet and the column it is."""

    column: str
    heading: str
    position: int
    """The spreadsheet column, 1 at the left."""
    confidence: float
    """From 0 to 1."""
    reasons: tuple[MappingReason, ...]
    perhaps: tuple[str, ...] = ()
    """The columns that it may be as well, so that a person is asked."""


@dataclass(frozen=True, slots=True)
class LeftHeading:
    """A heading that is not mapped, and why."""

    heading: str
    position: int
    reason: LeftReason
    columns: tuple[str, ...] = ()
    """The columns it might be."""


@dataclass(frozen=True, slots=True)
class SheetMatch:
    """A sheet that feeds a tab."""

    sheet: str
    tab: str
    row: int
    """Of the headings, 1 at the top."""
    records: int
    """Rows below the headings that the reader takes for records."""
    confidence: float
    title: MatchReason | None
    """How its title resembles the tab's; None where it does not."""
    columns: tuple[ColumnMatch, ...]
    left: tuple[LeftHeading, ...]


@dataclass(frozen=True, slots=True)
class UnusedSheet:
    """A sheet that feeds nothing, and why."""

    sheet: str
    reason: UnusedReason
    tab: str = ""
    """The tab it resembles most."""
    other: str = ""
    """The sheet that has its rows already."""
    perhaps: bool = False
    """Whether it may feed that tab all the same, so that a person is asked."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A tab without a sheet, or a required column without a heading in one."""

    tab: str
    sheet: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """What a mapping cannot mend: somebody has to change the workbook."""

    kind: ProblemKind
    tab: str
    sheet: str
    row: int
    column: str = ""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChoiceWord:
    """A word of a choice column that the schema lacks, and the choice it means."""

    tab: str
    column: str
    word: str
    cells: int
    choice: str = ""
    """Empty where that cannot be told."""
    declined: bool = False
    """A person said that it is none of the choices."""
    perhaps: str = ""
    """The choice to suggest where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The whole mapping of a workbook."""

    sheets: tuple[SheetMatch, ...]
    unused: tuple[UnusedSheet, ...]
    missing: tuple[Missing, ...]
    problems: tuple[MappingProblem, ...]
    words: tuple[ChoiceWord, ...]
    overlay: Mapping[str, object] = field(hash=False)
    """What is laid over the declaration of the registry; empty where it needs nothing."""
    layouts: tuple[Layout, ...] = ()
    """Sheets that are no tables: they can be copied, not read where they are."""

    @property
    def fits(self) -> bool:
        """Whether anything of a community's life is in the workbook: a staff list alone is not."""
        return any(match.tab not in _NOT_ALONE for match in self.sheets)


_NOT_ALONE = frozenset({"staff", "holidays", "settings", "remarks"})
