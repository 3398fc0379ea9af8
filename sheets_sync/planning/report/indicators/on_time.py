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
            last = due[row].astype(object) + (_DAY if step == SESSIONS else dt.timedelta())
            in_time += day <= last
    return share(in_time, done, exclusions={"completion_unknown": unknown, "step_unknown": blind})


def _days_of_completion(view: View, step: int) -> Mapping[int, dt.date]:
    """By round the day its step was complete, where the rows or the ledger know it."""
    found = dict(_Remembered(view).days(step))
    if step in ATTESTED:
        days = view.context.table("communities")["attested_on"].per_row()
        if step == MEMBERS:
            days = np.fmax(days, _first_joined(view))
        found |= {row: day for row, day in enumerate(days.astype(object)) if day is not None}
    if step in RECORDS:
        found |= _last_first_record(view, step)
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
    """By round, the latest of the days on which its members had their first record."""
    tab, column = RECORDS[step]
    table, members = view.context.table(tab), view.end.rounds.members
    first = _first_days(table, column, view)
    found: dict[int, dt.date | None] = {}
    mine = np.flatnonzero(members.eligible & (members.person != NOBODY))
    for pair, community in zip(
        pairs(members.community[mine], members.person[mine]).tolist(),
        members.community[mine].tolist(),
        strict=True,
    ):
        day, known = first.get(pair), found.get(community, dt.date.min)
        found[community] = None if day is None or known is None else max(day, known)
    return {row: day for row, day in found.items() if day is not None}


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
