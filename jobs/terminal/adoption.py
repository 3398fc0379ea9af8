"""A proposed mapping on a terminal: what becomes what, why, and what is missing."""

from collections.abc import Iterator, Sequence

from jobs.cli.console import Console
from sheets_sync.adoption.layouts.found import Layout
from sheets_sync.adoption.mapping import (
    ChoiceWord,
    ColumnMatch,
    LeftHeading,
    MappingProblem,
    MappingReason,
    Missing,
    Proposal,
    SheetMatch,
    UnusedSheet,
)
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.a1 import address
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.text import clean, fold

_SURE = 0.9


def show_proposal(
    console: Console, say: Sentences, proposal: Proposal, schema: Schema, file: str
) -> None:
    """One table for each sheet that is used, then everything that is not, in words."""
    console.line(say("init.adopt.intro", file=file))
    for alike in _alike(say, proposal.sheets, schema):
        console.line()
        _show_sheet(console, say, alike[0], schema)
        for other in alike[1:]:
            facts = {"sheet": other.sheet, "row": other.row, "rows": other.records}
            console.line(f"  {say('init.adopt.likewise', **facts)}")
    tables = {match.sheet for match in proposal.sheets}
    drawn = [one for one in proposal.layouts if one.sheet not in tables]
    for name, lines in (
        ("layouts", [layout_line(say, one, schema) for one in drawn]),
        ("unused", list(unused_lines(say, proposal, schema))),
        ("problems", list(_problems(say, proposal.problems, schema))),
        ("words", list(_words(say, proposal, schema))),
        ("missing", list(_missing(say, proposal, schema)) if proposal.sheets else []),
    ):
        if lines:
            console.line()
            console.line(say(f"init.adopt.heading.{name}"))
            for line in lines:
                console.line(f"  {line}")
    if proposal.missing and proposal.sheets:
        console.line(f"  {say('init.adopt.lacking')}")
    console.line()


def _alike(
    say: Sentences, matches: Sequence[SheetMatch], schema: Schema
) -> Iterator[list[SheetMatch]]:
    """The sheets together that are read alike, such as one for each month."""
    found: dict[tuple[object, ...], list[SheetMatch]] = {}
    for match in matches:
        rows = [row for _, row in _rows_of(say, match, schema)]
        found.setdefault((match.tab, *(row[1:] for row in rows)), []).append(match)
    yield from found.values()


def left_lines(say: Sentences, proposal: Proposal, schema: Schema) -> list[str]:
    """The headings and words that were left out although they may mean something."""
    lines = [
        say(
            "init.adopt.left_line",
            sheet=match.sheet,
            heading=left.heading,
            reason=left_reason(say, left, match, schema),
        )
        for match in proposal.sheets
        for left in match.left
        if left.columns and left.reason not in {"counting", "declined"}
    ]
    return [*lines, *(word_line(say, one, schema) for one in proposal.words if not one.choice)]


def _show_sheet(console: Console, say: Sentences, match: SheetMatch, schema: Schema) -> None:
    title = say(
        "init.adopt.sheet",
        tab=_tab(say, match.tab, schema),
        sheet=match.sheet,
        row=match.row,
        rows=match.records,
        percent=_percent(match.confidence),
    )
    ordered = _rows_of(say, match, schema)
    sure = {one.position: one.confidence >= _SURE for one in match.columns}
    styles = [None if sure.get(at) else "yellow" if at in sure else "dim" for at, _ in ordered]
    columns = say("init.adopt.columns").split("|")
    console.table(columns, [row for _, row in ordered], title=title, right=(3,), styles=styles)


def _rows_of(
    say: Sentences, match: SheetMatch, schema: Schema
) -> list[tuple[int, tuple[str, ...]]]:
    """Every heading of a sheet with its place, as the table shows it."""
    rows = [(one.position, _match_row(say, one, match, schema)) for one in match.columns]
    rows += [(one.position, _left_row(say, one, match, schema)) for one in match.left]
    return sorted(rows)


def _match_row(
    say: Sentences, one: ColumnMatch, match: SheetMatch, schema: Schema
) -> tuple[str, ...]:
    label = schema.tabs[match.tab].columns[one.column].words.label(say.language)
    why = say("init.adopt.and").join(_why(say, reason) for reason in one.reasons)
    return (
        address(match.row, one.position),
        one.heading,
        label,
        say("init.adopt.percent", percent=_percent(one.confidence)),
        why,
    )


def _left_row(
    say: Sentences, one: LeftHeading, match: SheetMatch, schema: Schema
) -> tuple[str, ...]:
    cell = address(match.row, one.position)
    return (cell, one.heading, "–", "", left_reason(say, one, match, schema))


