"""How far each step of each round is, whatever its due date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sheets_sync.registry.cells import Cells, Mask, Objects, shown
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.rounds import Rounds, happened_by
from sheets_sync.steps.due_dates import day_of_plan
from sheets_sync.steps.values import Reason


@dataclass(frozen=True, slots=True)
class Found:
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


class Standing:
    """What the steps need to know about every round, counted once for all of them."""

    def __init__(self, rounds: Rounds) -> None:
        members, sessions = rounds.members, rounds.sessions
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
        self.period_end = day_of_plan(rounds, "period_end")
        recorded = {6: members.evaluated, 7: members.followed_up}
        self.lacking = {step: self._lacking(done) for step, done in recorded.items()}
        stayed = _stayed_to_the_end(rounds)
        self.finished_before_all_left = {
            step: (self.listed_once > 0) & (rounds.count(members.community, stayed & ~done) == 0)
            for step, done in recorded.items()
        }
        self.names = _names(rounds)
        self.unresolved_records = {
            6: rounds.unresolved("evaluations") | rounds.perhaps_meant("evaluations"),
            7: rounds.unresolved("followups") | rounds.perhaps_meant("followups"),
        }

    def found(self, row: int, number: int) -> Found:
        """How far that step of that round is."""
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

    def _topic(self, row: int) -> Found:
        communities = self.snapshot["communities"]
        missing = tuple(
            name
            for name in ("topic", "areas", "benefit", "policy")
            if communities[name].is_blank(row) or communities[name].at(row) is None
        )
        reason = Reason("topic_missing", {"columns": missing}) if missing else COMPLETE
        return Found(4 - len(missing), 4, not missing, reason, missing)

    def _members(self, row: int) -> Found:
        listed = bool(self.eligible[row] or self.listed_once[row])
        unresolved = int(self.unresolved_members[row])
        found = self._attested_list(row, "members", listed=listed, unresolved=unresolved)
        return replace(found, exempt=int(self.exempt[row]))

    def _experts(self, row: int) -> Found:
        listed = bool(self.experts[row])
        unresolved = int(self.unresolved_experts[row])
        return self._attested_list(row, "experts", listed=listed, unresolved=unresolved)

    def _attested_list(self, row: int, who: str, *, listed: bool, unresolved: int) -> Found:
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
        return Found(done, 3, not missing, reason, missing)

    def _plan(self, row: int) -> Found:
        plan = int(self.rounds.plan[row])
        elements = self.snapshot.schema.plan_elements
        if plan == NOWHERE:
            return Found(
                0, len(elements), complete=False, reason=Reason("plan_none"), missing=elements
            )
        missing = plan_gaps(self.snapshot, plan)
        done = len(elements) - len(missing)
        facts = {"elements": missing, "done": done, "of": len(elements)}
        reason = Reason("plan_incomplete", facts) if missing else COMPLETE
        return Found(done, len(elements), not missing, reason, missing)

    def _sessions(self, row: int) -> Found:
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
        return Found(recorded, sessions, reason is COMPLETE, reason, begun=held > 0)

    def _records(self, row: int, number: int) -> Found:
        """Steps 6 and 7: every eligible member has a record."""
        rows = self.lacking[number].get(row, np.empty(0, dtype=np.intp))
        of, exempt = int(self.eligible[row]), int(self.exempt[row])
        done = of - len(rows)
        missing = tuple(name for name in self.names[rows] if name)
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
        return Found(done, of, reason is COMPLETE, reason, missing, exempt)


def plan_gaps(snapshot: Snapshot, plan: int) -> tuple[str, ...]:
    """The elements that a row of `plans` does not state, in the plan's order."""
    cells_of: dict[str, list[Cells]] = {}
    for cells in snapshot["plans"].columns.values():
        cells_of.setdefault(cells.column.element, []).append(cells)
    return tuple(
        element
        for element in snapshot.schema.plan_elements
        if not _is_stated(cells_of[element], plan)
    )


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


def _names(rounds: Rounds) -> Objects:
    """For every row of `members`: the staff ID, or what was typed."""
    cells = rounds.snapshot["members"]["person"]
    typed = np.array([shown(raw).strip() for raw in cells.typed], dtype=object)[cells.codes]
    nobody = np.array([None], dtype=object)
    ids = np.append(rounds.snapshot["staff"]["staff_id"].per_row(), nobody)
    known = ids[rounds.members.person]  # nobody is the last
    return np.where(pd.isna(known), typed, known)


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
