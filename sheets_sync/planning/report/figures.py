"""The figures of the rounds as of one day: counts that indicators and tables are made of."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import Days, Rounds, pairs, rounds_at_close
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS, Progress
from sheets_sync.planning.report.repeated_sessions import repeated_sessions
from sheets_sync.planning.report.values import Ratio, Span, total
from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.settings.model import Settings

_NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Figures:
    """What can be counted of one registry as of one day."""

    snapshot: Snapshot
    progress: Progress
    settings: Settings

    @property
    def rounds(self) -> Rounds:
        """The rows of every round."""
        return self.progress.rounds

    @property
    def as_of(self) -> dt.date:
        """The cut-off day."""
        return self.rounds.as_of

    @cached_property
    def counted(self) -> Rows:
        """The rounds that figures are made of: active or completed, and begun by the cut-off."""
        in_effect = self.rounds.in_effect
        return np.asarray(in_effect[~(self.starts_on[in_effect] > np.datetime64(self.as_of))])

    @cached_property
    def active(self) -> Rows:
        """The rounds that were active at the cut-off."""
        rows = self.counted
        return np.asarray(rows[self.rounds.status[rows] == "active"])

    @cached_property
    def is_counted(self) -> Mask:
        """For every row of `communities` whether it is `counted`; false at `NOWHERE`."""
        counted = np.zeros(self.rounds.size + 1, dtype=np.bool_)
        counted[self.counted] = True
        return counted

    @property
    def starts_on(self) -> Days:
        """For every row of `communities`, its first day."""
        return self.snapshot["communities"]["starts_on"].per_row()

    @property
    def ends_on(self) -> Days:
        """For every row of `communities`, its last day."""
        return self.snapshot["communities"]["ends_on"].per_row()

    def fell_due(self, step: int, since: dt.date | None = None) -> Mask:
        """For every round, whether a step is due by the cut-off, counted from a day on.

        It is due on its due day, though nobody is late before that day is over.
        """
        passed = self._is_due[:, step - 1]
        if since is None:
            return passed
        return np.asarray(passed & (self.progress.due[:, step - 1] >= np.datetime64(since)))

    @cached_property
    def _is_due(self) -> Mask:
        """For every round and step, whether it is due by the cut-off."""
        return np.asarray(self.progress.due <= np.datetime64(self.as_of))

    @cached_property
    def _states(self) -> tuple[Mask, Mask]:
        """For every round and step, whether it is complete, and whether it cannot be judged."""
        complete = np.zeros(self._is_due.shape, dtype=np.bool_)
        unknown = complete.copy()
        for step in self.progress.steps:
            complete[step.row, step.number - 1] = step.state == "complete"
            unknown[step.row, step.number - 1] = step.state == "unknown"
        return complete, unknown

    def step_shares(self, rows: Rows) -> NDArray[np.float64]:
        """For each of these rounds, the share of its due steps that are complete; NaN for none."""
        complete, unknown = self._states
        due = (self._is_due & ~unknown)[rows]
        of = due.sum(axis=1)
        return np.where(of > 0, (complete[rows] & due).sum(axis=1) / np.maximum(of, 1), np.nan)

    def steps_unknown(self, rows: Rows) -> int:
        """Steps of these rounds that are due and cannot be judged."""
        return int((self._is_due & self._states[1])[rows].sum())

    def step_done(self, step: int, rows: Iterable[int], since: dt.date | None = None) -> Ratio:
        """Rounds with the step complete, of those where it is due and can be judged."""
        chosen = np.fromiter(map(int, rows), dtype=np.intp)
        complete, unknown = (mask[chosen, step - 1] for mask in self._states)
        due = self.fell_due(step, since)[chosen] & ~unknown
        return Ratio(int((due & complete).sum()), int(due.sum()))

    def steps_done(self, rows: Iterable[int], since: dt.date | None = None) -> Ratio:
        """Steps complete of steps due, over all seven."""
        chosen = list(rows)
        return total(self.step_done(step, chosen, since) for step in STEPS)

    def recorded(self, step: int, rows: Iterable[int], since: dt.date | None = None) -> Ratio:
        """Eligible members with an evaluation (6) or follow-up (7), where that is due."""
        due, by_round = self.fell_due(step, since), self.progress.by_round
        return total(
            self.members_recorded(step, row)
            for row in map(int, rows)
            if due[row] and by_round[row, step].state != "unknown"
        )

    def members_recorded(self, step: int, row: int) -> Ratio:
        """Eligible members of one round with a record, of all who are on the staff list."""
        done, of = self._recorded_by_round[step]
        return Ratio(int(done[row]), int(of[row]))

    @cached_property
    def _recorded_by_round(self) -> Mapping[int, tuple[NDArray[np.intp], NDArray[np.intp]]]:
        """By step 6 or 7, for every round, the members with a record and all members."""
        rounds, members = self.rounds, self.rounds.members
        of = rounds.count(members.community, self.known_members)
        return {
            step: (rounds.count(members.community, self.known_members & done), of)
            for step, done in ((6, members.evaluated), (7, members.followed_up))
        }

    @cached_property
    def known_members(self) -> Mask:
        """The rows of eligible members whose person is on the staff list."""
        members = self.rounds.members
        return np.asarray(members.eligible & (members.person != NOBODY))

    @cached_property
    def unknown_members(self) -> Mask:
        """The rows that would be eligible members, did they name somebody we know."""
        members = self.rounds.members
        return np.asarray(members.eligible & (members.person == NOBODY))

    def exempt(self, step: int, rows: Iterable[int]) -> int:
        """People who need not be evaluated or followed up, in the rounds where that is due."""
        due, by_round = self.fell_due(step), self.progress.by_round
        return sum(by_round[row, step].exempt for row in map(int, rows) if due[row])

    def planned_in(self, span: Span) -> Mask:
        """For every session whether it was first planned for a day of a span."""
        return np.asarray(within(self.first_planned, span) & self.of_counted)

    @cached_property
    def first_planned(self) -> Days:
        """For every session, the day it was first planned for, wherever it was moved since."""
        table = self.snapshot["sessions"]
        moved = np.where(table["planned_on"].blank_rows(), table["postponed_to"].per_row(), _NO_DAY)
        return np.asarray(np.fmax(table["planned_on"].per_row(), moved))

    def held_of_planned(self, span: Span) -> Ratio:
        """Of the sessions planned in a span, cancelled or not, those held by the cut-off."""
        planned = self.planned_in(span)
        return Ratio(int((planned & self.rounds.sessions.held).sum()), int(planned.sum()))

    def held_in(self, span: Span) -> Mask:
        """For every session whether it was held in a span."""
        sessions = self.rounds.sessions
        return np.asarray(sessions.held & within(sessions.held_on, span) & self.of_counted)

    @cached_property
    def of_counted(self) -> Mask:
        """For every session, whether it belongs to a round that counts; typed twice, once."""
        return np.asarray(self.is_counted[self.rounds.sessions.community] & ~self.repeated)

    @cached_property
    def repeated(self) -> Mask:
        """For every session, whether it is typed a second time."""
        return self.snapshot["sessions"].once(repeated_sessions)

    def of_rounds(self, rows: Iterable[int]) -> Mask:
        """For every row of `members`, whether it belongs to one of these rounds."""
        wanted = np.zeros(self.rounds.size + 1, dtype=np.bool_)
        wanted[list(map(int, rows))] = True
        return np.asarray(wanted[self.rounds.members.community])

    def memberships(self, rows: Iterable[int]) -> Rows:
        """The rows of the eligible members of these rounds who are on the staff list."""
        return np.flatnonzero(self.known_members & self.of_rounds(rows))

    def member_pairs(self, rows: Iterable[int]) -> NDArray[np.int64]:
        """The same as pairs of community and person."""
        members, mine = self.rounds.members, self.memberships(rows)
        return pairs(members.community[mine], members.person[mine])

    def people(self, members: Rows) -> NDArray[np.int32]:
        """The different people among rows of `members`."""
        people = np.unique(self.rounds.members.person[members])
        return np.asarray(people[people != NOBODY])


def within(days: Days, span: Span) -> Mask:
    """Which of the days lie in the span."""
    return np.asarray((days >= np.datetime64(span.first)) & (days <= np.datetime64(span.last)))


def figures_as_of(
    facts: RuleContext, as_of: dt.date, left_since: Mapping[int, dt.date] | None = None
) -> Figures:
    """The figures of the same workbook as another day left them."""
    rounds = rounds_at_close(facts.snapshot, as_of, left_since)
    return Figures(facts.snapshot, Progress(rounds, facts.settings.steps), facts.settings)
