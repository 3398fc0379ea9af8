"""The rounds: every community's rows brought together, as of a cut-off day.

All arrays are positions and masks over the tables, so that a million rows cost a few passes.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.equal_numbers import among, first_places
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.record_words import is_ditto
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold

Days = NDArray[np.datetime64]
Positions = NDArray[np.int32]

_NO_DAY = np.datetime64("NaT", "D")

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
    not_exempt: Mask
    """Listed and not exempt, whenever they came and went."""
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
    """`held_on` is filled and the session is not cancelled.

    Nor is it said to be postponed where `held_on` gives no day that has been.
    """
    cancelled: Mask
    open: Mask
    """Neither held nor cancelled: planned, or postponed and still to be held."""
    postponed: Mask
    """Put off, and neither held nor cancelled."""
    recorded: Mask
    """Held, and its results are there."""
    day_in: NDArray[np.str_]
    """The column in which `day` stands."""


@dataclass(frozen=True)
class Rounds:
    """What the rows say about every round."""

    snapshot: Snapshot
    as_of: dt.date
    rows: Rows
    """The rows of `communities` that are a round: an ID of their own, not typed before."""
    status: NDArray[np.object_]
    """For every row of `communities`, its status at the cut-off or None."""
    plan: Positions
    """For every row of `communities`, its first row in `plans`, or `NOWHERE`."""
    members: Members
    experts: Positions
    """For every row of `experts`, its community."""
    sessions: Sessions

    @cached_property
    def in_effect(self) -> Rows:
        """The rounds whose status is known and neither draft nor cancelled."""
        known = np.isin(self.status[self.rows], ("active", "completed"))
        return np.asarray(self.rows[known])

    @cached_property
    def status_unknown(self) -> Rows:
        """The rounds whose status is blank or cannot be read."""
        status = self.status[self.rows].tolist()
        return np.asarray(self.rows[np.array([one is None for one in status], dtype=np.bool_)])

    @cached_property
    def is_in_effect(self) -> Mask:
        """For every row of `communities` whether it is one of `in_effect`; false at `NOWHERE`."""
        in_effect = np.zeros(self.size + 1, dtype=np.bool_)
        in_effect[self.in_effect] = True
        return in_effect

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

    @cached_property
    def perhaps_more_members(self) -> Mask:
        """For every row of `communities`, whether members below its own name no community.

        In a list with one heading cell for a group, or with ditto marks below it, they are most
        likely of the same one.
        """
        perhaps = np.zeros(self.size, dtype=np.bool_)
        table = self.snapshot["members"]
        cells = table["community"]
        as_above = [
            at for at, raw in enumerate(cells.typed) if isinstance(raw, str) and is_ditto(raw)
        ]
        unnamed = cells.blank_rows() | np.isin(cells.codes, as_above)
        strays = np.flatnonzero(unnamed & ~table["person"].blank_rows())
        if len(strays):
            community = self.members.community
            known = np.flatnonzero(community != NOWHERE)
            before = np.searchsorted(known, strays) - 1
            above = known[before[before >= 0]]
            same = table.sheet_of[above] == table.sheet_of[strays[before >= 0]]
            perhaps[community[above[same]]] = True
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


def gather_rounds(snapshot: Snapshot) -> Rounds:
    """The rounds as of the day of the snapshot, on which whoever leaves is still there."""
    today = snapshot.today
    left = snapshot["members"]["left_on"].per_row()
    gone = (left < np.datetime64(today)) | _left_undated(snapshot)
    status = snapshot["communities"]["status"].per_row()
    return _rounds(snapshot, today, status, left, gone)


def rounds_at_close(
    snapshot: Snapshot, as_of: dt.date, left_since: Mapping[int, dt.date] | None = None
) -> Rounds:
    """The rounds as they stood when a day was over.

    `left_since` says, by row of `staff`, since when a person is known to have left the agency;
    without it, only since the day of the snapshot: never backwards into months before.
    """
    left = _days_of_leaving(snapshot, left_since or {})
    gone = left <= np.datetime64(as_of)
    return _rounds(snapshot, as_of, _status_at_close(snapshot, as_of), left, gone)


def _status_at_close(snapshot: Snapshot, as_of: dt.date) -> NDArray[np.object_]:
    """The sheet keeps no history of the status: completed is a round from the day it ended on."""
    communities = snapshot["communities"]
    status = communities["status"].per_row()
    ended_later = communities["ends_on"].per_row() > np.datetime64(as_of)
    return np.where((status == "completed") & ended_later, "active", status)


def _days_of_leaving(snapshot: Snapshot, left_since: Mapping[int, dt.date]) -> Days:
    """For every member the day typed, else since when the staff list is known to say: left."""
    table = snapshot["members"]
    since = np.full(len(snapshot["staff"]) + 1, np.datetime64(snapshot.today))
    for person, day in left_since.items():
        since[person] = np.datetime64(day)
    seen = np.where(_left_undated(snapshot), since[table["person"].per_row()], _NO_DAY)
    return np.asarray(np.fmax(table["left_on"].per_row(), seen))


def _left_undated(snapshot: Snapshot) -> Mask:
    """For every member, whether the staff list says that they left, and no day is typed."""
    table = snapshot["members"]
    left = np.append(snapshot["staff"]["status"].says("left"), np.False_)  # last: nobody
    return np.asarray(left[table["person"].per_row()] & np.isnat(table["left_on"].per_row()))


def _rounds(
    snapshot: Snapshot, as_of: dt.date, status: NDArray[np.object_], left: Days, gone: Mask
) -> Rounds:
    communities = snapshot["communities"]
    return Rounds(
        snapshot=snapshot,
        as_of=as_of,
        rows=first_of_key(communities),
        status=status,
        plan=_first_row_of(snapshot["plans"]["community"].per_row(), len(communities)),
        members=_members(snapshot, as_of, left, gone),
        experts=snapshot["experts"]["community"].per_row(),
        sessions=_sessions(snapshot, as_of),
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


def _members(snapshot: Snapshot, as_of: dt.date, left: Days, gone: Mask) -> Members:
    table = snapshot["members"]
    community, person = table["community"].per_row(), table["person"].per_row()
    came = happened_by(table, "joined_on", snapshot.today, as_of)
    exempt = table["exempt"].says_yes()
    pair = pairs(community, person)
    known = community != NOWHERE
    return Members(
        community=community,
        person=person,
        eligible=_once(pair, known & came & ~gone & ~exempt),
        exempt=_once(pair, known & came & ~gone & exempt),
        not_exempt=known & ~exempt,
        listed_once=_once(pair, known & came & ~exempt),
        left_on=left,
        uncertain=unreadable(table, "left_on") | unreadable(table, "exempt"),
        evaluated=_recorded(snapshot, "evaluations", "evaluated_on", pair, as_of),
        followed_up=_recorded(snapshot, "followups", "followed_up_on", pair, as_of),
    )


def _once(pair: NDArray[np.int64], mask: Mask) -> Mask:
    """The mask with each known pair kept at its first row only."""
    rows = np.flatnonzero(mask)
    keep = first_places(pair[rows]) == np.arange(len(rows))
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
    held_on = happened(table, "held_on", snapshot.today)
    filled = ~table["held_on"].blank_rows()
    put_off = (status == "postponed") & filled & np.isnat(held_on)
    held = filled & ~cancelled & ~put_off & took_place
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
        day_unreadable=np.where(held | put_off, unreadable(table, "held_on"), typed_badly),
        held=held,
        cancelled=cancelled,
        open=~held & ~cancelled,
        postponed=~held & ~cancelled & (moved | (status == "postponed")),
        recorded=held & ~table["results"].blank_rows(),
        day_in=np.where(moved, "postponed_to", "planned_on"),
    )
