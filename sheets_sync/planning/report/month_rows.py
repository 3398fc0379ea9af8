"""What members scored and what they put to use: their newest records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import happened, happened_by, pairs
from sheets_sync.planning.report.figures import Figures, within
from sheets_sync.planning.report.values import Ratio, Span
from sheets_sync.registry.cells import Cells, Mask, Rows
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.tables import Table

Tab: TypeAlias = Literal["evaluations", "followups"]

DATED: Mapping[Tab, str] = {"evaluations": "evaluated_on", "followups": "followed_up_on"}
"""The column with the day of a record."""
LOW, HIGH = 0.3, 0.7
"""A normalised gain below the first is low, above the second high."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a group gained between test and test, of matched pairs only."""

    mean: float
    """Mean of after minus before, as a share of the full score."""
    normalised: float | None
    """Of what could still be gained; None where everybody began at the full score."""
    pairs: int

    @property
    def level(self) -> str:
        """low, medium, high; empty where it is not defined."""
        if self.normalised is None:
            return ""
        if self.normalised < LOW:
            return "low"
        return "high" if self.normalised > HIGH else "medium"


@dataclass(frozen=True)
class Records:
    """The newest record of each eligible member by the cut-off, by round."""

    figures: Figures

    @cached_property
    def evaluations(self) -> Rows:
        """The rows of `evaluations` that count."""
        return self._newest("evaluations")

    @cached_property
    def followups(self) -> Rows:
        """The rows of `followups` that count."""
        return self._newest("followups")

    def passed(self, row: int, span: Span | None = None) -> Ratio:
        """Members whose result is passed, of those passed or not passed."""
        results = self._evaluations("result", row, span)
        passed = int((results == "passed").sum())
        return Ratio(passed, passed + int((results == "not_passed").sum()))

    def unmarked(self, row: int) -> int:
        """Members evaluated without a mark."""
        return int((self._evaluations("result", row) == "no_mark").sum())

    def satisfaction(self, row: int) -> tuple[float, int]:
        """The sum of the scores, and how many gave one."""
        scores = self._evaluations("satisfaction", row)
        scores = scores[~np.isnan(scores)]
        return float(scores.sum()), len(scores)

    def counted(self, tab: Tab) -> Rows:
        """The newest rows of a tab, of the rounds that figures are made of."""
        rows = self.evaluations if tab == "evaluations" else self.followups
        return self._of_counted(tab, rows)

    def dated(self, tab: Tab, span: Span) -> Rows:
        """Of each eligible member of the rounds that count, the newest row dated in a span."""
        days = happened(self.figures.snapshot[tab], DATED[tab], self.figures.snapshot.today)
        return self._of_counted(tab, self._newest(tab, within(days, span)))

    def _of_counted(self, tab: Tab, rows: Rows) -> Rows:
        community = at(self.figures.snapshot[tab]["community"], rows)
        return np.asarray(rows[self.figures.is_counted[community]])

    def gain(self, row: int) -> Gain | None:
        """The gain of one round; None without a matched pair."""
        before, after = self.matched_scores(row)
        if not len(before):
            return None
        first, last = float(before.mean()), float(after.mean())
        normalised = (last - first) / (1 - first) if first < 1 else None
        return Gain(last - first, normalised, len(before))

    def matched_scores(
        self, row: int | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Before and after, as shares of the full score, of a round's members or of all."""
        rows = self.matched_rows(row)
        before, after = self.shares_of_full
        return before[rows], after[rows]

    def matched_rows(self, row: int | None = None) -> Rows:
        """The evaluations they are of."""
        rows, community = self.matched, self._matched_communities
        if row is None:
            return np.asarray(rows[self.figures.is_counted[community]])
        first = self._first_matched
        return np.asarray(rows[first[row] : first[row + 1]])

    @cached_property
    def _matched_communities(self) -> NDArray[np.int32]:
        """The round of each of them, ascending."""
        return at(self.figures.snapshot["evaluations"]["community"], self.matched)

    @cached_property
    def _first_matched(self) -> list[int]:
        """For every round the place of its first one, and at last their number."""
        return self._first_of_each(self._matched_communities)

    @cached_property
    def matched(self) -> Rows:
        """Of each eligible member, the newest evaluation with both scores and a full score."""
        before, after = self.shares_of_full
        return self._newest(
            "evaluations", (before >= 0) & (before <= 1) & (after >= 0) & (after <= 1)
        )

    @cached_property
    def shares_of_full(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For every row of `evaluations`, before and after; NaN where that is not known."""
        table = self.figures.snapshot["evaluations"]
        full = table["full_score"].per_row()
        full = np.where(full > 0, full, np.nan)
        return table["pre_score"].per_row() / full, table["post_score"].per_row() / full

    def applied(self, row: int, span: Span | None = None) -> Ratio:
        """Members who put it to use, wholly or partly, of those followed up with an answer."""
        answers = self.answers(row, span)
        used = answers.count("yes") + answers.count("partly")
        return Ratio(used, used + answers.count("no"))

    def answers(self, row: int, span: Span | None = None) -> list[str]:
        """What the newest follow-ups of a round say: yes, partly or no."""
        rows = self._of("followups", row, span)
        answers = at(self.figures.snapshot["followups"]["applied"], rows)
        return [str(answer) for answer in answers if answer is not None]

    def _evaluations(self, column: str, row: int, span: Span | None = None) -> NDArray[Any]:
        rows = self._of("evaluations", row, span)
        return at(self.figures.snapshot["evaluations"][column], rows)

    def _of(self, tab: Tab, row: int, span: Span | None = None) -> Rows:
        """The rows of a tab that count for a round."""
        rows = self.evaluations if tab == "evaluations" else self.followups
        table = self.figures.snapshot[tab]
        first = self._first[tab]
        mine = rows[first[row] : first[row + 1]]
        if span is None:
            return mine
        return np.asarray(mine[within(at(table[DATED[tab]], mine), span)])

    @cached_property
    def _first(self) -> Mapping[Tab, list[int]]:
        """For every round the place of its first row that counts, and at last their number."""
        tables = self.figures.snapshot
        return {
            "evaluations": self._first_of_each(
                at(tables["evaluations"]["community"], self.evaluations)
            ),
            "followups": self._first_of_each(at(tables["followups"]["community"], self.followups)),
        }

    def _first_of_each(self, communities: NDArray[np.int32]) -> list[int]:
        rounds = np.arange(self.figures.rounds.size + 1, dtype=communities.dtype)
        first: list[int] = np.searchsorted(communities, rounds).tolist()
        return first

    def _newest(self, tab: Tab, chosen: Mask | None = None) -> Rows:
        figures, table, column = self.figures, self.figures.snapshot[tab], DATED[tab]
        members = figures.rounds.members
        eligible = pairs(members.community, members.person)[members.eligible]
        pair = pairs(table["community"].per_row(), table["person"].per_row())
        mask = among(pair, eligible) & (pair != -1)
        mask &= happened_by(table, column, figures.snapshot.today, figures.as_of)
        if chosen is not None:
            mask &= chosen
        return _newest_of_each(table, column, pair, mask)


def at(cells: Cells, rows: Rows) -> NDArray[Any]:
    """The values of some rows, without making those of all."""
    return np.asarray(cells.values[cells.codes[rows]])


def _newest_of_each(table: Table, column: str, pair: NDArray[np.int64], mask: Mask) -> Rows:
    """Of the rows of each pair the one with the latest day, by pair; a later row wins a tie."""
    rows = np.flatnonzero(mask)
    days = table[column].per_row()[rows].astype(np.int64)  # no time is the least number
    order = np.lexsort((rows, days, pair[rows]))
    ordered = pair[rows][order]
    last = np.append(ordered[1:] != ordered[:-1], np.True_)[: len(ordered)]
    return np.asarray(rows[order][last])
