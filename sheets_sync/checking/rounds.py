"""The rounds: every community's rows brought together, as of a cut-off day.

All arrays are positions and masks over the tables, so that a million rows cost a few passes.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold

Days = NDArray[np.datetime64]
Positions = NDArray[np.int32]

CLOSED = frozenset({"draft", "cancelled"})
"""The states of a round whose steps nobody waits for."""


@dataclass(frozen=True)
class Members:
    """The rows of `members`."""

    community: Positions
    person: Positions
    eligible: Mask
    """Listed, joined by the cut-off, not left before it, not exempt, each person once."""
    exempt: Mask
    """Listed and exempt at the cut-off, each person once."""
    listed_once: Mask
    """Everybody who was ever to take part: joined by the cut-off and not exempt."""
    left_on: Days
    uncertain: Mask
    """Rows with a cell about leaving or exemption that cannot be read."""
    evaluated: Mask
    followed_up: Mask


@dataclass(frozen=True)
class Sessions:
    """The rows of `sessions`."""

    community: Positions
    day: Days
    """The day it is to be held: the new day of a postponed one, else the planned one.

    Not a time where that day cannot be read, or where a postponed session has no new day.
    """
    held_on: Days
    """Not a time where it is blank, unreadable or in the future."""
    day_unreadable: Mask
    """The day it was or is to be held is typed and cannot be read."""
    held: Mask
    """`held_on` is filled and the session is not cancelled."""
    cancelled: Mask
    open: Mask
    """Planned, and neither held, postponed nor cancelled."""
    recorded: Mask
    """Held, and its results are there."""


@dataclass(frozen=True)
class Rounds:
    """What the rows say about every round."""

    snapshot: Snapshot
    as_of: dt.date
    rows: Rows
    """The rows of `communities` that are a round: an ID of their own, not typed before."""
    status: NDArray[np.object_]
    """For every row of `communities`, its status or None."""
    plan: Positions
    """For every row of `communities`, its first row in `plans`, or `NOWHERE`."""
    members: Members
    experts: Positions
    """For every row of `experts`, its community."""
    sessions: Sessions

    @cached_property
    def watched(self) -> Rows:
        """The rounds whose status is known and neither draft nor cancelled."""
        known = np.isin(self.status[self.rows], ("active", "completed"))
        return np.asarray(self.rows[known])

    @cached_property
    def is_watched(self) -> Mask:
        """For every row of `communities` whether it is one of `watched`; false at `NOWHERE`."""
        watched = np.zeros(self.size + 1, dtype=np.bool_)
        watched[self.watched] = True
        return watched

    @property
    def size(self) -> int:
        """Rows of `communities`."""
        return len(self.status)

    def unresolved(self, tab: str) -> Mask:
        """For every row of `communities`, whether a row of a tab names nobody we know there."""
        table = self.snapshot[tab]
        nobody = table["person"].per_row() == NOBODY
        return np.asarray(self.count(table["community"].per_row(), nobody) > 0)

    def perhaps_meant(self, tab: str) -> Mask:
        """For every row of `communities`, whether a row of a tab may mean it but for a slip.

        What such a row states is not missing: the slip has a finding of its own.
        """
        perhaps = np.zeros(self.size, dtype=np.bool_)
        slips = self.snapshot[tab]["community"].problems.get("reference-unknown", {})
        near = {problem.suggestion for found in slips.values() for problem in found} - {None}
        if near:
            for row in map(int, self.rows):
                perhaps[row] = self.identifier(row) in near
        return perhaps

    def identifier(self, row: int) -> str | None:
        """The ID of a community's row."""
        name: str | None = self.snapshot["communities"]["community_id"].at(row)
        return name

    def is_open(self, row: int) -> bool:
        """Whether somebody waits for the steps of that round."""
        return self.status[row] not in CLOSED

    def count(self, community: Positions, mask: Mask | None = None) -> NDArray[np.intp]:
        """For every row of `communities`, how many rows of another table belong to it."""
        chosen = community if mask is None else community[mask]
        return np.bincount(chosen[chosen != NOWHERE], minlength=self.size)


def happened(table: Table, column: str, today: dt.date) -> Days:
    """The days of a column that says what has happened; a day after today is not used."""
    days = table[column].per_row()
    return np.where(days > np.datetime64(today), np.datetime64("NaT", "D"), days)


def happened_by(table: Table, column: str, today: dt.date, as_of: dt.date) -> Mask:
    """For every row, whether what it says had happened by a cut-off day.

    A day that is blank, cannot be read or lies in the future does not speak against it.
    """
    return np.asarray(~(happened(table, column, today) > np.datetime64(as_of)))


def people_named(table: Table, column: str) -> tuple[Rows, Positions]:
    """The people named in a column of people: one entry for each, with the row that names them."""
    cells = table[column]
    counts = np.array([len(people or ()) for people in cells.values], dtype=np.intp)
    people = np.array([one for people in cells.values for one in people or ()], dtype=np.int32)
    rows = np.repeat(np.arange(len(table)), counts[cells.codes])
    ends = np.cumsum(counts[cells.codes])
    place = np.arange(len(rows)) - (ends - counts[cells.codes])[rows]
    return rows, people[(np.cumsum(counts) - counts)[cells.codes][rows] + place]


