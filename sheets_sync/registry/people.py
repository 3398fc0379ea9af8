"""Who is meant: the staff list as an index from what people type to one of its rows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from sheets_sync.registry.cells import Cells, Mask, Objects, Problem
from sheets_sync.registry.comparison_budget import ComparisonBudget, Suggest
from sheets_sync.registry.nearest_text import nearest_code, nearest_ones
from sheets_sync.registry.person_names import name_key, split_people
from sheets_sync.registry.references import without_zeros
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import arabic_digits, clean, fold

NOBODY = -1
"""In place of a row of `staff`, where nobody was found."""
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_FEW = 3
"""As many people with equally near names are still a help to choose from."""


@dataclass(frozen=True)
class StaffIndex:
    """Finds one row of `staff` by number, then e-mail, then name without titles."""

    numbers: Mapping[str, int]
    addresses: Mapping[str, int]
    named: Mapping[int, str]
    """By row, the full name."""
    labels: Objects
    """For every row, what to suggest: number and full name."""

    @cached_property
    def names(self) -> Mapping[str, tuple[int, ...]]:
        """By name without title, the rows that bear it; made when somebody is typed by name."""
        rows: dict[str, list[int]] = {}
        for row, name in self.named.items():
            rows.setdefault(name_key(name), []).append(row)
        return {key: tuple(found) for key, found in rows.items()}

    @cached_property
    def without_zeros(self) -> Mapping[str, int]:
        """By number without leading zeros, the one row that has it."""
        return without_zeros(self.numbers)

    @cached_property
    def first_names(self) -> Mapping[str, tuple[int, ...]]:
        """By first name without title, the rows of those who bear it."""
        rows: dict[str, tuple[int, ...]] = {}
        for name, found in self.names.items():
            first = name.partition(" ")[0]
            rows[first] = (*rows.get(first, ()), *found)
        return rows

    @cached_property
    def own_labels(self) -> tuple[str, ...]:
        """For every row its label, where whoever reads that finds this very row; else nothing."""
        return tuple(
            label if label and self.find(label) == row else ""
            for row, label in enumerate(map(str, self.labels))
        )

    def find(self, text: str) -> int | tuple[int, ...]:
        """The row meant; several rows where a name fits them all; none as `NOBODY`."""
        if (row := self.by_number(text)) != NOBODY:
            return row
        address = clean(text).casefold()
        if address in self.addresses:
            return self.addresses[address]
        fitting = self.names.get(name_key(text), ())
        if len(fitting) > 1:
            return fitting
        return fitting[0] if fitting else self._by_number_and_name(text)

    def by_number(self, text: str) -> int:
        """The row with that staff number, also where it is typed with thousands separators."""
        word = fold(text)
        if word in self.numbers:
            return self.numbers[word]
        if "," in word and _GROUPED.fullmatch(word):
            word = word.replace(",", "")
        return self.without_zeros.get(word.lstrip("0"), NOBODY) if word.isdecimal() else NOBODY

    def _by_number_and_name(self, text: str) -> int:
        """Number and name, as the drop-down writes them; both must mean the same row."""
        number, _, name = clean(text).partition(" ")
        row = self.numbers.get(fold(number), NOBODY)
        return row if row in self.names.get(name_key(name), ()) else NOBODY


def staff_index(staff: Table) -> StaffIndex:
    """The index of a staff table; a number or address typed twice means its first row."""
    numbers: dict[str, int] = {}
    addresses: dict[str, int] = {}
    named: dict[int, str] = {}
    if not len(staff):
        return StaffIndex({}, {}, {}, np.empty(0, dtype=object))
    ids = staff["staff_id"].per_row()
    full_names = staff["full_name"].per_row()
    for row, (number, address, name) in enumerate(
        zip(ids, staff["email"].per_row(), full_names, strict=True)
    ):
        if number is not None:
            first = numbers.setdefault(fold(number), row)
            if first != row:
                continue
        if address is not None:
            addresses.setdefault(address, row)
        if name is not None:
            named[row] = name
    labels = np.array(
        [" ".join(filter(None, pair)) for pair in zip(ids, full_names, strict=True)], dtype=object
    )
    return StaffIndex(numbers, addresses, named, labels)


def resolve_person(cells: Cells, index: StaffIndex, suggest: Suggest) -> Cells:
    """The cells with rows of `staff` as values (int32, `NOBODY` where none)."""
    # Most are typed by number, just as it stands in the list.
    by_number = [index.numbers.get(text, NOBODY) for text in cells.values]
    values = np.where(cells.blank, NOBODY, np.array(by_number, dtype=np.int32))
    noted: dict[str, dict[int, tuple[Problem, ...]]] = {}
    for position, text in _readable(cells, values == NOBODY):
        row, problem = _person(text, cells, index, suggest)
        if problem is not None and _are_several(text, index):
            said = _SEVERAL.get(cells.column.name, "several_in_one")
            problem = Problem(problem.rule, None, text, {"part": text, "variant": said})
        values[position] = row
        if problem is not None:
            noted.setdefault(problem.rule, {})[position] = (problem,)
    return replace(cells, values=values, problems={**cells.problems, **noted})


_SEVERAL = {"person": "several", "coordinator": "several_coordinators"}
"""What to do about several people depends on the column: a row each, or a place elsewhere."""


def resolve_people(cells: Cells, index: StaffIndex, suggest: Suggest) -> Cells:
    """The cells with tuples of rows of `staff` as values, in the order typed."""
    values = np.full(len(cells.typed), None, dtype=object)
    noted: dict[str, dict[int, tuple[Problem, ...]]] = {}
    for position, text in _readable(cells, ~cells.blank):
        rows: dict[int, None] = {}
        # A number may have what parts people in it: 101/2569.
        whole = index.by_number(text) != NOBODY
        for part in (text,) if whole else split_people(text):
            row, problem = _person(part, cells, index, suggest)
            if row != NOBODY:
                rows[row] = None
            if problem is not None:
                by_cell = noted.setdefault(problem.rule, {})
                by_cell[position] = (*by_cell.get(position, ()), problem)
        values[position] = tuple(rows)
    return replace(cells, values=values, problems={**cells.problems, **noted})


def _readable(cells: Cells, among: Mask) -> Iterable[tuple[int, str]]:
    for position in np.flatnonzero(among & ~cells.blank):
        text = cells.values[position]
        if text is not None:
            yield int(position), arabic_digits(text)


def _person(
    text: str, cells: Cells, index: StaffIndex, suggest: Suggest
) -> tuple[int, Problem | None]:
    found = index.find(text)
    if isinstance(found, tuple):
        labels = " / ".join(index.labels[list(found)])
        return NOBODY, Problem("person-ambiguous", labels, text, {"part": text})
    if found != NOBODY:
        return found, None
    rule = "speaker-outside" if cells.column.outside == "warn" else "person-unknown"
    return NOBODY, Problem(rule, suggest(text), text, {"part": text})


def _are_several(text: str, index: StaffIndex) -> bool:
    """Whether a cell for one person names more of them, at least one of whom is known."""
    people = split_people(text)
    return len(people) > 1 and any(index.find(person) != NOBODY for person in people)


def nearest_person(index: StaffIndex, budget: ComparisonBudget) -> Suggest:
    """Suggests whose number, address or name is nearest to a text.

    Of numbers and addresses only one that is nearer than all others, of names up to three that
    are equally near.
    """
    numbers, addresses = tuple(index.numbers), tuple(index.addresses)

    @cache
    def names() -> tuple[str, ...]:
        return tuple(index.names)

    def rows_near(text: str) -> tuple[int, ...]:
        if "@" in text:
            words = nearest_ones(text, addresses) if budget.afford(len(addresses)) else ()
            return (index.addresses[words[0]],) if len(words) == 1 else ()
        if any(letter.isdigit() for letter in text):
            code = nearest_code(text, numbers) if budget.afford(len(numbers)) else None
            return () if code is None else (index.numbers[code],)
        if alone := index.first_names.get(name_key(text)):
            return alone
        words = nearest_ones(name_key(text), names()) if budget.afford(len(names())) else ()
        return tuple(row for word in words for row in index.names[word])

    def suggest(text: str) -> str | None:
        rows = rows_near(text)
        labels = (index.labels[row] for row in rows)
        return " / ".join(labels) if 0 < len(rows) <= _FEW else None

    return suggest
