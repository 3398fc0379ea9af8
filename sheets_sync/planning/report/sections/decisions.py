"""The communities that need somebody to act, and who that is."""

from dataclasses import dataclass

from sheets_sync.checking.steps import STEPS, Step
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.sections.communities import told_step
from sheets_sync.planning.report.stalled_rounds import stalled_rounds

FIRST_PAGE = 5
"""So many stand on the first page."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One community, whose it is, and what it waits for."""

    community: str
    name: str
    called: str
    """The same in a sentence: with its ID where another has that name, too."""
    unit: str
    coordinator: str | None
    """Empty where nobody is known: HR decides who it is. None: this copy does not name them."""
    is_completed: bool
    """Whether the round is over, and only results of it are still open."""
    step: Step | None
    """The step that is overdue longest; None where nothing is overdue."""
    days_late: int
    steps_late: int
    is_stalled: bool


def decisions(month: Month) -> tuple[Decision, ...]:
    """Those with the most overdue work first, then the oldest; those that are over come last."""
    stalled = stalled_rounds(month.context, month.now)
    found = [_decision(month, row, is_stalled=row in stalled) for row in month.listed]
    return tuple(
        sorted(
            (one for one in found if one.step is not None or one.is_stalled),
            key=lambda one: (one.is_completed, -one.steps_late, -one.days_late, one.community),
        )
    )


def _decision(month: Month, row: int, *, is_stalled: bool) -> Decision:
    steps = [month.now.progress.by_round[row, number] for number in STEPS]
    late = [(step.due, step) for step in steps if step.state == "overdue" and step.due is not None]
    due, oldest = min(late, key=lambda pair: pair[0]) if late else (month.as_of, None)
    return Decision(
        community=month.identifier(row),
        name=month.name(row),
        called=month.called(row),
        unit=month.unit(row),
        coordinator=month.coordinator(row),
        is_completed=month.now.rounds.status[row] == "completed",
        step=oldest and told_step(oldest, month.now),
        days_late=(month.as_of - due).days,
        steps_late=len(late),
        is_stalled=is_stalled,
    )
