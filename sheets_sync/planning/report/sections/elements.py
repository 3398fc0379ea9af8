"""The eight elements of the plan, and the plans that state each."""

from collections import Counter
from dataclasses import dataclass

from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio, Share
from sheets_sync.registry.references import NOWHERE


@dataclass(frozen=True, slots=True)
class Elements:
    """By element, the active communities that state it of those with a plan."""

    shares: tuple[Share, ...]
    without_plan: tuple[str, ...]
    """The names of active communities that have no plan."""


def elements(month: Month) -> Elements:
    """The elements in the plan's order; nothing where the plans cannot be read."""
    schema = month.context.snapshot.schema
    if not month.context.usable("plans"):
        return Elements(tuple(Share(name, Ratio(0, 0)) for name in schema.plan_elements), ())
    plan_of = {row: int(month.now.rounds.plan[row]) for row in map(int, month.now.active)}
    written = [plan for plan in plan_of.values() if plan != NOWHERE]
    gaps = Counter(gap for plan in written for gap in month.now.progress.plan_gaps(plan))
    return Elements(
        tuple(
            Share(name, Ratio(len(written) - gaps[name], len(written)))
            for name in schema.plan_elements
        ),
        tuple(month.called(row) for row, plan in plan_of.items() if plan == NOWHERE),
    )
