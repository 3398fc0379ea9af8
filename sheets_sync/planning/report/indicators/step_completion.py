"""3, 4: the seven steps - how many of those due are complete."""

from statistics import median

from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.indicators.values import Figure, Measured, number, ratio, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.values import total
from sheets_sync.registry.cells import Rows


def step_completion(view: View) -> Measured:
    """Step by step, rounds with it complete of those where it is due; all steps together."""
    end = view.end
    by_step = {step: end.step_done(step, end.counted) for step in STEPS}
    everything = total(by_step.values())
    parts = {str(step): ratio(done.n, done.of) for step, done in by_step.items()}
    return share(
        everything.n,
        everything.of,
        parts=parts,
        exclusions={"step_unknown": _unknown(end, end.counted)},
    )


def procedure_progress(view: View) -> Measured:
    """Steps complete of steps due, over the active rounds."""
    end = view.end
    done = end.steps_done(end.active)
    shares = [end.steps_done((row,)).share for row in map(int, end.active)]
    known = [one for one in shares if one is not None]
    middle = number(median(known)) if known else Figure()
    return share(
        done.n,
        done.of,
        parts={"median": middle},
        exclusions={"step_unknown": _unknown(end, end.active)},
    )


def _unknown(end: Figures, rows: Rows) -> int:
    """Steps that are due and of which nothing can be said, for a tab cannot be read."""
    by_round = end.progress.by_round
    return sum(
        bool(end.fell_due(step)[row]) and by_round[int(row), step].state == "unknown"
        for step in STEPS
        for row in rows
    )