def gather_rounds(snapshot: Snapshot, as_of: dt.date | None = None) -> Rounds:
    """The rounds as of a cut-off day, which is the snapshot's own where none is given."""
    cut_off = as_of or snapshot.today
    communities = snapshot["communities"]
    return Rounds(
        snapshot=snapshot,
        as_of=cut_off,
        rows=first_of_key(communities),
        status=communities["status"].per_row(),
        plan=_first_row_of(snapshot["plans"]["community"].per_row(), len(communities)),
        members=_members(snapshot, cut_off),
        experts=snapshot["experts"]["community"].per_row(),
        sessions=_sessions(snapshot, cut_off),
    )


def first_of_key(table: Table) -> Rows:
    """The rows whose single-cell key is there and was not typed above."""
    seen: set[str] = set()
    rows = []
    for row, key in enumerate(table[table.tab.key[0]].per_row()):
        if key is not None and (word := fold(key)) not in seen:
            seen.add(word)
            rows.append(row)
    return np.array(rows, dtype=np.intp)


def _first_row_of(targets: Positions, size: int) -> Positions:
    first = np.full(size, NOWHERE, dtype=np.int32)
    found = np.flatnonzero(targets != NOWHERE)[::-1]
    first[targets[found]] = found
    return first


def pairs(community: Positions, person: Positions) -> NDArray[np.int64]:
    """One number for each pair of community and person; -1 where either is not known."""
    both = (community.astype(np.int64) << 32) | person.astype(np.int64)
    return np.where((community == NOWHERE) | (person == NOWHERE), -1, both)


def among(numbers: NDArray[np.int64], wanted: NDArray[np.int64]) -> Mask:
    """For every number, whether it is one of those; many times faster than sorting them."""
    return pd.Series(numbers).isin(wanted).to_numpy()


def _members(snapshot: Snapshot, as_of: dt.date) -> Members:
    table = snapshot["members"]
    community, person = table["community"].per_row(), table["person"].per_row()
    left = table["left_on"].per_row()
    gone = (left < np.datetime64(as_of)) | _has_left(snapshot, person)
    came = happened_by(table, "joined_on", snapshot.today, as_of)
    exempt_cells = table["exempt"].per_row()
    exempt = np.asarray(exempt_cells == True)  # noqa: E712  an object array, None where blank
    pair = pairs(community, person)
    known = community != NOWHERE
    return Members(
        community=community,
        person=person,
        eligible=_once(pair, known & came & ~gone & ~exempt),
        exempt=_once(pair, known & came & ~gone & exempt),
        listed_once=_once(pair, known & came & ~exempt),
        left_on=left,
        uncertain=unreadable(table, "left_on") | unreadable(table, "exempt"),
        evaluated=_recorded(snapshot, "evaluations", "evaluated_on", pair, as_of),
        followed_up=_recorded(snapshot, "followups", "followed_up_on", pair, as_of),
    )


def _has_left(snapshot: Snapshot, person: Positions) -> Mask:
    """Whether the staff list says that a person has left."""
    status = snapshot["staff"]["status"].per_row()
    if not len(status):
        return np.zeros(len(person), dtype=np.bool_)
    return np.asarray((status == "left")[person] & (person != NOBODY))


def _once(pair: NDArray[np.int64], mask: Mask) -> Mask:
    """The mask with each known pair kept at its first row only."""
    rows = np.flatnonzero(mask)
    _, first = np.unique(pair[rows], return_index=True)
    keep = np.zeros(len(rows), dtype=np.bool_)
    keep[first] = True
    keep |= pair[rows] == -1
    once = np.zeros(len(mask), dtype=np.bool_)
    once[rows[keep]] = True
    return once


def unreadable(table: Table, column: str) -> Mask:
    """For every row, whether something is typed that gives no value."""
    cells = table[column]
    return np.asarray(~cells.blank_rows() & ~cells.readable_rows())


def _recorded(
    snapshot: Snapshot, tab: str, column: str, pair: NDArray[np.int64], as_of: dt.date
) -> Mask:
    """For every member, whether by then a tab has a row about that person in that community."""
    table = snapshot[tab]
    rows = pairs(table["community"].per_row(), table["person"].per_row())
    rows = rows[happened_by(table, column, snapshot.today, as_of)]
    return np.asarray(among(pair, rows) & (pair != -1))


def _sessions(snapshot: Snapshot, as_of: dt.date) -> Sessions:
    table = snapshot["sessions"]
    status = table["status"].per_row()
    cancelled = status == "cancelled"
    took_place = happened_by(table, "held_on", snapshot.today, as_of)
    held = ~table["held_on"].blank_rows() & ~cancelled & took_place
    held_on = happened(table, "held_on", snapshot.today)
    moved = ~table["postponed_to"].blank_rows()
    planned_on = table["planned_on"].per_row()
    no_day = np.datetime64("NaT", "D")
    new_day = np.where(moved, table["postponed_to"].per_row(), no_day)
    typed_badly = np.where(
        moved, unreadable(table, "postponed_to"), unreadable(table, "planned_on")
    )
    return Sessions(
        community=table["community"].per_row(),
        day=np.where(moved | (status == "postponed"), new_day, planned_on),
        held_on=np.where(took_place, held_on, no_day),
        day_unreadable=np.where(held, unreadable(table, "held_on"), typed_badly),
        held=held,
        cancelled=cancelled,
        open=~held & ~cancelled & (status != "postponed"),
        recorded=held & ~table["results"].blank_rows(),
    )
