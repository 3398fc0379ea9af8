"""The figures of the rounds as of one day: counts that indicators and tables are made of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sheets_sync.facts import Facts
from sheets_sync.plans.report.model import NOTHING, Ratio
from sheets_sync.registry.cells import Mask, Rows
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.rounds import Rounds, gather_rounds, happened_by, pairs
from sheets_sync.settings.model import Settings
from sheets_sync.steps import STEPS, Progress


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
    def active(self) -> Rows:
        """The active rounds."""
        rows = self.rounds.rows
        return np.asarray(rows[self.rounds.status[rows] == "active"])

    @cached_property
    def counted(self) -> Rows:
        """The rounds that figures are made of: active and completed ones."""
        return self.rounds.watched

    def step_done(self, step: int, rows: Iterable[int]) -> Ratio:
        """Rounds with the step complete, of those where it is due by the cut-off."""
        by_round, due = self.progress.by_round, self.progress.due[:, step - 1]
        cut_off = np.datetime64(self.as_of)
        states = [by_round[row, step].state for row in rows if due[row] <= cut_off]
        return Ratio(states.count("complete"), len(states))

    def steps_done(self, rows: Iterable[int]) -> Ratio:
        """Steps complete of steps due, over all seven."""
        chosen = list(rows)
        return sum((self.step_done(step, chosen) for step in STEPS), NOTHING)

    def recorded(self, step: int, rows: Iterable[int]) -> Ratio:
        """Eligible members with an evaluation (6) or follow-up (7), where that is due."""
        due = self.progress.due[:, step - 1] <= np.datetime64(self.as_of)
        return sum((self.members_recorded(step, row) for row in rows if due[row]), NOTHING)

    def members_recorded(self, step: int, row: int) -> Ratio:
        """Eligible members of one round with a record, of all."""
        found = self.progress.by_round[row, step]
        return Ratio(found.done, found.of)

    def held_of_planned(self, first: dt.date, last: dt.date) -> Ratio:
        """Of the sessions to be held between two days, those held by the cut-off."""
        sessions = self.rounds.sessions
        planned = self._between(sessions.day, first, last) & ~sessions.cancelled
        planned &= self._of_counted(sessions.community)
        return Ratio(int((planned & sessions.held).sum()), int(planned.sum()))

    def attendance(self, first: dt.date, last: dt.date) -> Ratio:
        """Members present, of members noted, at the sessions held between two days."""
        table = self.snapshot["attendance"]
        sessions = self.rounds.sessions
        held = sessions.held & self._between(sessions.held_on, first, last)
        held &= self._of_counted(sessions.community)
        session = table["session"].per_row()
        of_ours = (session != NOWHERE) & np.append(held, np.False_)[session]
        community = np.append(sessions.community, NOWHERE)[session]
        members = self.rounds.members
        member = np.isin(
            pairs(community, table["person"].per_row()), pairs(members.community, members.person)
        )
        noted = of_ours & member & (table["person"].per_row() != NOBODY)
        attended = table["attended"].per_row()
        present = np.asarray(attended == True)  # noqa: E712  an object array, None where blank
        answered = noted & np.array([value is not None for value in attended], dtype=np.bool_)
        return Ratio(int((present & answered).sum()), int(answered.sum()))

    def passed(self, rows: Iterable[int]) -> Ratio:
        """Members whose last result is passed, of those passed or not passed."""
        latest = self._latest("evaluations", "evaluated_on", rows)
        results = self.snapshot["evaluations"]["result"].per_row()[latest]
        passed = int((results == "passed").sum())
        return Ratio(passed, passed + int((results == "not_passed").sum()))

    def applied(self, rows: Iterable[int]) -> Ratio:
        """Members who put it to use, wholly or partly, of those followed up."""
        latest = self._latest("followups", "followed_up_on", rows)
        answers = self.snapshot["followups"]["applied"].per_row()[latest]
        used = int(np.isin(answers, ("yes", "partly")).sum())
        return Ratio(used, used + int((answers == "no").sum()))

    def gain(self, row: int) -> tuple[float, int] | None:
        """Mean gain of a round as a share of the full score, and of how many pairs."""
        table = self.snapshot["evaluations"]
        latest = self._latest("evaluations", "evaluated_on", (row,))
        full = table["full_score"].per_row()[latest]
        gains = (table["post_score"].per_row() - table["pre_score"].per_row())[latest] / full
        gains = gains[~np.isnan(gains)]
        return (float(gains.mean()), len(gains)) if len(gains) else None

    def _latest(self, tab: str, column: str, rows: Iterable[int]) -> Rows:
        """The newest record of each eligible member of these rounds, by the cut-off."""
        table = self.snapshot[tab]
        wanted = np.zeros(self.rounds.size + 1, dtype=np.bool_)
        wanted[list(rows)] = True
        community, person = table["community"].per_row(), table["person"].per_row()
        members = self.rounds.members
        eligible = pairs(members.community, members.person)[members.eligible]
        pair = pairs(community, person)
        mask = wanted[community] & np.isin(pair, eligible) & (pair != -1)
        mask &= happened_by(table, column, self.snapshot.today, self.as_of)
        return _newest(table, column, pair, mask)

    def _between(self, days: NDArray[np.datetime64], first: dt.date, last: dt.date) -> Mask:
        return np.asarray((days >= np.datetime64(first)) & (days <= np.datetime64(last)))

    def _of_counted(self, community: NDArray[np.int32]) -> Mask:
        return np.asarray(self.rounds.is_watched[community])


def _newest(table: Table, column: str, pair: NDArray[np.int64], mask: Mask) -> Rows:
    """Of the rows of each pair the one with the latest day; a later row wins a tie."""
    rows = np.flatnonzero(mask)
    days = table[column].per_row()[rows].astype(np.int64)  # no time is the least number
    order = np.lexsort((rows, days, pair[rows]))
    ordered = pair[rows][order]
    last = np.append(ordered[1:] != ordered[:-1], np.True_)[: len(ordered)]
    return rows[order][last]


def figures_as_of(facts: Facts, as_of: dt.date) -> Figures:
    """The figures of the same workbook as of another day."""
    rounds = gather_rounds(facts.snapshot, as_of)
    return Figures(facts.snapshot, Progress(rounds, facts.settings.steps), facts.settings)
