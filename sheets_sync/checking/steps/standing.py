"""How far each step of each round is, whatever its due date."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sheets_sync.checking.rounds import Rounds, happened_by
from sheets_sync.checking.steps.due_dates import day_of_plan
from sheets_sync.checking.steps.values import Reason
from sheets_sync.registry.cells import Cells, Mask, missing
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table


@dataclass(frozen=True, slots=True)
class StepProgress:
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
TOPIC = ("topic", "areas", "benefit", "policy")
"""The columns of `communities` that make step 1."""


class Standing:
    """What the steps need to know about every round, counted once for all of them."""

    def __init__(self, rounds: Rounds, gaps: Sequence[tuple[str, ...]]) -> None:
        members, sessions = rounds.members, rounds.sessions
        count = rounds.count
        listed_once = count(members.community, members.listed_once)
        recorded = {6: members.evaluated, 7: members.followed_up}
        stayed = _stayed_to_the_end(rounds)
        # Plain lists: they are looked into once for every round and step.
        self.gaps = gaps
        self.elements = rounds.snapshot.schema.plan_elements
        self.plan = rounds.plan.tolist()
        self.topic_gaps = _topic_gaps(rounds.snapshot["communities"])
        self.eligible = count(members.community, members.eligible).tolist()
        self.listed_once = listed_once.tolist()
        self.exempt = count(members.community, members.exempt).tolist()
        self.unresolved_members = count(members.community, members.person == NOBODY).tolist()
        self.experts = count(rounds.experts).tolist()
        expert = rounds.snapshot["experts"]["person"].per_row()
        self.unresolved_experts = count(rounds.experts, expert == NOBODY).tolist()
        self.sessions = count(sessions.community, sessions.held | sessions.open).tolist()
        self.wanted = count(sessions.community, ~sessions.cancelled).tolist()
        self.held = count(sessions.community, sessions.held).tolist()
        self.open = count(sessions.community, sessions.open).tolist()
        self.recorded = count(sessions.community, sessions.recorded).tolist()
        self.attested = _attested(rounds).tolist()
        end = day_of_plan(rounds, "period_end")
        over = (end < np.datetime64(rounds.as_of)) | (rounds.status == "completed")
        self.period_end, self.period_over = end.tolist(), over.tolist()
        self.names = _names(rounds)
        self.lacking = {step: _lacking(rounds, done) for step, done in recorded.items()}
        self.finished_before_all_left = {
            step: ((listed_once > 0) & (count(members.community, stayed & ~done) == 0)).tolist()
            for step, done in recorded.items()
        }
        self.unresolved_records = {
            step: (rounds.unresolved(tab) | rounds.perhaps_meant(tab)).tolist()
            for step, tab in ((6, "evaluations"), (7, "followups"))
        }

    def found(self, row: int, number: int) -> StepProgress:
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

    def _topic(self, row: int) -> StepProgress:
        missing = self.topic_gaps[row]
        reason = Reason("topic_missing", {"columns": missing}) if missing else COMPLETE
        return StepProgress(len(TOPIC) - len(missing), len(TOPIC), not missing, reason, missing)

    def _members(self, row: int) -> StepProgress:
        return self._attested_list(
            row,
            "members",
            listed=self.eligible[row] > 0 or self.listed_once[row] > 0,
            unresolved=self.unresolved_members[row],
            exempt=self.exempt[row],
        )

    def _experts(self, row: int) -> StepProgress:
        return self._attested_list(
            row,
            "experts",
            listed=self.experts[row] > 0,
            unresolved=self.unresolved_experts[row],
        )

    def _attested_list(
        self, row: int, who: str, *, listed: bool, unresolved: int, exempt: int = 0
    ) -> StepProgress:
        """Steps 2 and 3: somebody is listed, everybody is on the staff list, it is attested."""
        attested = self.attested[row]
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
        return StepProgress(done, 3, not missing, reason, missing, exempt)

    def _plan(self, row: int) -> StepProgress:
        plan, elements = self.plan[row], self.elements
        if plan == NOWHERE:
            return StepProgress(
                0, len(elements), complete=False, reason=Reason("plan_none"), missing=elements
            )
        missing = self.gaps[plan]
        done = len(elements) - len(missing)
        facts = {"elements": missing, "done": done, "of": len(elements)}
        reason = Reason("plan_incomplete", facts) if missing else COMPLETE
        return StepProgress(done, len(elements), not missing, reason, missing)

    def _sessions(self, row: int) -> StepProgress:
        held, recorded = self.held[row], self.recorded[row]
        sessions, still_open = self.sessions[row], self.open[row]
        facts = {"held": held, "sessions": sessions}
        if not self.wanted[row]:
            reason = Reason("sessions_none")
        elif held > recorded:
            reason = Reason("sessions_unrecorded", {**facts, "count": held - recorded})
        elif still_open:
            reason = Reason("sessions_open", {**facts, "count": still_open})
        elif not self.period_over[row]:
            end = self.period_end[row]
            reason = Reason("sessions_running" if end else "sessions_no_end", {"end": end, **facts})
        else:
            reason = COMPLETE
        return StepProgress(recorded, sessions, reason is COMPLETE, reason, begun=held > 0)

    def _records(self, row: int, number: int) -> StepProgress:
        """Steps 6 and 7: every eligible member has a record."""
        rows = self.lacking[number].get(row, ())
        of, exempt = self.eligible[row], self.exempt[row]
        done = of - len(rows)
        missing = tuple(name for lacking in rows if (name := self.names[lacking]))
        facts = {"done": done, "of": of, "count": len(rows), "exempt": exempt}
        what = "evaluations" if number == 6 else "followups"  # noqa: PLR2004  the step's number
        if not of and not self.finished_before_all_left[number][row]:
            reason = Reason("nobody_eligible", facts)
        elif rows and self.unresolved_records[number][row]:
            reason = Reason(f"{what}_unresolved", facts)
        elif rows:
            reason = Reason(f"{what}_missing", facts)
        else:
            reason = COMPLETE
        return StepProgress(done, of, reason is COMPLETE, reason, missing, exempt)


def plan_gaps(snapshot: Snapshot) -> list[tuple[str, ...]]:
    """For every row of `plans`, the elements that it does not state, in the plan's order."""
    cells_of: dict[str, list[Cells]] = {}
    for cells in snapshot["plans"].columns.values():
        cells_of.setdefault(cells.column.element, []).append(cells)
    elements = snapshot.schema.plan_elements
    return _named(elements, [~_stated(cells_of[element]) for element in elements])


