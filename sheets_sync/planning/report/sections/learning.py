"""What was learned: evaluations, results, gains of matched pairs, satisfaction."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.month_rows import Gain
from sheets_sync.planning.report.scores import passed
from sheets_sync.planning.report.small_groups import Score, disclosed
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Indicator, Ratio
from sheets_sync.registry.references import NOWHERE

LEAST, MOST = 1, 5
"""The scale of satisfaction."""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """A mean score, and how many gave one of those who came."""

    mean: float | None
    """None where nobody did, or where this copy hides it."""
    answers: Ratio
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class LearningLine:
    """One round."""

    community: str
    name: str
    evaluated: Ratio
    passed: Ratio | None
    """None where this copy hides it."""
    unmarked: int
    pass_mark: float | None
    gain: Gain | None
    gain_is_hidden: bool
    satisfaction: Satisfaction


@dataclass(frozen=True, slots=True)
class Learning:
    """The rounds with an evaluation, or where one is due, and all of them together."""

    lines: tuple[LearningLine, ...]
    passed: Indicator
    satisfaction: Satisfaction


def learning(month: Month) -> Learning:
    """Step 6 as of the cut-off."""
    shown, satisfaction, total = passed(month), *_satisfaction(month)
    due = month.now.fell_due(6)
    lines = tuple(
        _line(month, row, shown.rounds[row], satisfaction[row])
        for row in month.listed
        if due[row] or month.now.members_recorded(6, row).n
    )
    indicator = Indicator("passed", shown.now, shown.before, shown.year)
    return Learning(lines, indicator, total)


def _line(month: Month, row: int, passed: Ratio | None, satisfaction: Satisfaction) -> LearningLine:
    gain = month.records.gain(row)
    hidden = month.hides and gain is not None and gain.pairs < month.small
    return LearningLine(
        community=month.identifier(row),
        name=month.name(row),
        evaluated=month.now.members_recorded(6, row),
        passed=passed,
        unmarked=month.records.unmarked(row),
        pass_mark=_pass_mark(month, row),
        gain=None if hidden else gain,
        gain_is_hidden=hidden,
        satisfaction=satisfaction,
    )


def _pass_mark(month: Month, row: int) -> float | None:
    plan = int(month.now.rounds.plan[row])
    if plan == NOWHERE:
        return None
    mark = float(month.facts.table("plans")["pass_mark"].at(plan))
    return None if np.isnan(mark) else mark


def _satisfaction(month: Month) -> tuple[Mapping[int, Satisfaction], Satisfaction]:
    """By round and of all together, as far as the copy may show it."""
    rows = tuple(map(int, month.now.counted))
    scores = {row: Score(*month.records.satisfaction(row)) for row in rows}
    came = _attendees(month)
    may = disclosed(scores, month.small if month.hides else 0, least=LEAST, most=MOST)
    by_round = {
        row: _mean(one, came.get(row, 0), shown=row in may.groups) for row, one in scores.items()
    }
    everybody = Score(
        sum(one.sum for one in scores.values()), sum(one.size for one in scores.values())
    )
    return by_round, _mean(everybody, sum(came.values()), shown=may.total)


def _mean(score: Score, came: int, *, shown: bool) -> Satisfaction:
    answers = Ratio(score.size, came)
    if not shown:
        return Satisfaction(None, answers, is_hidden=True)
    return Satisfaction(score.sum / score.size if score.size else None, answers)


def _attendees(month: Month) -> Mapping[int, int]:
    """By round, how many different members came to a session of it."""
    now = month.now
    came = turnout(now, now.rounds.sessions.held & now.of_counted)
    community = now.rounds.sessions.community[came.session[came.present]].astype(np.int64)
    both = np.unique((community << 32) | came.person[came.present])
    rounds, counts = np.unique(both >> 32, return_counts=True)
    return dict(zip(rounds.tolist(), counts.tolist(), strict=True))
