"""What was learned: evaluations, results, gains of matched pairs, satisfaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.month_rows import Gain, at
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Ratio
from sheets_sync.registry.references import NOWHERE


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
    """The rounds with an evaluation, or where one is due."""

    lines: tuple[LearningLine, ...]


def learning(month: Month) -> Learning:
    """Step 6 as of the cut-off; satisfaction is that of the month."""
    due, satisfaction = month.now.fell_due(6), _satisfaction(month)
    return Learning(
        tuple(
            _line(month, row, satisfaction)
            for row in month.listed
            if due[row] or month.now.members_recorded(6, row).n
        )
    )


def _line(month: Month, row: int, satisfaction: Mapping[int, Satisfaction]) -> LearningLine:
    gain, passed, may = month.records.gain(row), month.records.passed(row), month.scores
    shows_gain = may.of("gain").of_group(row)
    return LearningLine(
        community=month.identifier(row),
        name=month.name(row),
        evaluated=month.now.members_recorded(6, row),
        passed=passed if not passed.of or may.of("passed").of_group(row) else None,
        unmarked=month.records.unmarked(row),
        pass_mark=_pass_mark(month, row),
        gain=gain if shows_gain else None,
        gain_is_hidden=gain is not None and not shows_gain,
        satisfaction=satisfaction.get(row, Satisfaction(None, Ratio(0, 0))),
    )


def _pass_mark(month: Month, row: int) -> float | None:
    plan = int(month.now.rounds.plan[row])
    if plan == NOWHERE:
        return None
    mark = float(month.context.table("plans")["pass_mark"].at(plan))
    return None if np.isnan(mark) else mark


def _satisfaction(month: Month) -> Mapping[int, Satisfaction]:
    """By round, the mean of the month's answers as far as the copy may tell it."""
    table = month.context.table("evaluations")
    rows = month.records.dated("evaluations", month.span)
    given: dict[int, list[float]] = {}
    for row, score in zip(
        at(table["community"], rows).tolist(), at(table["satisfaction"], rows).tolist(), strict=True
    ):
        if not np.isnan(score):
            given.setdefault(row, []).append(score)
    came, may = _attendees(month), month.scores.of("satisfaction")
    return {
        row: _mean(given.get(row, []), came.get(row, 0), shown=may.of_group(row))
        for row in {*given, *came}
    }


def _mean(scores: Sequence[float], came: int, *, shown: bool) -> Satisfaction:
    answers = Ratio(len(scores), came)
    if scores and not shown:
        return Satisfaction(None, answers, is_hidden=True)
    return Satisfaction(sum(scores) / len(scores) if scores else None, answers)


def _attendees(month: Month) -> Mapping[int, int]:
    """By round, how many different members came to a session of the month."""
    now = month.now
    came = turnout(now, now.held_in(month.span))
    community = now.rounds.sessions.community[came.session[came.present]].astype(np.int64)
    both = np.unique((community << 32) | came.person[came.present])
    rounds, counts = np.unique(both >> 32, return_counts=True)
    return dict(zip(rounds.tolist(), counts.tolist(), strict=True))
