"""Proposes the mapping of a foreign workbook: its sheets to our tabs, its headings to columns."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sheets_sync.adoption.answers import NONE, Answers
from sheets_sync.adoption.assigning import Assigning, Assignment, assign
from sheets_sync.adoption.contents import Contents, Known, person_keys
from sheets_sync.adoption.feeding import (
    ONE_PERSON_EACH,
    Feed,
    Names,
    best_feed,
    by_tab,
    names_of,
    objection,
    without_copies,
)
from sheets_sync.adoption.heading_words import choice_words
from sheets_sync.adoption.layouts.found import Layout
from sheets_sync.adoption.layouts.layouts import layouts
from sheets_sync.adoption.layouts.person_columns import FIRST_NAMES, listed
from sheets_sync.adoption.mapping import (
    MappingProblem,
    Missing,
    Proposal,
    SheetMatch,
    UnusedSheet,
)
from sheets_sync.adoption.overlay import overlay_of
from sheets_sync.adoption.reading import proposed_snapshot
from sheets_sync.adoption.sheets import SheetView, is_blank, second_heading_row
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.headers import SURNAMES, find_headings
from sheets_sync.registry.person_names import split_people
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.settings.model import RuleSettings

_NAMED = {"staff": ("staff_id", "email", "full_name"), "communities": ("community_id", "name")}
"""The columns by which other sheets name a record."""


@dataclass(frozen=True, slots=True)
class _Mapped:
    """The sheets of one tab with what their headings are."""

    tab: Tab
    feeds: tuple[Feed, ...]
    found: Assignment


def propose(
    workbook: RawWorkbook,
    declaration: Mapping[str, Any],
    today: dt.date,
    limits: RuleSettings,
    *,
    ours: frozenset[str] = frozenset(),
    answers: Answers = NONE,
    lenient: bool = False,
) -> Proposal:
    """The mapping of a workbook; `ours` are the folded titles of the service's own tabs.

    The overlay is proved before it is proposed: the reader, given it, finds every mapped column.
    A workbook that is only copied is taken more of: `lenient`.
    """
    schema = read_schema(declaration, "registry.toml")
    sheets = [sheet for sheet in workbook.tabs if fold(sheet.sheet) not in ours]
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    asked = _Asked(names_of(schema), answers.without_tabs(sheet.sheet for sheet in sheets), lenient)
    seen = _seen(sheets, asked, reader)
    otherwise = answers.without_tabs(seen.confirmed_by(answers))
    if otherwise != asked.answers:
        asked = replace(asked, answers=otherwise)
        seen = _seen(sheets, asked, reader)
    found, contents = seen.layouts, seen.contents
    asked = replace(asked, laid_out=seen.laid_out)
    refused: dict[str, UnusedSheet] = {}
    while True:
        trusted = [sheet for sheet in sheets if sheet.sheet not in refused]
        mapped, unused = _mapped(trusted, asked, contents)
        proposal = _proposal(mapped, [*unused, *refused.values()], asked, found)
        lost = _not_found_again(proposal, workbook, declaration)
        if not lost:
            snapshot = proposed_snapshot(workbook, proposal, declaration, today, limits)
            return replace(
                proposal, sheets=tuple(_counted(one, snapshot) for one in proposal.sheets)
            )
        refused |= lost


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a workbook is compared with, and what is known of it beforehand."""

    names: Names
    answers: Answers
    lenient: bool = False
    laid_out: Collection[str] = ()
    """The sheets that are no tables."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the sheets of a workbook are, one compared with the other."""

    contents: Contents
    tables: Mapping[str, str]
    """The sheets that are surely a table, by the tab that each feeds."""
    layouts: tuple[Layout, ...]

    @property
    def laid_out(self) -> AbstractSet[str]:
        """The sheets that are no tables."""
        lists = {one.sheet for one in self.layouts if one.kind == "list"}
        return ({one.sheet for one in self.layouts} - self.tables.keys()) | lists

    def confirmed_by(self, answers: Answers) -> Iterator[str]:
        """The sheets of another layout that were said to be a tab which they give so.

        Who says what the columns of one are that is no table wants it read as a table.
        """
        for layout in self.layouts:
            said, table = answers.of(layout.sheet), self.tables.get(layout.sheet)
            if said.tab == table or (said.tab in layout.records and (table or not said.columns)):
                yield layout.sheet


