"""Ditto marks: a cell that only says that it is as the one above is not read, but explained."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sheets_sync.registry.cells import Cells, Codes, Mask, Problem
from sheets_sync.registry.months_and_years import show_date
from sheets_sync.registry.record_words import is_ditto
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import without_apostrophe

_RULES = (
    "area-unknown",
    "choice-unknown",
    "date-unreadable",
    "link-malformed",
    "number-unreadable",
    "person-unknown",
    "reference-unknown",
    "speaker-outside",
)
"""They have a sentence for it. An address belongs to one person, and is no other's."""


def with_values_above(table: Table) -> Table:
    """The table, its ditto marks with what stands above them as the suggestion.

    A mark may be left when rows are sorted or filtered: what it meant is for a person to say.
    """
    columns = {name: _explained(table, cells) for name, cells in table.columns.items()}
    if all(cells is table.columns[name] for name, cells in columns.items()):
        return table
    return replace(table, columns=columns)


def _explained(table: Table, cells: Cells) -> Cells:
    rules = {
        at: rule
        for rule in _RULES
        for at in cells.problems.get(rule, ())
        if isinstance(cells.typed[at], str) and is_ditto(cells.typed[at])
    }
    if not rules:
        return cells
    above = _above(table, cells, np.isin(cells.codes, [*rules]))
    places: dict[tuple[int, int], int] = {}
    codes = cells.codes.copy()
    for row, meant in above.items():
        at = int(cells.codes[row])
        codes[row] = places.setdefault((at, meant), len(cells.typed) + len(places))
    return _with_copies(cells, codes, places, rules) if places else cells


def _above(table: Table, cells: Cells, marked: Mask) -> Mapping[int, int]:
    """By row of a mark, the distinct cell that it repeats, where that is one without a problem."""
    found: dict[int, int] = {}
    for row in map(int, np.flatnonzero(marked)):
        if row == 0 or table.sheet_of[row - 1] != table.sheet_of[row]:
            continue
        meant = found.get(row - 1) if marked[row - 1] else int(cells.codes[row - 1])
        if meant is not None and not cells.blank[meant] and not _has_problem(cells, meant):
            found[row] = meant
    return found


def _has_problem(cells: Cells, at: int) -> bool:
    return any(at in by_cell for by_cell in cells.problems.values())


def _with_copies(
    cells: Cells, codes: Codes, places: Mapping[tuple[int, int], int], rules: Mapping[int, str]
) -> Cells:
    """The cells with a distinct one for every mark and what it repeats."""
    marks = [at for at, _ in places]
    problems = {rule: dict(by_cell) for rule, by_cell in cells.problems.items()}
    for (at, meant), place in places.items():
        problems[rules[at]][place] = (_problem(cells, at, meant, rules[at]),)
    return replace(
        cells,
        codes=codes,
        typed=np.concatenate([cells.typed, cells.typed[marks]]),
        blank=np.concatenate([cells.blank, cells.blank[marks]]),
        values=np.concatenate([cells.values, cells.values[marks]]),
        problems=problems,
        ends=None if cells.ends is None else np.concatenate([cells.ends, cells.ends[marks]]),
    )


def _problem(cells: Cells, at: int, meant: int, rule: str) -> Problem:
    raw, day = cells.typed[meant], cells.values[meant]
    above: dt.date | str = without_apostrophe(shown(raw))
    if isinstance(raw, dt.date) and isinstance(day, np.datetime64):
        above = day.item()
    before = cells.problems[rule][at][0]
    return replace(
        before,
        suggestion=above if isinstance(above, str) else show_date(above, "th", "short"),
        facts={**before.facts, "variant": "as_above", "above": above},
    )
