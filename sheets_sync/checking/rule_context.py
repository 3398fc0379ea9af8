"""Facts: everything a rule may look at, and how it says where something is."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np

from sheets_sync.checking.history import NOTHING_REMEMBERED, History
from sheets_sync.checking.record_keys import RecordKeys
from sheets_sync.checking.rounds import Days, Positions, Rounds
from sheets_sync.checking.steps import Progress
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.settings.model import Settings
from sheets_sync.settings.sheet_settings import Rejected

Made = TypeVar("Made")


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
    memory: Recollection = NOTHING

    def once(self, work: Callable[..., Made], *parts: object) -> Made:
        """What `work` makes of these parts; that of the last look where each is the same object.

        It must depend on nothing else. Tables and columns in which nobody changed a cell are the
        same objects. Texts among the parts tell apart what is worked out several times in a look.
        """
        names = (part for part in parts if isinstance(part, str))
        return self.memory.of((work, *names), parts, partial(work, *parts))

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
    def days_off(self) -> Days:
        """The holidays in their order."""
        return self.once(_in_order, self.holidays)

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

    @cached_property
    def records(self) -> RecordKeys:
        """What the records of all tables are called."""
        return RecordKeys(self.snapshot)

    def key(self, table: Table, row: int) -> str | None:
        """The record's key: parts joined by " · ", people and communities by their own IDs."""
        key: str | None = self.records.keys(table, np.array([row])).item()
        return key

    def staff_id(self, row: int) -> str | None:
        """The number of a row of `staff`."""
        number: str | None = self.records.staff_ids.item(row)
        return number

    def person_name(self, row: int) -> str:
        """The name of a row of `staff`, else its number."""
        return str(self.table("staff")["full_name"].at(row) or self.staff_id(row) or "")

    def community_of(self, table: Table, row: int) -> str | None:
        """The ID of the community a row belongs to."""
        community: str | None = self.records.communities(table, np.array([row])).item()
        return community


def _in_order(days: frozenset[dt.date]) -> Days:
    return np.array(sorted(days), dtype="datetime64[D]")


def days_at(days: Days, rows: Positions) -> Days:
    """The day at each of these rows of another table; not a time where the row is not known."""
    return np.append(days, np.datetime64("NaT", "D"))[rows]
