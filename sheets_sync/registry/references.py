"""Which row of another tab is meant: communities and sessions by ID or by unique name."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sheets_sync.registry.cells import Cells, Problem
from sheets_sync.registry.community_names import core_of, number_of
from sheets_sync.registry.comparison_budget import ComparisonBudget
from sheets_sync.registry.nearest_text import nearest, nearest_code
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import clean, fold

NOWHERE = -1
"""In place of a row of the other tab, where none was found."""


def without_zeros(keys: Mapping[str, int]) -> Mapping[str, int]:
    """By key that is nothing but a number, without its leading zeros, the one row that has it."""
    rows: dict[str, set[int]] = {}
    for key, row in keys.items():
        if key.isdecimal():
            rows.setdefault(key.lstrip("0"), set()).add(row)
    return {key: next(iter(found)) for key, found in rows.items() if len(found) == 1}


@dataclass(frozen=True)
class ReferenceIndex:
    """Finds one row of a tab by key, by "key name", or by a name only one row has."""

    keys: Mapping[str, int]
    names: Mapping[str, tuple[int, ...]]
    labels: tuple[str, ...]
    """For every row, what to suggest: the key as it is typed there."""

    @cached_property
    def without_zeros(self) -> Mapping[str, int]:
        """By key without leading zeros, the one row that has it."""
        return without_zeros(self.keys)

    def find(self, text: str) -> int | tuple[int, ...]:
        """The row meant; several where a name fits them all; `NOWHERE` where none."""
        word = fold(text)
        if word in self.keys:
            return self.keys[word]
        if word.isdecimal() and (row := self.without_zeros.get(word.lstrip("0"))) is not None:
            return row
        rows = self.names.get(word, ())
        if len(rows) > 1:
            return rows
        if rows:
            return rows[0]
        # "C-007 ชื่อกลุ่ม" is what the drop-down writes; the name may have changed since.
        return self.keys.get(fold(clean(text).partition(" ")[0]), NOWHERE)


def community_index(communities: Table) -> ReferenceIndex:
    """The index of the communities; an ID typed twice means its first row."""
    if not len(communities):
        return ReferenceIndex({}, {}, ())
    return _index(communities["community_id"], communities["name"])


def session_index(sessions: Table, communities: Table) -> ReferenceIndex:
    """The index of the sessions, by their own ID or as "community number"."""
    if not len(sessions):
        return ReferenceIndex({}, {}, ())
    index = _index(sessions["session_id"], None)
    keys = dict(index.keys)
    labels = list(index.labels)
    identifiers = [identifier or "" for identifier in communities["community_id"].per_row()]
    folded = [fold(identifier) for identifier in identifiers]
    community, numbers = sessions["community"].per_row(), sessions["number"].per_row()
    known = np.flatnonzero((community != NOWHERE) & ~np.isnan(numbers))
    texts = {number: shown(number) for number in set(numbers[known].tolist())}
    for row, number in zip(known.tolist(), map(texts.get, numbers[known].tolist()), strict=True):
        for between in (" ", " · ", "/"):
            keys.setdefault(f"{folded[community[row]]}{between}{number}", row)
        labels[row] = labels[row] or f"{identifiers[community[row]]} · {number}"
    return ReferenceIndex(keys, {}, tuple(labels))


def _index(ids: Cells, names: Cells | None) -> ReferenceIndex:
    keys: dict[str, int] = {}
    by_name: dict[str, list[int]] = {}
    labels = [identifier or "" for identifier in ids.per_row()]
    folded = [fold(label) for label in labels]
    for row, word in enumerate(folded):
        if word:
            keys.setdefault(word, row)
    if names is not None:
        for row, name in enumerate(names.per_row()):
            # A second row with the same ID is a slip of its own, not a second community.
            if name and (not folded[row] or keys[folded[row]] == row):
                by_name.setdefault(fold(name), []).append(row)
    return ReferenceIndex(
        keys, {word: tuple(rows) for word, rows in by_name.items()}, tuple(labels)
    )


def resolve_reference(cells: Cells, index: ReferenceIndex, budget: ComparisonBudget) -> Cells:
    """The cells with rows of the other tab as values (int32, `NOWHERE` where none)."""
    # Most are typed by key, just as it stands in the other tab but for the case of its letters.
    by_key = [index.keys.get(text and text.lower(), NOWHERE) for text in cells.values]
    values = np.where(cells.blank, NOWHERE, np.array(by_key, dtype=np.int32))
    noted: dict[int, tuple[Problem, ...]] = {}
    for position in map(int, np.flatnonzero((values == NOWHERE) & ~cells.blank)):
        text = cells.values[position]
        if text is None:
            continue
        found = index.find(text)
        if isinstance(found, int) and found != NOWHERE:
            values[position] = found
            continue
        if isinstance(found, tuple):
            labels = " / ".join(index.labels[row] for row in found)
            problem = Problem("reference-unknown", labels, facts={"variant": "several"})
        else:
            problem = Problem("reference-unknown", _suggest(text, index, budget))
        noted[position] = (problem,)
    problems = {**cells.problems, "reference-unknown": noted} if noted else cells.problems
    return replace(cells, values=values, problems=problems)


def _suggest(text: str, index: ReferenceIndex, budget: ComparisonBudget) -> str | None:
    """The key of the row whose key or name is nearest."""
    if not budget.afford(len(index.keys) + len(index.names)):
        return None
    near = nearest_code(text, tuple(index.keys))
    if near is not None:
        return index.labels[index.keys[near]]
    near = _alike(text, index) or nearest(text, tuple(index.names))
    return None if near is None else index.labels[index.names[near][0]]


def _alike(text: str, index: ReferenceIndex) -> str | None:
    """The one name that is the same but for the words that say what it is of: กลุ่ม IT for IT."""
    core, number = core_of(text), number_of(text)
    found = [name for name in index.names if core and core_of(name) == core]
    if len(found) != 1 or len(index.names[found[0]]) > 1:
        return None
    return found[0] if len({number, number_of(found[0])} - {""}) < 2 else None  # noqa: PLR2004
