"""Every community: its seven steps, its members, and what is done of what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.steps import STEPS, Reason, Step
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import NOTHING, Ratio
from sheets_sync.registry.text import fold

Counts: TypeAlias = NDArray[np.intp]

NAMES_PEOPLE = frozenset({6, 7})
"""The steps of which members are missing."""


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """One round in the tables."""

    community: str
    name: str
    unit: str
    coordinator: str | None
    """Empty where nobody is known; None where this copy does not name them."""
    status: str
    steps: tuple[Step, ...]
    """All seven; none of them says which members are missing."""
    members: int | None
    """None where the tabs of members or staff cannot be read."""
    exempt: int
    sessions: Ratio
    """Held by the cut-off, of those not cancelled."""
    evaluated: Ratio
    """Of the members whose evaluation is due; nothing before, unless somebody is early."""
    followed_up: Ratio
    not_due: frozenset[int]
    """Those of the steps 6 and 7 that nobody waits for yet: in no total."""
    missing: Mapping[int, tuple[str, ...]]
    """HR's copy only: by step 6 or 7 that is overdue, the names of those without a record."""

    @property
    def complete(self) -> int:
        """How many of the seven steps are complete."""
        return sum(step.state == "complete" for step in self.steps)


@dataclass(frozen=True, slots=True)
class Communities:
    """The rounds of the fiscal year, and how many were finished before it."""

    lines: tuple[CommunityLine, ...]
    finished_before: int


def communities(month: Month) -> Communities:
    """One line for each round, in the order of the workbook."""
    counts = _counted(month.now)
    lines = tuple(_line(month, row, counts) for row in month.listed)
    return Communities(lines, len(month.now.counted) - len(lines))


@dataclass(frozen=True, slots=True)
class _Counts:
    """For every row of `communities`, how many of each kind it has."""

    members: Counts
    exempt: Counts
    held: Counts
    planned: Counts


def _counted(figures: Figures) -> _Counts:
    rounds = figures.rounds
    members, sessions = rounds.members, rounds.sessions
    return _Counts(
        members=rounds.count(members.community, figures.known_members),
        exempt=rounds.count(members.community, members.exempt),
        held=rounds.count(sessions.community, sessions.held & ~figures.repeated),
        planned=rounds.count(sessions.community, ~sessions.cancelled & ~figures.repeated),
    )


def _line(month: Month, row: int, counts: _Counts) -> CommunityLine:
    now = month.now
    steps = tuple(now.progress.by_round[row, step] for step in STEPS)
    recorded = {number: _recorded(now, number, row) for number in sorted(NAMES_PEOPLE)}
    return CommunityLine(
        community=month.identifier(row),
        name=month.name(row),
        unit=month.unit(row),
        coordinator=month.coordinator(row),
        status=str(now.rounds.status[row]),
        steps=tuple(told_step(step, now) for step in steps),
        members=int(counts.members[row]) if month.context.usable("members", "staff") else None,
        exempt=int(counts.exempt[row]),
        sessions=Ratio(int(counts.held[row]), int(counts.planned[row])),
        evaluated=recorded[6],
        followed_up=recorded[7],
        not_due=frozenset(
            number for number, done in recorded.items() if done.of and not now.fell_due(number)[row]
        ),
        missing={} if month.hides else _missing(month, row),
    )


def _recorded(now: Figures, step: int, row: int) -> Ratio:
    done = now.members_recorded(step, row)
    return done if now.fell_due(step)[row] or done.n else NOTHING


def told_step(step: Step, now: Figures) -> Step:
    """The step as the figures count it, without the numbers of the people it still misses.

    Rows that name nobody we know are in no figure; where they are all that is open, that is why.
    """
    if step.number not in NAMES_PEOPLE:
        return step
    known = now.members_recorded(step.number, step.row)
    reason, unknown = step.reason, step.of - known.of
    if unknown > 0 and step.state not in {"complete", "unknown", "closed"}:
        open_ = known.of - known.n
        counted = {"done": known.n, "of": known.of, "count": open_}
        reason = (
            Reason(reason.name, {**reason.facts, **counted})
            if open_
            else Reason("members_unresolved", {"count": unknown})
        )
    return replace(step, done=known.n, of=known.of, reason=reason, missing=())


def _missing(month: Month, row: int) -> Mapping[int, tuple[str, ...]]:
    """Whoever is not on the staff list has a finding, and is in no figure."""
    steps = (month.now.progress.by_round[row, number] for number in sorted(NAMES_PEOPLE))
    numbers = month.context.snapshot.staff.numbers
    return {
        step.number: tuple(
            month.context.person_name(numbers[key])
            for person in step.missing
            if (key := fold(person)) in numbers
        )
        for step in steps
        if step.state == "overdue"
    }
