"""What records are called: their keys, and the communities that they belong to."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from sheets_sync.registry.cells import Cells, Codes, Mask, Objects, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table


class RecordKeys:
    """The keys of one snapshot's records, many at a time."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._told: dict[tuple[str, str], _Told] = {}

    def keys(self, table: Table, rows: Rows) -> Objects:
        """For each of these rows its key; None where it has no usable one.

        Its parts are joined by " · ", people and communities by their own IDs.
        """
        keys = np.full(len(rows), None, dtype=object)
        keyless = np.arange(len(rows))
        for columns in (table.tab.key, table.tab.alternative_key):
            if columns and len(keyless):
                parts = [self._parts(table, column, rows[keyless]) for column in columns]
                keys[keyless] = _joined(parts)
                keyless = np.flatnonzero(_is_none(keys))
        return keys

    def is_keyed(self, table: Table) -> Mask:
        """For every row, whether it has a key."""
        keyed = np.zeros(len(table), dtype=np.bool_)
        for columns in (table.tab.key, table.tab.alternative_key):
            if columns:
                parts = [self._has_part(table, column) for column in columns]
                keyed |= np.logical_and.reduce(parts)
        return keyed

    def communities(self, table: Table, rows: Rows) -> Objects:
        """For each of these rows, the ID of the community it belongs to, or None."""
        if table.tab.name == "communities":
            return self._community_ids[rows]
        communities = np.full(len(rows), None, dtype=object)
        for column, whose in (("community", "communities"), ("session", "sessions")):
            if column in table.columns:
                cells = table.columns[column]
                named = cells.values[cells.codes[rows]]
                known = named != NOWHERE
                communities[known] = self.communities(self._snapshot[whose], named[known])
                break
        return communities

    @cached_property
    def staff_ids(self) -> Objects:
        """For every row of `staff`, its number."""
        return self._snapshot["staff"]["staff_id"].per_row()

    @cached_property
    def _community_ids(self) -> Objects:
        return self._snapshot["communities"]["community_id"].per_row()

    def _has_part(self, table: Table, column: str) -> Mask:
        cells = table.columns[column]
        every = np.arange(len(cells.typed), dtype=np.int32)
        return ~_is_none(self._told_of(table, column).parts(every))[cells.codes]

    def _parts(self, table: Table, column: str, rows: Rows) -> Objects:
        """What a cell adds to the key of each row."""
        return self._told_of(table, column).parts(table.columns[column].codes[rows])

    def _told_of(self, table: Table, column: str) -> "_Told":
        place = (table.tab.name, column)
        if place not in self._told:
            self._told[place] = _Told(self, table.columns[column], self._snapshot)
        return self._told[place]


class _Told:
    """What the cells of one column add to keys, told once for all rows that hold the same."""

    def __init__(self, keys: RecordKeys, cells: Cells, snapshot: Snapshot) -> None:
        self._keys, self._cells, self._snapshot = keys, cells, snapshot
        self._parts = np.full(len(cells.typed), None, dtype=object)
        self._known = np.zeros(len(cells.typed), dtype=np.bool_)

    def parts(self, codes: Codes) -> Objects:
        """The part of each of these distinct cells; None where it says nothing."""
        untold = codes[~self._known[codes]]
        if len(untold):
            untold = np.unique(untold)
            self._parts[untold] = self._tell(untold)
            self._known[untold] = True
        return self._parts[codes]

    def _tell(self, codes: Codes) -> Objects:
        cells, values = self._cells, self._cells.values[codes]
        told = np.full(len(codes), None, dtype=object)
        match cells.column.kind:
            case "id":
                told[:] = [None if value is None else str(value) or None for value in values]
                return told
            case "person":
                known = values != NOBODY
                told[known] = self._keys.staff_ids[values[known]]
            case "reference":
                known = values != NOWHERE
                told[known] = self._keys.keys(self._snapshot[cells.column.to], values[known])
            case "date" | "month":
                known = ~np.isnat(values)
                told[known] = values[known].astype(str)
        for place in np.flatnonzero(_is_none(told) | (told == "")).tolist():
            told[place] = shown(cells.typed[codes[place]]).strip() or None
        return told


def _joined(parts: Sequence[Objects]) -> Objects:
    """The parts of each row's key as one text; None where one is missing."""
    if len(parts) == 1:
        return parts[0]
    keys = np.empty(len(parts[0]), dtype=object)
    keys[:] = [
        None if None in several else " · ".join(several) for several in zip(*parts, strict=True)
    ]
    return keys


def _is_none(objects: Objects) -> Mask:
    return np.asarray(objects == None, dtype=np.bool_)  # noqa: E711  of every object
