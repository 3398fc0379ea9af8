"""Facts: everything a rule may look at, and how it says where something is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sheets_sync.checking.history import NOTHING_REMEMBERED, History
from sheets_sync.checking.rounds import Days, Positions, Rounds
from sheets_sync.checking.steps import Progress
from sheets_sync.registry.cells import Cells, Mask, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.settings.model import Settings
from sheets_sync.settings.sheet_settings import Rejected


@dataclass(frozen=True)
class RuleContext:
    """A snapshot, the progress computed from it, what is remembered and what is set."""

    snapshot: Snapshot
    progress: Progress
    settings: Settings
    history: History = NOTHING_REMEMBERED
    rejected_settings: tuple[Rejected, ...] = ()
    holidays: frozenset[dt.date] = frozenset()
    """The days around today on which the agency does not work, weekends left out."""

    @property
    def rounds(self) -> Rounds:
        """The rows of every round brought together."""
        return self.progress.rounds

    @property
    def today(self) -> np.datetime64:
        """The day of the check."""
        return np.datetime64(self.snapshot.today)

    def table(self, tab: str) -> Table:
        """The rows of one tab; none when it is missing or quarantined."""
        return self.snapshot[tab]

    def usable(self, *tabs: str) -> bool:
        """Whether all these tabs can be relied on; a rule that needs another stays silent."""
        return all(self.snapshot[tab].usable for tab in tabs)

    def has_shrunk(self, tab: str, before: int) -> bool:
        """Whether a tab that had so many rows has lost too many of them, or all."""
        table, guard = self.snapshot[tab], self.settings.guard
        lost = before - len(table)
        if before >= guard.shrunk_rows and lost * 100 > before * guard.shrunk_percent:
            return True
        # A small tab may well shrink, but a required one never loses everything.
        return before > 0 and not len(table) and not table.tab.optional

    @cached_property
    def columns_with(self) -> Mapping[str, Sequence[tuple[Table, str]]]:
        """By rule, the columns in which a cell met its problem when it was read."""
        found: dict[str, list[tuple[Table, str]]] = {}
        for table in self.snapshot.tables.values():
            for column, cells in table.columns.items():
                for rule in cells.problems:
                    found.setdefault(rule, []).append((table, column))
        return found

    @cached_property
    def active_rounds(self) -> Rows:
        """The rows of `communities` that are rounds and active."""
        rows = self.rounds.rows
        return np.asarray(rows[self.rounds.status[rows] == "active"])

    @cached_property
    def waited_for(self) -> Rows:
        """The rows of `communities` that are rounds and neither draft nor cancelled."""
        rows = self.rounds.rows
        return np.array([row for row in rows if self.rounds.is_open(int(row))], dtype=np.intp)

    def belongs_to_waited_for(self, tab: str) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """For every row of `communities`, or of a tab that names one: is its round waited for?"""
        waited = np.zeros(self.rounds.size + 1, dtype=np.bool_)
        waited[self.waited_for] = True
        if tab == "communities":
            return waited[:-1]
        return np.asarray(waited[self.table(tab)["community"].per_row()])

    def key(self, table: Table, row: int) -> str | None:
        """The record's key: parts joined by " · ", people and communities by their own IDs."""
        for columns in (table.tab.key, table.tab.alternative_key):
            parts = [self._key_part(table, column, row) for column in columns]
            if parts and None not in parts:
                return " · ".join(filter(None, parts))
        return None

    def is_keyed(self, table: Table) -> Mask:
        """For every row, whether it has a key."""
        keyed = np.zeros(len(table), dtype=np.bool_)
        for columns in (table.tab.key, table.tab.alternative_key):
            if columns:
                parts = [self._has_part(table, column) for column in columns]
                keyed |= np.logical_and.reduce(parts)
        return keyed

    def _has_part(self, table: Table, column: str) -> Mask:
        cells = table.columns[column]
        by_cell = [
            self._part_of_cell(table, column, code) is not None for code in range(len(cells.typed))
        ]
        return np.array(by_cell, dtype=np.bool_)[cells.codes]

    def _key_part(self, table: Table, column: str, row: int) -> str | None:
        return self._part_of_cell(table, column, table.columns[column].codes.item(row))

    def _part_of_cell(self, table: Table, column: str, code: int) -> str | None:
        """What a cell adds to a key, told once for all rows that hold the same."""
        cells = table.columns[column]
        told = self._key_parts.setdefault((table.tab.name, column), {})
        if code not in told:
            told[code] = self._told_in_key(cells, code) or None
        return told[code]

    def _told_in_key(self, cells: Cells, code: int) -> str | None:
        value = cells.values[code]
        part: str | None = None
        match cells.column.kind:
            case "person" if value != NOBODY:
                part = self._staff_ids[value]
            case "reference" if value != NOWHERE:
                part = self.key(self.table(cells.column.to), int(value))
            case "date" | "month" if not np.isnat(value):
                part = str(value)
            case "id":
                return str(value) if value is not None else None
        return part or shown(cells.typed[code]).strip()

    @cached_property
    def _key_parts(self) -> dict[tuple[str, str], dict[int, str | None]]:
        """By tab and column, then by distinct cell."""
        return {}

    def staff_id(self, row: int) -> str | None:
        """The number of a row of `staff`."""
        return self._staff_ids[row]

    @cached_property
    def _staff_ids(self) -> list[str | None]:
        ids: list[str | None] = self.table("staff")["staff_id"].per_row().tolist()
        return ids

    def person_name(self, row: int) -> str:
        """The name of a row of `staff`, else its number."""
        return str(self.table("staff")["full_name"].at(row) or self.staff_id(row) or "")

    def community_of(self, table: Table, row: int) -> str | None:
        """The ID of the community a row belongs to."""
        if table.tab.name == "communities":
            return self._community_ids[row]
        for column, whose in (("community", "communities"), ("session", "sessions")):
            if column in table.columns:
                named = table.columns[column].at(row)
                return None if named == NOWHERE else self.community_of(self.table(whose), named)
        return None

    @cached_property
    def _community_ids(self) -> list[str | None]:
        ids: list[str | None] = self.table("communities")["community_id"].per_row().tolist()
        return ids


def days_at(days: Days, rows: Positions) -> Days:
    """The day at each of these rows of another table; not a time where the row is not known."""
    return np.append(days, np.datetime64("NaT", "D"))[rows]
