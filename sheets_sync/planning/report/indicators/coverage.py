"""17, 20: whether everybody was evaluated and followed up, as the handbook demands."""

import numpy as np

from sheets_sync.planning.report.indicators.values import Measured, number, share
from sheets_sync.planning.report.indicators.view import View

LEARNING, APPLICATION = 6, 7
"""The steps."""


def learning_coverage(view: View) -> Measured:
    """Eligible members with an evaluation, where that is due."""
    return _coverage(view, LEARNING)


def follow_up_coverage(view: View) -> Measured:
    """Eligible members with a follow-up, where that is due."""
    return _coverage(view, APPLICATION)


def _coverage(view: View, step: int) -> Measured:
    end = view.end
    due = end.counted[end.fell_due(step)[end.counted]]
    done = end.recorded(step, due)
    mine, exempt = end.of_rounds(due), end.rounds.members.exempt
    return share(
        done.n,
        done.of,
        parts={"exempt": number(int(np.sum(exempt & mine)))},
        exclusions={"no_person": int((end.unknown_members & mine).sum())},
    )
