"""The seven steps of every round: how far each is, when it is due, and why it is not complete."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.registry.cells import Cells, Mask
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.rounds import Days, Positions, Rounds, happened_by, unreadable
from sheets_sync.settings.model import Steps as Deadlines

State: TypeAlias = Literal[
    "not_started", "in_progress", "complete", "overdue", "not_due", "unknown", "closed"
]

STEPS = (1, 2, 3, 4, 5, 6, 7)

NEEDED_TABS: Mapping[int, tuple[str, ...]] = {
    1: ("communities",),
    2: ("communities", "members", "staff"),
    3: ("communities", "experts", "staff"),
    4: ("communities", "plans"),
    5: ("communities", "plans", "sessions"),
    6: ("communities", "members", "staff", "plans", "sessions", "evaluations"),
    7: ("communities", "members", "staff", "plans", "sessions", "followups"),
}
"""The tabs without which nothing can be said about a step."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step is not green: a sentence of `templates/<language>/steps.toml` and its facts."""

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one round."""

    community: str
    row: int
    """The round's row in `communities`."""
    number: int
    state: State
    done: int
    of: int
    due: dt.date | None
    reason: Reason
    missing: tuple[str, ...] = ()
    """What is missing: columns and elements by name, members and experts by staff ID."""
    exempt: int = 0
    """People who need not be evaluated or followed up."""


@dataclass(frozen=True, slots=True)
class _Found:
    """How far a step is, before its due date says what that means."""

    done: int
    of: int
    complete: bool
    reason: Reason
    missing: tuple[str, ...] = ()
    exempt: int = 0
    begun: bool | None = None
    """Whether anything was done, where that is more than `done` says."""


COMPLETE = Reason("complete")