def _why(say: Sentences, reason: MappingReason) -> str:
    return say(f"init.adopt.why.{reason.name}", **reason.facts)


def left_reason(say: Sentences, one: LeftHeading, match: SheetMatch, schema: Schema) -> str:
    """Why a heading is no column of ours."""
    columns = schema.tabs[match.tab].columns
    labels = tuple(columns[name].words.label(say.language) for name in one.columns)
    several = one.reason != "ambiguous" or len(labels) > 1
    return say(f"init.adopt.left.{one.reason if several else 'alike'}", columns=labels)


def unused_lines(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    """The sheets that are not read, and why."""
    for one in proposal.unused:
        yield unused_line(say, one, schema)


def read_lines(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    """What was read as what: the sheets, and the headings that are not called as ours are."""
    drawn = {layout.sheet for layout in proposal.layouts}
    yield from (layout_line(say, one, schema) for one in proposal.layouts)
    for match in proposal.sheets:
        if match.sheet in drawn:
            continue
        yield say("init.import.sheet", sheet=match.sheet, tab=_tab(say, match.tab, schema))
        for one in match.columns:
            words, heading = schema.tabs[match.tab].columns[one.column].words, clean(one.heading)
            if fold(heading) not in {fold(words.th), fold(words.en)}:
                label = words.label(say.language)
                yield say("init.import.heading", heading=heading, column=label)


def layout_line(say: Sentences, one: Layout, schema: Schema) -> str:
    """What a sheet that is no table would be copied into."""
    tabs = tuple(
        say("init.adopt.layout.rows", tab=_tab(say, name, schema), count=len(rows))
        for name, rows in one.records.items()
    )
    return say(f"init.adopt.layout.{one.kind}", sheet=one.sheet, tabs=tabs)


def unused_line(say: Sentences, one: UnusedSheet, schema: Schema) -> str:
    """Why one sheet is not read."""
    tab = _tab(say, one.tab, schema) if one.tab else ""
    why = "perhaps" if one.perhaps else one.reason
    return say(f"init.adopt.unused.{why}", sheet=one.sheet, tab=tab, other=one.other)


def twice_lines(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    """The sheets of which nothing can be read while two headings mean the same."""
    return _problems(say, [one for one in proposal.problems if one.kind == "two-headings"], schema)


def _problems(say: Sentences, problems: Sequence[MappingProblem], schema: Schema) -> Iterator[str]:
    for one in problems:
        columns = schema.tabs[one.tab].columns
        column = columns[one.column].words.label(say.language) if one.column else ""
        facts = {"sheet": one.sheet, "row": one.row, "headings": one.headings, "column": column}
        yield say(f"init.adopt.problem.{one.kind}", **facts)


def _words(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    for one in proposal.words:
        yield word_line(say, one, schema)


def word_line(say: Sentences, one: ChoiceWord, schema: Schema) -> str:
    """What a word that is none of the choices means, or may mean."""
    column = schema.tabs[one.tab].columns[one.column]
    facts = {
        "tab": _tab(say, one.tab, schema),
        "column": column.words.label(say.language),
        "word": one.word,
        "cells": one.cells,
    }
    if one.perhaps and not one.choice:
        meant = column.choices[one.perhaps].label(say.language)
        return say("init.adopt.word_perhaps", choice=meant, **facts)
    if not one.choice:
        return say("init.adopt.word_unknown", **facts)
    return say("init.adopt.word", choice=column.choices[one.choice].label(say.language), **facts)


def _missing(say: Sentences, proposal: Proposal, schema: Schema) -> Iterator[str]:
    """A line for each tab, and one for all columns that a sheet lacks."""
    columns: dict[tuple[str, str], list[str]] = {}
    for one in proposal.missing:
        columns.setdefault((one.tab, one.sheet), []).append(one.column)
    for one in {(one.tab, one.sheet): one for one in proposal.missing}.values():
        yield _missing_line(say, one, columns[one.tab, one.sheet], schema)


def _missing_line(say: Sentences, one: Missing, columns: Sequence[str], schema: Schema) -> str:
    tab = _tab(say, one.tab, schema)
    if one.column:
        of = schema.tabs[one.tab].columns
        labels = tuple(f"“{of[name].words.label(say.language)}”" for name in columns)
        return say("init.adopt.missing.column", tab=tab, sheet=one.sheet, columns=labels)
    name = f"init.adopt.missing.{one.tab}"
    return say(name if name in say else "init.adopt.missing.other", tab=tab)


def _tab(say: Sentences, name: str, schema: Schema) -> str:
    return schema.tabs[name].words.label(say.language)


def _percent(share: float) -> int:
    return round(share * 100)
