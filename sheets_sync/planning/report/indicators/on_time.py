"""6: how many of the steps that fell due were complete by their due day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sheets_sync.checking.rounds import Days, happened, happened_by, pairs
from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.indicators.values import Measured, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.tables import Table

_DAY = dt.timedelta(days=1)
SESSIONS = 5
"""This step cannot be complete before its due day, the last of the plan's period, is over."""
MEMBERS = 2
ATTESTED = frozenset({MEMBERS, 3})
"""The steps whose day of completion is the day somebody attested them; 2 needs a member, too."""
RECORDS = {6: ("evaluations", "evaluated_on"), 7: ("followups", "followed_up_on")}
"""The steps whose day of completion is that of the last member's first record."""


def on_time(view: View) -> Measured:
    """Of the steps that fell due in the span, those complete by then, where the day is known."""
    end, done = view.end, 0
    in_time, unknown, blind = 0, 0, 0
    for step in STEPS:
        due = end.progress.due[:, step - 1]
        fell_due = end.counted[
            (due[end.counted] >= np.datetime64(view.span.first))
            & (due[end.counted] <= np.datetime64(view.span.last))
        ]
        days = _days_of_completion(view, step)
        for row in map(int, fell_due):
            found = end.progress.by_round[row, step]
            if found.state == "unknown":
                blind += 1
                continue
            if found.state != "complete":
                done += 1
                continue
            day = days.get(row)
            if day is None:
                unknown += 1
                continue
            done += 1
            in_time += day <= _last_day(due[row].astype(object), step)
    return share(in_time, done, exclusions={"completion_unknown": unknown, "step_unknown": blind})


def _last_day(due: dt.date, step: int) -> dt.date:
    return due + (_DAY if step == SESSIONS else dt.timedelta())


def _days_of_completion(view: View, step: int) -> Mapping[int, dt.date]:
    """By round the day its step was complete, where the rows or the ledger know it.

    What was seen complete in time was so, though rows say a later day since: it was attested anew,
    or a member's first record was typed over.
    """
    found: dict[int, dt.date] = {}
    if step in ATTESTED:
        days = view.context.table("communities")["attested_on"].per_row()
        if step == MEMBERS:
            days = np.fmax(days, _first_joined(view))
        found |= {row: day for row, day in enumerate(days.astype(object)) if day is not None}
    if step in RECORDS:
        found |= _last_first_record(view, step)
    due = view.end.progress.due[:, step - 1].astype(object)
    for row, day in _Remembered(view).days(step).items():
        if row not in found or (due[row] is not None and day <= _last_day(due[row], step)):
            found[row] = day
    return found


def _first_joined(view: View) -> Days:
    """For every round, the day it had its first member; of one who was always there, none."""
    members, table = view.end.rounds.members, view.context.table("members")
    joined = happened(table, "joined_on", view.context.snapshot.today)
    mine = members.not_exempt & (members.person != NOBODY)
    first = np.full(view.end.rounds.size, np.iinfo(np.int64).max)
    np.minimum.at(first, members.community[mine], joined[mine].astype(np.int64))
    nobody = first == np.iinfo(np.int64).max
    return np.where(nobody, np.datetime64("NaT", "D"), first.astype("datetime64[D]"))


@dataclass(frozen=True)
class _Remembered:
    view: View

    def days(self, step: int) -> Mapping[int, dt.date]:
        """What the ledger saw; complete at the first look says only: by then."""
        memory, rounds = self.view.memory, self.view.end.rounds
        if not memory.steps:
            return {}
        due = self.view.end.progress.due[:, step - 1].astype(object)
        found = {}
        for row in map(int, rounds.rows):
            kept = memory.steps.get((rounds.identifier(row) or "", step))
            day = kept.completed_on if kept else None
            if day is None:
                continue
            seen_complete_at_first = day == memory.since
            if not seen_complete_at_first or (due[row] is not None and day <= due[row]):
                found[row] = day
        return found


def _last_first_record(view: View, step: int) -> Mapping[int, dt.date]:
    """By round, the latest of the days on which its members had their first record.

    Whoever joined after the step was due does not make it late, unless nobody was there before.
    """
    tab, column = RECORDS[step]
    table, members = view.context.table(tab), view.end.rounds.members
    first, due = _first_days(table, column, view), view.end.progress.due[:, step - 1]
    joined = view.context.table("members")["joined_on"].per_row()
    mine = np.flatnonzero(members.eligible & (members.person != NOBODY))
    came_late = joined[mine] > due[members.community[mine]]
    in_time: dict[int, dt.date | None] = {}
    late: dict[int, dt.date | None] = {}
    for pair, community, is_late, came in zip(
        pairs(members.community[mine], members.person[mine]).tolist(),
        members.community[mine].tolist(),
        came_late.tolist(),
        joined[mine].astype(object),
        strict=True,
    ):
        found, day = late if is_late else in_time, first.get(pair)
        known = found.get(community, dt.date.min)
        if day is None or known is None:
            found[community] = None
        else:
            found[community] = max(day, known, came if is_late else day)
    return {row: day for row, day in {**late, **in_time}.items() if day is not None}


def _first_days(table: Table, column: str, view: View) -> Mapping[int, dt.date]:
    """By pair of community and person, the day of the first record by the cut-off."""
    today = view.context.snapshot.today
    pair = pairs(table["community"].per_row(), table["person"].per_row())
    days = happened(table, column, today)
    usable = (pair != -1) & ~np.isnat(days) & happened_by(table, column, today, view.as_of)
    first: dict[int, dt.date] = {}
    for one, day in zip(pair[usable].tolist(), days[usable].astype(object), strict=True):
        first[one] = min(day, first.get(one, day))
    return first