@dataclass(frozen=True)
class Progress:
    """All steps of all rounds as of one day."""

    rounds: Rounds
    deadlines: Deadlines

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Seven steps for every round, in the order of the communities tab."""
        return tuple(self._all_steps())

    @cached_property
    def by_round(self) -> Mapping[tuple[int, int], Step]:
        """The step by row of `communities` and number."""
        return {(step.row, step.number): step for step in self.steps}

    @cached_property
    def due(self) -> NDArray[np.datetime64]:
        """The due day of every step: row of `communities` by step 1 to 7, at index 0 to 6."""
        starts = self._table("communities")["starts_on"].per_row()
        ends = self.of_plan("period_end")
        days = self.deadlines
        due = np.full((self.rounds.size, len(STEPS)), _NO_DAY)
        due[:, 0] = starts + np.timedelta64(days.topic_days, "D")
        due[:, 1] = starts + np.timedelta64(days.members_days, "D")
        due[:, 2] = starts + np.timedelta64(days.experts_days, "D")
        due[:, 3] = starts + np.timedelta64(days.plan_days, "D")
        due[:, 4] = ends
        last_day = self._last_day(ends)
        for column, name, wait in (
            (5, "evaluation_due", days.evaluation_days),
            (6, "follow_up_due", days.follow_up_days),
        ):
            cells = self._table("plans")[name]
            planned = _at(cells.per_row(), self.rounds.plan)
            stated = _whether(~cells.blank_rows(), self.rounds.plan)
            due[:, column] = np.where(stated, planned, last_day + np.timedelta64(wait, "D"))
        return due

    @cached_property
    def overdue(self) -> Mask:
        """Where the due day of a step lies before the cut-off; the shape of `due`."""
        return np.asarray(self.due < np.datetime64(self.rounds.as_of))

    def of_plan(self, column: str) -> Days:
        """For every round, a day of its plan; a range typed in one cell states both ends."""
        cells = self._table("plans")[column]
        days = cells.per_row()
        other = {"period_start": "period_end", "period_end": "period_start"}.get(column)
        if other is not None:
            partner = self._table("plans")[other]
            if partner.ends is not None:
                days = np.where(np.isnat(days), partner.ends[partner.codes], days)
        return _at(days, self.rounds.plan)

    def plan_gaps(self, plan: int) -> tuple[str, ...]:
        """The elements that a plan's row does not state."""
        plans = self._table("plans")
        cells_of: dict[str, list[Cells]] = {}
        for cells in plans.columns.values():
            cells_of.setdefault(cells.column.element, []).append(cells)
        return tuple(
            element
            for element in self.rounds.snapshot.schema.plan_elements
            if not _is_stated(cells_of[element], plan)
        )

    def staff_ids(
        self, persons: Positions, texts: Table, rows: NDArray[np.intp]
    ) -> tuple[str, ...]:
        """For rows of a table that name a person: the staff ID, or what was typed."""
        ids = self._table("staff")["staff_id"]
        named = (
            (ids.at(person) if person != NOBODY else None) or texts["person"].shown(int(row))
            for person, row in zip(persons[rows], rows, strict=True)
        )
        return tuple(name for name in named if name)

    def _table(self, name: str) -> Table:
        return self.rounds.snapshot[name]

    def _last_day(self, ends: Days) -> Days:
        """For every round, the later of the plan's end and the last session.

        Not a time where one of them is typed and cannot be read: the true day may be later.
        """
        sessions, plans = self.rounds.sessions, self._table("plans")
        doubtful = sessions.day_unreadable & ~sessions.cancelled
        unsure = self.rounds.count(sessions.community, doubtful) > 0
        typed_badly = unreadable(plans, "period_start") | unreadable(plans, "period_end")
        unsure |= np.isnat(ends) & _whether(typed_badly, self.rounds.plan)
        return np.where(unsure, _NO_DAY, np.fmax(ends, self._last_session()))

    def _last_session(self) -> Days:
        """For every round, the last day a session was held or is to be held."""
        sessions = self.rounds.sessions
        day = np.where(np.isnat(sessions.held_on), sessions.day, sessions.held_on)
        counted = (sessions.community != NOWHERE) & ~sessions.cancelled & ~np.isnat(day)
        last = np.full(self.rounds.size, np.iinfo(np.int64).min)
        np.maximum.at(last, sessions.community[counted], day[counted].astype(np.int64))
        return last.astype("datetime64[D]")  # the least integer is not a time

    def _all_steps(self) -> Iterator[Step]:
        gathering = _Gathering(self)
        tables = self.rounds.snapshot.tables
        unknown = {
            number: next((tab for tab in tabs if not tables[tab].usable), None)
            for number, tabs in NEEDED_TABS.items()
        }
        due = self.due.astype(object)
        for row in map(int, self.rounds.rows):
            for number in STEPS:
                yield self._step(row, number, gathering, due[row, number - 1], unknown[number])

    def _step(
        self,
        row: int,
        number: int,
        gathering: "_Gathering",
        due: dt.date | None,
        unknown: str | None,
    ) -> Step:
        community = self.rounds.identifier(row) or ""
        if not self.rounds.is_open(row):
            reason = Reason("closed", {"status": self.rounds.status[row]})
            return Step(community, row, number, "closed", 0, 0, None, reason)
        if unknown is not None:
            reason = Reason("unknown", {"tab": unknown})
            return Step(community, row, number, "unknown", 0, 0, due, reason)
        found = gathering.found(row, number)
        state = self._state(found, number, due)
        reason = found.reason
        if state == "not_due":
            reason = Reason("not_due", {**reason.facts, "step": number})
        return Step(
            community,
            row,
            number,
            state,
            found.done,
            found.of,
            due,
            reason,
            found.missing,
            found.exempt,
        )

    def _state(self, found: _Found, number: int, due: dt.date | None) -> State:
        if found.complete:
            return "complete"
        if due is not None and due < self.rounds.as_of:
            return "overdue"
        if due is None and number in {6, 7}:
            return "not_due"
        begun = found.done > 0 if found.begun is None else found.begun
        return "in_progress" if begun else "not_started"


_NO_DAY = np.datetime64("NaT", "D")


def _at(values: Days, rows: Positions) -> Days:
    """The values at rows of another table, not a time where there is no row."""
    return np.asarray(np.append(values, _NO_DAY)[rows])


def _whether(mask: Mask, rows: Positions) -> Mask:
    """The mask at rows of another table, false where there is no row."""
    return np.asarray(np.append(mask, values=False)[rows])


