"""The seven steps over all communities: a bar for each, and how far the procedure is."""

from dataclasses import dataclass
from statistics import median

from sheets_sync.checking.steps import STEPS
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Indicator, Ratio


@dataclass(frozen=True, slots=True)
class StepBar:
    """How many rounds have completed one step, of those where it is due."""

    step: int
    done: Ratio
    before: Ratio


@dataclass(frozen=True, slots=True)
class StepSection:
    """All seven, and all of them together over the active rounds."""

    bars: tuple[StepBar, ...]
    procedure: Indicator
    median: float | None
    """Of the active rounds with a step due, the middle one's share of its due steps complete."""


def steps(month: Month) -> StepSection:
    """The seven steps as of the cut-off."""
    now, before = month.now, month.before
    shares = [now.steps_done((row,)).share for row in map(int, now.active)]
    known = [share for share in shares if share is not None]
    return StepSection(
        bars=tuple(
            StepBar(step, now.step_done(step, now.counted), before.step_done(step, before.counted))
            for step in STEPS
        ),
        procedure=Indicator(
            "procedure",
            now.steps_done(now.active),
            before.steps_done(before.active),
            now.steps_done(now.active, since=month.year.first),
        ),
        median=median(known) if known else None,
    )