def _seen(sheets: Sequence[RawTab], asked: _Asked, reader: ColumnReader) -> _Seen:
    """What the sheets are; those that were said to be a tab are tables."""
    lists = _mapped(sheets, asked, Contents(reader, Known()))[0]
    contents = Contents(reader, _known(lists))
    readable = _mapped(sheets, replace(asked, lenient=False), contents)[0]
    feeds = [(one, feed) for one in readable for feed in one.feeds]
    tables = {feed.view.title: one.tab.name for one, feed in feeds}
    tables |= dict.fromkeys(_group_lists(lists), "communities")
    whole = {feed.view.title for one, feed in feeds if _is_whole(one, feed)}
    wanted = [sheet for sheet in sheets if asked.answers.of(sheet.sheet).tab is None]
    named = [text for one in lists if one.tab.name == "communities" for text in _texts(one, "name")]
    found = layouts(wanted, asked.names.schema, reader, tables, whole, named)
    return _Seen(contents, tables, _without_scores(found, lists))


def _without_scores(found: Iterable[Layout], mapped: Sequence[_Mapped]) -> tuple[Layout, ...]:
    """The layouts without lists of members that are tables of what became of each."""
    scored = {feed.view.title for one in mapped if one.tab.name in _SCORED for feed in one.feeds}
    return tuple(one for one in found if one.kind != "list" or one.sheet not in scored)


_SCORED = frozenset({"evaluations", "followups"})


def _group_lists(mapped: Iterable[_Mapped]) -> Iterator[str]:
    """The sheets with a row for every community and all who are in it: they are no forms."""
    for one in mapped:
        if one.tab.name == "communities":
            yield from (feed.view.title for feed in one.feeds if feed.lists)


def _is_whole(one: _Mapped, feed: Feed) -> bool:
    """Whether a sheet that lists people is of no community, or says itself of which."""
    if one.tab.name == "staff":
        return feed.fixed
    return one.tab.name != "members" or "community" in one.found.columns_of(feed.view)


def _counted(match: SheetMatch, snapshot: Snapshot) -> SheetMatch:
    """The match with as many records as the reader finds: rows prepared ahead are none."""
    table = snapshot[match.tab]
    if match.sheet not in table.sheets or not table.positions:
        return match
    return replace(match, records=int((table.sheet_of == table.sheets.index(match.sheet)).sum()))


def _mapped(
    sheets: Sequence[RawTab], asked: _Asked, contents: Contents
) -> tuple[list[_Mapped], list[UnusedSheet]]:
    names, answers = asked.names, asked.answers
    schema, titles = names.schema, names.titles
    assigning: Assigning = partial(
        assign,
        columns=names.columns,
        contents=contents,
        answers=answers,
        lenient=asked.lenient,
    )
    feeds: list[Feed] = []
    unused: list[UnusedSheet] = []
    claimed: dict[str, str] = {}
    for sheet in sheets:
        said = answers.of(sheet.sheet).tab
        if sheet.sheet in asked.laid_out:
            continue
        if said == "":
            unused.append(UnusedSheet(sheet.sheet, "declined"))
            continue
        feed = best_feed(sheet, names, assigning, said)
        if feed is None:
            empty = all(is_blank(cell) for column in sheet.columns for cell in column)
            unused.append(UnusedSheet(sheet.sheet, "empty" if empty else "unlike"))
            continue
        found = assigning(feed.tab, [feed.view])
        reason = objection(feed, titles, found, lenient=asked.lenient)
        title = fold(sheet.sheet)
        if reason is None and (
            not title or claimed.setdefault(title, feed.tab.name) != feed.tab.name
        ):
            reason = "unreadable"  # its title, as it is compared, is nothing or another tab's
        if reason is None:
            feeds.append(feed)
        else:
            perhaps = reason == "unlike" and objection(feed, titles, found, lenient=True) is None
            unused.append(UnusedSheet(sheet.sheet, reason, feed.tab.name, perhaps=perhaps))
    mapped = []
    for tab, several in by_tab(feeds, schema):
        kept, copies = without_copies(several)
        unused += copies
        if kept:
            found = assigning(tab, [feed.view for feed in kept])
            mapped.append(_Mapped(tab, tuple(kept), found))
    return mapped, unused


def _known(mapped: Sequence[_Mapped]) -> Known:
    """Who is on the staff list and which communities there are, as other sheets name them."""
    people: set[str] = set()
    records: dict[str, frozenset[str]] = {}
    for one in mapped:
        names = _NAMED.get(one.tab.name, ())
        texts = [text for name in names for text in _texts(one, name)]
        if one.tab.name == "staff":
            texts += [name for feed in one.feeds for name in _names_in_parts(feed.view)]
            several = [one for text in texts for one in (text, *split_people(text))]
            people.update(key for text in several for key in person_keys(text))
        elif names:
            records[one.tab.name] = frozenset(map(fold, texts)) - {""}
    return Known(frozenset(people), records)


