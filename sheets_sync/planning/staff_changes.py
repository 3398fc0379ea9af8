"""The staff tab against the list of another system: who came, who left, what is different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.schema import Column
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import clean, fold

StaffChangeKind: TypeAlias = Literal[
    "joined", "left", "returned", "renamed", "readdressed", "moved", "restated"
]
KINDS: tuple[StaffChangeKind, ...] = (
    "joined", "left", "returned", "renamed", "readdressed", "moved", "restated",
)  # fmt: skip
Person: TypeAlias = Mapping[str, str]
"""By column of the staff tab, what the other list says."""

_KIND_OF_COLUMN: Mapping[str, StaffChangeKind] = {
    "full_name": "renamed",
    "email": "readdressed",
    "unit": "moved",
    "position": "moved",
    "supervisor": "moved",
    "status": "restated",
}
"""What a difference in a column is called; in other columns none is looked for."""
_GONE = "left"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell of the staff tab that the other list contradicts."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StaffChange:
    """One person of whom the lists differ."""

    kinds: tuple[StaffChangeKind, ...]
    number: str
    name: str
    row: int | None
    """Of the staff tab; None for somebody new."""
    cells: Mapping[str, str]
    """The whole row as it would be right."""
    differences: tuple[CellDifference, ...] = ()
    duties: tuple[str, ...] = ()
    """The communities that whoever left coordinates or belongs to, and that are going on."""


@dataclass(frozen=True, slots=True)
class StaffChanges:
    """The whole comparison."""

    listed: int
    """People of the staff tab who have not left."""
    exported: int
    changes: tuple[StaffChange, ...]
    unsure: tuple[str, ...] = ()
    """People of the other list whom several rows fit by name, and who have no number there."""
    absent: int = 0
    """So many of the staff tab are not in the other list."""
    is_partial: bool = False
    """Whether that is too many to believe: then nobody is said to have left."""


def staff_changes(context: RuleContext, exported: Sequence[Person]) -> StaffChanges:
    """Compare them; a column or cell that the other list lacks says nothing."""
    comparison = _Comparison(context)
    changes: list[StaffChange] = []
    unsure: list[str] = []
    seen: set[int] = set()
    for person in exported:
        row = comparison.row_of(person)
        if isinstance(row, tuple):
            unsure.append(person.get("full_name", ""))
            seen.update(row)  # one of them it is: nobody of them is gone
        elif row == NOBODY:
            if not comparison.says_gone(person):
                changes.append(comparison.joined(person))
        elif row not in seen:
            seen.add(row)
            changes += comparison.different(row, person)
    active = comparison.active_rows()
    absent = [row for row in active if row not in seen]
    guard = context.settings.guard
    is_partial = (
        len(active) >= guard.shrunk_rows and len(absent) * 100 > len(active) * guard.shrunk_percent
    )
    if not is_partial:
        changes += (comparison.left(row) for row in absent)
    changes.sort(key=lambda one: (KINDS.index(one.kinds[0]), one.number))
    return StaffChanges(
        len(active), len(exported), tuple(changes), tuple(unsure), len(absent), is_partial
    )


class _Comparison:
    """The staff tab, asked row by row."""

    def __init__(self, context: RuleContext) -> None:
        self._context = context
        self._staff = context.table("staff")
        self._index = context.snapshot.staff
        self._columns: Mapping[str, Column] = self._staff.tab.columns
        self._language = context.settings.language

    def row_of(self, person: Person) -> int | tuple[int, ...]:
        """The row of a person: by number, then by address, then by a name that only one has."""
        number, address = person.get("staff_id", ""), person.get("email", "")
        for text in (number, address):
            row = self._index.find(text) if text else NOBODY
            if isinstance(row, int) and row != NOBODY:
                return row
        name = person.get("full_name", "")
        if number or not name:
            return NOBODY  # an unknown number is somebody new, whatever the name
        return self._index.find(name)

    def active_rows(self) -> list[int]:
        """The rows of people who have not left; a number typed twice is one person."""
        status = self._staff["status"].per_row()
        return [row for row in sorted(self._index.named) if status[row] != _GONE]

    def says_gone(self, person: Person) -> bool:
        """Whether the other list itself says that somebody has left."""
        return self._choice("status", person.get("status", "")) == _GONE

    def joined(self, person: Person) -> StaffChange:
        """Somebody new."""
        number, name = person.get("staff_id", ""), person.get("full_name", "")
        status = person.get("status", "")
        words = {"status": self._status_word(status)} if status else {}
        return StaffChange(("joined",), number, name, None, {**person, **words})

    def left(self, row: int) -> StaffChange:
        """Somebody whom the other list does not have."""
        word = self._columns["status"].choices[_GONE].label(self._language)
        difference = CellDifference("status", self._staff["status"].shown(row), word)
        return self._changed(("left",), row, (difference,), duties=self._duties(row))

    def different(self, row: int, person: Person) -> Iterator[StaffChange]:
        """What the other list says otherwise of one person, if anything."""
        found = tuple(self._differences(row, person))
        status = self._staff["status"].at(row)
        if status == _GONE and not self.says_gone(person):
            word = self._columns["status"].choices["active"].label(self._language)
            back = CellDifference("status", self._staff["status"].shown(row), word)
            found = (back, *(one for one in found if one.column != "status"))
            yield self._changed(("returned",), row, found)
        elif status != _GONE and self.says_gone(person):
            yield self._changed(("left",), row, found, duties=self._duties(row))
        elif found:
            kinds = {_KIND_OF_COLUMN[one.column] for one in found}
            yield self._changed(tuple(one for one in KINDS if one in kinds), row, found)

    def _differences(self, row: int, person: Person) -> Iterator[CellDifference]:
        for column in _KIND_OF_COLUMN:
            after, before = person.get(column, "").strip(), self._staff[column].shown(row).strip()
            if after and not self._same(column, before, after):
                word = self._status_word(after) if column == "status" else after
                yield CellDifference(column, before, word)

    def _same(self, column: str, before: str, after: str) -> bool:
        match column:
            case "full_name":
                if name_key(before) != name_key(after):
                    return False
                # A list without titles says nothing of titles.
                return clean(before) == clean(after) or name_key(after) == fold(after)
            case "supervisor":
                found = self._index.find(after)
                return found == NOBODY or found == self._index.find(before)
            case "status":
                meant = self._choice(column, after)
                return not meant or meant == (self._choice(column, before) or "active")
        return fold(before) == fold(after)

    def _status_word(self, text: str) -> str:
        """The staff tab's word for what the other list says; at work where it knows no such."""
        meant = self._choice("status", text) or "active"
        return self._columns["status"].choices[meant].label(self._language)

    def _choice(self, column: str, text: str) -> str:
        """The choice a word means; empty where it is none of the schema's."""
        word = fold(text)
        for name, words in self._columns[column].choices.items():
            if word and word in {fold(one) for one in words.spellings(name)}:
                return name
        return ""

    def _changed(
        self,
        kinds: tuple[StaffChangeKind, ...],
        row: int,
        differences: tuple[CellDifference, ...],
        duties: tuple[str, ...] = (),
    ) -> StaffChange:
        cells = {name: cells.shown(row) for name, cells in self._staff.columns.items()}
        cells |= {one.column: one.after for one in differences}
        return StaffChange(
            kinds,
            shown(self._staff["staff_id"].at(row)),
            self._context.person_name(row),
            int(self._staff.rows[row]),
            cells,
            differences,
            duties,
        )

    def _duties(self, row: int) -> tuple[str, ...]:
        rounds = self._context.rounds
        open_rounds = set(self._context.active_rounds.tolist())
        communities = self._context.table("communities")
        found = set(np.flatnonzero(communities["coordinator"].per_row() == row).tolist())
        for tab in ("members", "experts"):
            table = self._context.table(tab)
            if len(table):
                theirs = table["person"].per_row() == row
                found |= set(table["community"].per_row()[theirs].tolist())
        return tuple(
            name for one in sorted(found & open_rounds) if (name := rounds.identifier(one))
        )
