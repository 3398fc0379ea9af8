"""18, 19: what members learned - their results, and their gain between test and test."""

import numpy as np

from sheets_sync.planning.report.indicators.values import (
    Figure,
    Measured,
    Why,
    left_out,
    number,
    ratio,
    share,
)
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.month_rows import at


def pass_rate(view: View) -> Measured:
    """Members whose newest result is passed, of those passed or not passed."""
    rows = view.records.counted("evaluations")
    results = at(view.context.table("evaluations")["result"], rows)
    passed, failed = int((results == "passed").sum()), int((results == "not_passed").sum())
    no_mark = int((results == "no_mark").sum())
    return share(
        passed,
        passed + failed,
        parts={"no_mark": number(no_mark)},
        exclusions={"no_result": len(rows) - passed - failed - no_mark},
    )


def learning_gain(view: View) -> Measured:
    """The mean gain as a share of the full score, over members with both scores."""
    before, after = view.records.matched_scores()
    pairs, evaluated = len(before), len(view.records.counted("evaluations"))
    gain = float(np.sum(after - before))
    parts = {"pairs": ratio(pairs, evaluated), "raw_gain": ratio(gain, pairs)}
    parts["normalised_gain"] = _normalised(before, after)
    return Measured(
        parts["raw_gain"],
        None if pairs else Why("no_pairs"),
        parts,
        left_out({"no_pair": evaluated - pairs}),
    )


def _normalised(before: np.ndarray, after: np.ndarray) -> Figure:
    """Of what could still be gained; not defined where everybody began at the full score."""
    room = float(np.sum(1 - before))
    return ratio(float(np.sum(after - before)), room) if room > 0 else Figure()