def _names_in_parts(view: SheetView) -> Iterator[str]:
    """The names of a list that has first names and surnames in columns of their own."""
    at = [
        next((heading.position for heading in view.headings if heading.word in words), 0)
        for words in (FIRST_NAMES, SURNAMES)
    ]
    if all(at):
        first, last = (view.raw.columns[position - 1][view.row :] for position in at)
        yield from (f"{shown(one)} {shown(other)}" for one, other in zip(first, last, strict=True))


def _texts(one: _Mapped, column: str) -> Iterator[str]:
    for feed in one.feeds:
        for heading in one.found.columns_of(feed.view).get(column, []):
            yield from map(shown, feed.view.below(heading.position))


def _proposal(
    mapped: Sequence[_Mapped],
    unused: Sequence[UnusedSheet],
    asked: _Asked,
    found: tuple[Layout, ...],
) -> Proposal:
    schema = asked.names.schema
    matches = tuple(_match(one, feed) for one in mapped for feed in one.feeds)
    words = tuple(
        word
        for one in mapped
        for word in choice_words(
            one.tab, [feed.view for feed in one.feeds], one.found, schema, asked.answers
        )
    )
    return Proposal(
        sheets=matches,
        unused=tuple(
            sorted(
                (one for one in unused if one.sheet not in {layout.sheet for layout in found}),
                key=lambda sheet: sheet.sheet,
            )
        ),
        missing=tuple(_missing(matches, schema)),
        problems=tuple(problem for one in mapped for problem in _problems(one)),
        words=words,
        overlay=overlay_of(matches, words, schema),
        layouts=found,
    )


def _match(one: _Mapped, feed: Feed) -> SheetMatch:
    return SheetMatch(
        sheet=feed.view.title,
        tab=one.tab.name,
        row=feed.view.row,
        records=feed.view.height,
        confidence=round(min(feed.score, 1.0), 2),
        title=feed.title,
        columns=one.found.matches(feed.view),
        left=one.found.left_of(feed.view),
    )


def _missing(matches: Sequence[SheetMatch], schema: Schema) -> Iterator[Missing]:
    for tab in schema.tabs.values():
        feeding = [match for match in matches if match.tab == tab.name]
        if not feeding and not tab.optional:
            yield Missing(tab.name)
        for match in feeding:
            having = {column.column for column in match.columns}
            for name, column in tab.columns.items():
                if column.required and name not in having:
                    yield Missing(tab.name, match.sheet, name)


def _problems(one: _Mapped) -> Iterator[MappingProblem]:
    for feed in one.feeds:
        title, row = feed.view.title, feed.view.row
        for column, headings in one.found.columns_of(feed.view).items():
            if len(headings) > 1:
                texts = tuple(heading.text for heading in headings)
                yield MappingProblem("two-headings", one.tab.name, title, row, column, texts)
        if second_heading_row(feed.view):
            yield MappingProblem("second-heading-row", one.tab.name, title, row + 1)
        yield from _problems_of_people(one, feed)


def _problems_of_people(one: _Mapped, feed: Feed) -> Iterator[MappingProblem]:
    """Several members in one cell, which the reader takes for one."""
    title, row = feed.view.title, feed.view.row
    if one.tab.name in ONE_PERSON_EACH:
        for heading in one.found.columns_of(feed.view).get("person", []):
            cells = feed.view.raw.columns[heading.position - 1][row:]
            several = next((at for at, cell in enumerate(cells, row + 1) if _several(cell)), None)
            if several:
                yield MappingProblem(
                    "several-people", one.tab.name, title, several, "person", (heading.text,)
                )


def _several(cell: RawCell) -> bool:
    return isinstance(cell, str) and len(listed(cell)) > 1


def _not_found_again(
    proposal: Proposal, workbook: RawWorkbook, declaration: Mapping[str, Any]
) -> dict[str, UnusedSheet]:
    """The sheets that the reader, given the overlay, would not read as proposed."""
    schema = read_schema(merge(declaration, proposal.overlay), "registry.toml")
    sheets = {sheet.sheet: sheet for sheet in workbook.tabs}
    lost: dict[str, UnusedSheet] = {}
    for match in proposal.sheets:
        tab = schema.tab_named(match.sheet)
        if tab is None or not _as_proposed(match, tab, sheets[match.sheet], schema):
            lost[match.sheet] = UnusedSheet(match.sheet, "unreadable", match.tab)
    return lost


def _as_proposed(match: SheetMatch, tab: Tab, sheet: RawTab, schema: Schema) -> bool:
    found = find_headings(tab, sheet, schema.status_column)
    wanted: dict[str, int] = {}
    for column in match.columns:
        wanted.setdefault(column.column, column.position)
    return tab.name == match.tab and found.row == match.row and dict(found.positions) == wanted
