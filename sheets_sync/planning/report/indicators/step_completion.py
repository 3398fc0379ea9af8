"""3, 4: the seven steps - how many of those due are complete."""

import numpy as np

from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.indicators.values import Figure, Measured, number, ratio, share
from sheets_sync.planning.report.indicators.view import View
from sheets_sync.planning.report.values import total


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
        exclusions={"step_unknown": end.steps_unknown(end.counted)},
    )


def procedure_progress(view: View) -> Measured:
    """Steps complete of steps due, over the active rounds."""
    end = view.end
    done = end.steps_done(end.active)
    shares = end.step_shares(end.active)
    known = shares[~np.isnan(shares)]
    middle = number(float(np.median(known))) if len(known) else Figure()
    return share(
        done.n,
        done.of,
        parts={"median": middle},
        exclusions={"step_unknown": end.steps_unknown(end.active)},
    )
