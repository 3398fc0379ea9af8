"""All steps of all rounds: how far they are and when they are due, brought together."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import Days, Rounds
from sheets_sync.checking.steps.due_dates import day_of_plan, due_days
from sheets_sync.checking.steps.standing import Standing, StepProgress, plan_gaps
from sheets_sync.checking.steps.values import NEEDED_TABS, STEPS, Reason, State, Step
from sheets_sync.registry.cells import Mask
from sheets_sync.settings.model import StepSettings as Deadlines

_OF_ALL_MEMBERS = frozenset({6, 7})
"""The steps that are done when they are for every member: nothing is told while it is not known
who they are."""


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
        return due_days(self.rounds, self.deadlines)

    @cached_property
    def overdue(self) -> Mask:
        """Where the due day of a step lies before the cut-off; the shape of `due`."""
        return np.asarray(self.due < np.datetime64(self.rounds.as_of))

    def of_plan(self, column: str) -> Days:
        """For every round, a day of its plan; a range typed in one cell states both ends."""
        if column not in self._of_plan:
            self._of_plan[column] = day_of_plan(self.rounds, column)
        return self._of_plan[column]

    @cached_property
    def _of_plan(self) -> dict[str, Days]:
        return {}

    def plan_gaps(self, plan: int) -> tuple[str, ...]:
        """The elements that a plan's row does not state."""
        return self._gaps[plan]

    @cached_property
    def _gaps(self) -> list[tuple[str, ...]]:
        return plan_gaps(self.rounds.snapshot)

    def _all_steps(self) -> Iterator[Step]:
        standing = Standing(self.rounds, self._gaps)
        tables = self.rounds.snapshot.tables
        unknown = {
            number: next((tab for tab in tabs if not tables[tab].usable), None)
            for number, tabs in NEEDED_TABS.items()
        }
        due = self.due.astype(object)
        for row in map(int, self.rounds.rows):
            community = self.rounds.identifier(row) or ""
            for number in STEPS:
                day, tab = due[row, number - 1], unknown[number]
                yield self._step(community, row, number, standing, day, tab)

    def _step(
        self,
        community: str,
        row: int,
        number: int,
        standing: Standing,
        due: dt.date | None,
        unknown: str | None,
    ) -> Step:
        if not self.rounds.is_open(row):
            reason = Reason("closed", {"status": self.rounds.status[row]})
            return Step(community, row, number, "closed", 0, 0, None, reason)
        if unknown is not None:
            reason = Reason("unknown", {"tab": unknown})
            return Step(community, row, number, "unknown", 0, 0, due, reason)
        if number in _OF_ALL_MEMBERS and self.rounds.perhaps_more_members[row]:
            reason = Reason("members_uncertain")
            return Step(community, row, number, "unknown", 0, 0, due, reason)
        found = standing.found(row, number)
        state = self._state(found, number, due)
        reason = found.reason
        if state == "overdue" and self.rounds.status[row] is None:
            # Whether anybody waits for it the status says; no rule speaks of it, either.
            reason = Reason("status_unknown")
            return Step(community, row, number, "unknown", 0, 0, due, reason)
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

    def _state(self, found: StepProgress, number: int, due: dt.date | None) -> State:
        if found.complete:
            return "complete"
        if due is not None and due < self.rounds.as_of:
            return "overdue"
        if due is None and number in {6, 7}:
            return "not_due"
        begun = found.done > 0 if found.begun is None else found.begun
        return "in_progress" if begun else "not_started"
