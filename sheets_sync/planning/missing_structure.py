"""What a workbook lacks of the registry: staff tabs, headings, status columns, the guide."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.every_title import titles_of
from sheets_sync.planning.workbook_tabs.guide_tab import guide_tab, meaning
from sheets_sync.planning.workbook_tabs.tab_model import (
    NewHeading,
    NewHeadings,
    NewTab,
    NotWritten,
    Output,
    StatusColumn,
    TabName,
)
from sheets_sync.registry.a1 import address
from sheets_sync.registry.headers import Headings, broken_headings, candidates, find_headings
from sheets_sync.registry.likeness import LIKELY, columns_of
from sheets_sync.registry.nearest_text import nearest
from sheets_sync.registry.schema import Column, Language, Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.similar_headings import headed_alike, perhaps_alike
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import NOT_CALCULATED, RawTab, RawWorkbook

DoubtReason: TypeAlias = Literal[
    "title-near",
    "headings-alike",
    "heading-near",
    "headings-unknown",
    "heading-broken",
    "heading-uncalculated",
    "locale-kept",
    "time-zone-kept",
]
Added: TypeAlias = Literal[
    "tabs",
    "headings",
    "status",
    "guide",
    "drop-downs",
    "formats",
    "notes",
    "colours",
    "frozen",
    "protections",
    "locale",
    "time-zone",
    "formula",
]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that seems to be there under another name, so that nothing is added for it."""

    reason: DoubtReason
    tab: str
    found: str
    """The title or heading that is there."""
    sheet: str = ""
    column: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """The tabs and headings to add, and what a person has to settle first."""

    tabs: tuple[NewTab, ...]
    headings: tuple[NewHeadings, ...]
    doubts: tuple[Doubt, ...]

    def output(self, workbook: RawWorkbook) -> Output:
        """What the store is to write."""
        return Output((), (), workbook.version, self.tabs, self.headings)


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that a workbook did not have."""

    what: Added
    names: tuple[str, ...] = ()
    """Titles of tabs, or headings."""
    sheet: str = ""
    """Title of the tab it is in, where it is in one."""


@dataclass(frozen=True, slots=True)
class Completed:
    """What a workbook was given, or would be given, and what was left for a person."""

    place: str
    """The file, or the spreadsheet's title."""
    made: bool = False
    """There was no workbook at all."""
    added: tuple[Addition, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left: tuple[NotWritten, ...] = ()
    waiting: bool = False
    """Nothing could be written now, so that all of it is to be done again."""


def lacking(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Lacking:
    """What is missing of the staff's own tabs; names in the language of `say`."""
    tabs: list[NewTab] = []
    headings: list[NewHeadings] = []
    doubts: list[Doubt] = []
    strangers = _strangers(workbook, schema)
    titles = tuple(one.sheet for one in strangers)
    alike = perhaps_alike(strangers, schema) | headed_alike(strangers, schema)
    for tab in schema.tabs.values():
        sheets = [sheet for sheet in workbook.tabs if schema.tab_named(sheet.sheet) is tab]
        near = None if sheets else _near_title(tab, titles)
        if near is not None:
            doubts.append(Doubt("title-near", tab.name, near))
        elif not sheets and tab.name in alike:
            doubts.append(Doubt("headings-alike", tab.name, alike[tab.name]))
        elif not sheets:
            tabs.append(_new_tab(tab, schema, say))
        for sheet in sheets:
            wanted, unsure = _headings(tab, sheet, schema, say)
            headings += wanted
            doubts += unsure
    return Lacking(tuple(tabs), tuple(headings), tuple(doubts))


def first_columns(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Output:
    """The status columns that are not there yet, and the guide where there is none."""
    columns = tuple(
        column
        for sheet in workbook.tabs
        if (tab := schema.tab_named(sheet.sheet)) is not None
        if status_position(tab, sheet, schema) is None
        if (column := status_column(tab, sheet, schema, say)) is not None
    )
    titles = {fold(sheet.sheet) for sheet in workbook.tabs}
    guides = set(map(fold, titles_of("guide", [say])))
    tabs = () if guides & titles else (guide_tab(schema, say.language, say),)
    return Output(tabs, columns, workbook.version)


def service_titles() -> frozenset[str]:
    """The titles of the service's own tabs in every language, as they are compared."""
    return frozenset(fold(title) for name in get_args(TabName) for title in titles_of(name))


def _strangers(workbook: RawWorkbook, schema: Schema) -> tuple[RawTab, ...]:
    """The tabs whose titles mean no table and are not the service's own."""
    ours = service_titles()
    return tuple(
        sheet
        for sheet in workbook.tabs
        if schema.tab_named(sheet.sheet) is None and fold(sheet.sheet) not in ours
    )


def _near_title(tab: Tab, strangers: tuple[str, ...]) -> str | None:
    near = (nearest(spelling, strangers) for spelling in tab.words.spellings(tab.name))
    return next((title for title in near if title is not None), None)


def _new_tab(tab: Tab, schema: Schema, say: Sentences) -> NewTab:
    headings = tuple(_heading(column, schema, say) for column in tab.columns.values())
    return NewTab(
        tab.words.label(say.language), headings, hidden=tab.optional and tab.name != "settings"
    )


def _headings(
    tab: Tab, sheet: RawTab, schema: Schema, say: Sentences
) -> tuple[list[NewHeadings], list[Doubt]]:
    """The headings that are required, or the agency's own, and lack; not where one looks alike.

    None is added beside one that is an error: a second column would be the end of the first.
    """
    found = find_headings(tab, sheet, schema.status_column)
    if broken := broken_headings(tab, sheet, found):
        row, at = broken[0]
        code = shown(sheet.columns[at - 1][row - 1])
        reason: DoubtReason = "heading-uncalculated" if code == NOT_CALCULATED else "heading-broken"
        return [], [Doubt(reason, tab.name, code, sheet.sheet, cell=address(row, at))]
    if not found.positions:
        return [], [Doubt("headings-unknown", tab.name, sheet.sheet, sheet.sheet)]
    own = (name for name, column in tab.columns.items() if column.own)
    spare = (name for name in own if name not in found.positions)
    missing = tuple(dict.fromkeys((*found.missing(tab), *spare)))
    close = _likely(missing, tab, found, schema) | candidates(tab, found, missing)
    doubts = [
        Doubt("heading-near", tab.name, close[name], sheet.sheet, name)
        for name in missing
        if name in close
    ]
    wanted = tuple(
        _heading(tab.columns[name], schema, say) for name in missing if name not in close
    )
    new = [NewHeadings(sheet.sheet, found.row, wanted)] if wanted else []
    return new, doubts


def _likely(missing: tuple[str, ...], tab: Tab, found: Headings, schema: Schema) -> dict[str, str]:
    """By column that is missing, a heading there that may well be it, in somebody's own words."""
    columns, likely = columns_of(schema), dict[str, str]()
    for heading in found.unknown:
        for name in missing:
            like = columns.likes(heading.text).get((tab.name, name))
            if like is not None and like.score >= LIKELY:
                likely.setdefault(name, heading.text)
    return likely


def _heading(column: Column, schema: Schema, say: Sentences) -> NewHeading:
    language: Language = say.language
    note = meaning(column, language, say)
    if column.example:
        note = f"{note}\n{say('workbook.note.example', example=column.example)}"
    words = tuple(one.label(language) for one in column.choices.values())
    if column.kind == "yes_no":
        words = (schema.yes_words.label(language), schema.no_words.label(language))
    return NewHeading(column.words.label(language), note, column.required, words)


def status_column(tab: Tab, sheet: RawTab, schema: Schema, say: Sentences) -> StatusColumn | None:
    """What the status column of a sheet is like; None where its rows cannot be told apart."""
    found = find_headings(tab, sheet, schema.status_column)
    keys = _keys(tab, found)
    if not keys:
        return None
    return StatusColumn(
        sheet=sheet.sheet,
        heading=schema.status_column.label(say.language),
        header_row=found.row,
        keys=keys,
        texts={},
        fine=say("workbook.status.fine"),
        without_key=say("workbook.status.without_key"),
        unchecked=say("workbook.status.unchecked"),
    )


def status_position(tab: Tab, sheet: RawTab, schema: Schema) -> int | None:
    """The spreadsheet column whose heading is that of our status column, if there is one."""
    row = find_headings(tab, sheet, schema.status_column).row
    mine = {fold(spelling) for spelling in schema.status_column.spellings("status_column")}
    found = (
        at for at, column in enumerate(sheet.columns, 1) if fold(shown(column[row - 1])) in mine
    )
    return next(found, None) if sheet.height else None


def _keys(tab: Tab, found: Headings) -> tuple[tuple[int, ...], ...]:
    """The spreadsheet columns of each way to identify a row, as far as they are there."""
    return tuple(
        tuple(found.positions[name] for name in names)
        for names in (tab.key, tab.alternative_key)
        if names and all(name in found.positions for name in names)
    )