def _stated(cells_of: Sequence[Cells]) -> Mask:
    """For every plan, whether it states an element: in all of its cells, or in one as a range.

    What is typed and cannot be read has a finding of its own, and may have stated all of it.
    """
    typed = [~cells.blank_rows() for cells in cells_of]
    stated = np.logical_and.reduce(typed)
    for there, cells in zip(typed, cells_of, strict=True):
        if cells.ends is not None:
            whole = np.isnat(cells.values) | ~np.isnat(cells.ends)
            stated = stated | (there & whole[cells.codes])
    return np.asarray(stated)


def _topic_gaps(communities: Table) -> list[tuple[str, ...]]:
    """For every round, what its topic lacks."""
    return _named(TOPIC, [~communities[name].readable_rows() for name in TOPIC])


def _named(names: Sequence[str], masks: Sequence[Mask]) -> list[tuple[str, ...]]:
    """For every row, the names of the masks that hold there."""
    which = sum(mask.astype(np.int64) << bit for bit, mask in enumerate(masks))
    codes, rows = np.unique(which, return_inverse=True)
    named = [
        tuple(name for bit, name in enumerate(names) if int(code) >> bit & 1) for code in codes
    ]
    return [named[row] for row in rows]


def _lacking(rounds: Rounds, recorded: Mask) -> dict[int, list[int]]:
    """By round, the rows of eligible members without a record."""
    members = rounds.members
    rows = np.flatnonzero(members.eligible & ~recorded)
    rows = rows[np.argsort(members.community[rows], kind="stable")]
    communities, starts = np.unique(members.community[rows], return_index=True)
    groups = [group.tolist() for group in np.split(rows, starts[1:])]
    return dict(zip(communities.tolist(), groups, strict=False))


def _names(rounds: Rounds) -> list[str]:
    """For every row of `members`: the staff ID, or what was typed."""
    cells = rounds.snapshot["members"]["person"]
    typed = np.array([shown(raw).strip() for raw in cells.typed], dtype=object)[cells.codes]
    nobody = np.array([None], dtype=object)
    ids = np.append(rounds.snapshot["staff"]["staff_id"].per_row(), nobody)
    known = ids[rounds.members.person]  # nobody is the last
    named: list[str] = np.where(missing(known), typed, known).tolist()
    return named


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