def _is_stated(cells_of: Sequence[Cells], plan: int) -> bool:
    """Whether a plan states an element: all its cells do, or one holds a range.

    What is typed and cannot be read has a finding of its own, and may have stated all of it.
    """
    typed = [cells for cells in cells_of if not cells.is_blank(plan)]
    if len(typed) == len(cells_of):
        return True
    return any(
        cells.ends is not None
        and (np.isnat(cells.at(plan)) or not np.isnat(cells.ends[cells.codes[plan]]))
        for cells in typed
    )


class _Gathering:
    """What the steps need to know about every round, counted once for all of them."""

    def __init__(self, progress: Progress) -> None:
        rounds = progress.rounds
        members, sessions = rounds.members, rounds.sessions
        self.progress = progress
        self.rounds = rounds
        self.snapshot = rounds.snapshot
        self.eligible = rounds.count(members.community, members.eligible)
        self.listed_once = rounds.count(members.community, members.listed_once)
        self.exempt = rounds.count(members.community, members.exempt)
        unresolved = members.person == NOBODY
        self.unresolved_members = rounds.count(members.community, unresolved)
        self.experts = rounds.count(rounds.experts)
        self.unresolved_experts = rounds.count(
            rounds.experts, self.snapshot["experts"]["person"].per_row() == NOBODY
        )
        self.sessions = rounds.count(sessions.community, sessions.held | sessions.open)
        self.wanted = rounds.count(sessions.community, ~sessions.cancelled)
        self.held = rounds.count(sessions.community, sessions.held)
        self.open = rounds.count(sessions.community, sessions.open)
        self.recorded = rounds.count(sessions.community, sessions.recorded)
        self.attested = _attested(rounds)
        self.period_end = progress.of_plan("period_end")
        recorded = {6: members.evaluated, 7: members.followed_up}
        self.lacking = {step: self._lacking(done) for step, done in recorded.items()}
        stayed = _stayed_to_the_end(rounds)
        self.finished_before_all_left = {
            step: (self.listed_once > 0) & (rounds.count(members.community, stayed & ~done) == 0)
            for step, done in recorded.items()
        }
        self.unresolved_records = {
            6: rounds.unresolved("evaluations") | rounds.perhaps_meant("evaluations"),
            7: rounds.unresolved("followups") | rounds.perhaps_meant("followups"),
        }

    def found(self, row: int, number: int) -> _Found:
        match number:
            case 1:
                return self._topic(row)
            case 2:
                return self._members(row)
            case 3:
                return self._experts(row)
            case 4:
                return self._plan(row)
            case 5:
                return self._sessions(row)
            case _:
                return self._records(row, number)

    def _lacking(self, recorded: Mask) -> Mapping[int, NDArray[np.intp]]:
        """By round, the rows of eligible members without a record."""
        members = self.rounds.members
        rows = np.flatnonzero(members.eligible & ~recorded)
        rows = rows[np.argsort(members.community[rows], kind="stable")]
        communities, starts = np.unique(members.community[rows], return_index=True)
        return dict(zip(communities.tolist(), np.split(rows, starts[1:]), strict=False))

    def _topic(self, row: int) -> _Found:
        communities = self.snapshot["communities"]
        missing = tuple(
            name
            for name in ("topic", "areas", "benefit", "policy")
            if communities[name].is_blank(row) or communities[name].at(row) is None
        )
        reason = Reason("topic_missing", {"columns": missing}) if missing else COMPLETE
        return _Found(4 - len(missing), 4, not missing, reason, missing)

    def _members(self, row: int) -> _Found:
        listed = bool(self.eligible[row] or self.listed_once[row])
        unresolved = int(self.unresolved_members[row])
        return self._attested_list(row, "members", listed=listed, unresolved=unresolved)

    def _experts(self, row: int) -> _Found:
        listed = bool(self.experts[row])
        unresolved = int(self.unresolved_experts[row])
        return self._attested_list(row, "experts", listed=listed, unresolved=unresolved)

    def _attested_list(self, row: int, who: str, *, listed: bool, unresolved: int) -> _Found:
        """Steps 2 and 3: somebody is listed, everybody is on the staff list, it is attested."""
        attested = bool(self.attested[row])
        resolved = listed and not unresolved
        missing = tuple(
            name
            for name, there in ((who, listed), ("staff", not unresolved), ("attestation", attested))
            if not there
        )
        if not listed:
            reason = Reason(f"{who}_none")
        elif unresolved:
            reason = Reason(f"{who}_unresolved", {"count": unresolved})
        elif not attested:
            reason = Reason("unattested")
        else:
            reason = COMPLETE
        done = listed + resolved + (attested and listed)
        return _Found(done, 3, not missing, reason, missing)

    def _plan(self, row: int) -> _Found:
        plan = int(self.rounds.plan[row])
        elements = self.snapshot.schema.plan_elements
        if plan == NOWHERE:
            return _Found(
                0, len(elements), complete=False, reason=Reason("plan_none"), missing=elements
            )
        missing = self.progress.plan_gaps(plan)
        done = len(elements) - len(missing)
        facts = {"elements": missing, "done": done, "of": len(elements)}
        reason = Reason("plan_incomplete", facts) if missing else COMPLETE
        return _Found(done, len(elements), not missing, reason, missing)

    def _sessions(self, row: int) -> _Found:
        held, recorded = int(self.held[row]), int(self.recorded[row])
        sessions, still_open = int(self.sessions[row]), int(self.open[row])
        end = self.period_end[row]
        over = self.rounds.status[row] == "completed" or end < np.datetime64(self.rounds.as_of)
        facts = {"held": held, "sessions": sessions}
        if not self.wanted[row]:
            reason = Reason("sessions_none")
        elif held > recorded:
            reason = Reason("sessions_unrecorded", {**facts, "count": held - recorded})
        elif still_open:
            reason = Reason("sessions_open", {**facts, "count": still_open})
        elif not held:
            reason = Reason("sessions_none_held")
        elif not over:
            ends = None if np.isnat(end) else end.astype(object)
            reason = Reason(
                "sessions_running" if ends else "sessions_no_end", {"end": ends, **facts}
            )
        else:
            reason = COMPLETE
        return _Found(recorded, sessions, reason is COMPLETE, reason, begun=held > 0)

    def _records(self, row: int, number: int) -> _Found:
        """Steps 6 and 7: every eligible member has a record."""
        rows = self.lacking[number].get(row, np.empty(0, dtype=np.intp))
        of, exempt = int(self.eligible[row]), int(self.exempt[row])
        done = of - len(rows)
        table = self.snapshot["members"]
        missing = self.progress.staff_ids(self.rounds.members.person, table, rows)
        facts = {"done": done, "of": of, "count": len(rows), "exempt": exempt}
        what = "evaluations" if number == 6 else "followups"  # noqa: PLR2004  the step's number
        if not of and not self.finished_before_all_left[number][row]:
            reason = Reason("nobody_eligible", facts)
        elif len(rows) and self.unresolved_records[number][row]:
            reason = Reason(f"{what}_unresolved", facts)
        elif len(rows):
            reason = Reason(f"{what}_missing", facts)
        else:
            reason = COMPLETE
        return _Found(done, of, reason is COMPLETE, reason, missing, exempt)


def _stayed_to_the_end(rounds: Rounds) -> Mask:
    """The members who were the last to leave their round; a step they finished stays finished."""
    members = rounds.members
    listed = np.flatnonzero(members.listed_once)
    left = members.left_on[listed].astype(np.int64)  # the least integer where no day is known
    last = np.full(rounds.size, np.iinfo(np.int64).min)
    np.maximum.at(last, members.community[listed], left)
    stayed = np.zeros(len(members.community), dtype=np.bool_)
    stayed[listed[left == last[members.community[listed]]]] = True
    return stayed


def _attested(rounds: Rounds) -> Mask:
    """For every round, whether somebody has attested its members and experts, and when."""
    communities = rounds.snapshot["communities"]
    by_then = happened_by(communities, "attested_on", rounds.snapshot.today, rounds.as_of)
    blank = communities["attested_by"].blank_rows() | communities["attested_on"].blank_rows()
    return np.asarray(by_then & ~blank)
