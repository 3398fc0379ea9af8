"""Proposes the mapping of a foreign workbook: its sheets to our tabs, its headings to columns."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sheets_sync.adoption.assigning import Assigning, Assignment, Columns, assign
from sheets_sync.adoption.contents import Contents, Known, person_keys
from sheets_sync.adoption.feeding import (
    Feed,
    Titles,
    best_feed,
    by_tab,
    objection,
    without_copies,
)
from sheets_sync.adoption.heading_words import choice_words
from sheets_sync.adoption.likeness import Vocabulary
from sheets_sync.adoption.mapping import (
    Missing,
    Problem,
    Proposal,
    SheetMatch,
    UnusedSheet,
)
from sheets_sync.adoption.overlay import overlay_of
from sheets_sync.adoption.sheets import second_heading_row
from sheets_sync.registry.cells import shown
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from sheets_sync.settings.model import RuleSettings

_NAMED = {"staff": ("staff_id", "email", "full_name"), "communities": ("community_id", "name")}
"""The columns by which other sheets name a record."""


@dataclass(frozen=True, slots=True)
class _Mapped:
    """The sheets of one tab with what their headings are."""

    tab: Tab
    feeds: tuple[Feed, ...]
    found: Assignment


@dataclass(frozen=True, slots=True)
class _Names:
    """What the schema knows by name."""

    schema: Schema
    columns: Columns
    titles: Titles


def _names(schema: Schema) -> _Names:
    columns: Columns = Vocabulary(
        ((tab.name, name), name, column.words)
        for tab in schema.tabs.values()
        for name, column in tab.columns.items()
    )
    titles: Titles = Vocabulary((name, name, tab.words) for name, tab in schema.tabs.items())
    return _Names(schema, columns, titles)


def propose(
    workbook: RawWorkbook,
    declaration: Mapping[str, Any],
    today: dt.date,
    limits: RuleSettings,
    *,
    ours: frozenset[str] = frozenset(),
) -> Proposal:
    """The mapping of a workbook; `ours` are the folded titles of the service's own tabs.

    The overlay is proved before it is proposed: the reader, given it, finds every mapped column.
    """
    schema = read_schema(declaration, "registry.toml")
    sheets = [sheet for sheet in workbook.tabs if fold(sheet.sheet) not in ours]
    names = _names(schema)
    reader = ColumnReader(schema, today, limits.plausible_years, limits.cell_length)
    known = _known(_mapped(sheets, names, Contents(reader, Known()))[0])
    refused: dict[str, UnusedSheet] = {}
    while True:
        trusted = [sheet for sheet in sheets if sheet.sheet not in refused]
        mapped, unused = _mapped(trusted, names, Contents(reader, known))
        proposal = _proposal(mapped, [*unused, *refused.values()], schema)
        lost = _not_found_again(proposal, workbook, declaration)
        if not lost:
            return proposal
        refused |= lost


def _mapped(
    sheets: Sequence[RawTab], names: _Names, contents: Contents
) -> tuple[list[_Mapped], list[UnusedSheet]]:
    schema, titles, columns = names.schema, names.titles, names.columns
    assigning: Assigning = partial(assign, columns=columns, contents=contents)
    feeds: list[Feed] = []
    unused: list[UnusedSheet] = []
    claimed: dict[str, str] = {}
    for sheet in sheets:
        feed = best_feed(sheet, schema, titles, columns, assigning)
        if feed is None:
            unused.append(UnusedSheet(sheet.sheet, "empty"))
            continue
        reason = objection(feed, titles, assigning(feed.tab, [feed.view]))
        title = fold(sheet.sheet)
        if reason is None and (
            not title or claimed.setdefault(title, feed.tab.name) != feed.tab.name
        ):
            reason = "unreadable"  # its title, as it is compared, is nothing or another tab's
        if reason is None:
            feeds.append(feed)
        else:
            unused.append(UnusedSheet(sheet.sheet, reason, feed.tab.name))
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
            people.update(key for text in texts for key in person_keys(text))
        elif names:
            records[one.tab.name] = frozenset(map(fold, texts)) - {""}
    return Known(frozenset(people), records)


def _texts(one: _Mapped, column: str) -> Iterator[str]:
    for feed in one.feeds:
        for heading in one.found.columns_of(feed.view).get(column, []):
            yield from map(shown, feed.view.below(heading.position))


def _proposal(mapped: Sequence[_Mapped], unused: Sequence[UnusedSheet], schema: Schema) -> Proposal:
    matches = tuple(_match(one, feed) for one in mapped for feed in one.feeds)
    words = tuple(
        word
        for one in mapped
        for word in choice_words(one.tab, [feed.view for feed in one.feeds], one.found, schema)
    )
    return Proposal(
        sheets=matches,
        unused=tuple(sorted(unused, key=lambda sheet: sheet.sheet)),
        missing=tuple(_missing(matches, schema)),
        problems=tuple(problem for one in mapped for problem in _problems(one)),
        words=words,
        overlay=overlay_of(matches, words, schema),
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


def _problems(one: _Mapped) -> Iterator[Problem]:
    for feed in one.feeds:
        title, row = feed.view.title, feed.view.row
        for column, headings in one.found.columns_of(feed.view).items():
            if len(headings) > 1:
                texts = tuple(heading.text for heading in headings)
                yield Problem("two-headings", one.tab.name, title, row, column, texts)
        if second_heading_row(feed.view):
            yield Problem("second-heading-row", one.tab.name, title, row + 1)


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
