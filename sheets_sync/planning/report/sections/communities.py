"""Every community: its seven steps, its members, and what is done of what."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import Rounds
from sheets_sync.checking.steps import STEPS, Step
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Ratio
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
    coordinator: str
    status: str
    steps: tuple[Step, ...]
    """All seven; none of them says which members are missing."""
    members: int
    exempt: int
    sessions: Ratio
    """Held by the cut-off, of those not cancelled."""
    evaluated: Ratio
    followed_up: Ratio
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
    counts = _counted(month.now.rounds)
    lines = tuple(_line(month, row, counts) for row in month.listed)
    return Communities(lines, len(month.now.counted) - len(lines))


@dataclass(frozen=True, slots=True)
class _Counts:
    """For every row of `communities`, how many of each kind it has."""

    members: Counts
    exempt: Counts
    held: Counts
    planned: Counts


def _counted(rounds: Rounds) -> _Counts:
    members, sessions = rounds.members, rounds.sessions
    return _Counts(
        members=rounds.count(members.community, members.eligible),
        exempt=rounds.count(members.community, members.exempt),
        held=rounds.count(sessions.community, sessions.held),
        planned=rounds.count(sessions.community, ~sessions.cancelled),
    )


def _line(month: Month, row: int, counts: _Counts) -> CommunityLine:
    now = month.now
    steps = tuple(now.progress.by_round[row, step] for step in STEPS)
    return CommunityLine(
        community=month.identifier(row),
        name=month.name(row),
        unit=month.unit(row),
        coordinator=month.coordinator(row),
        status=str(now.rounds.status[row]),
        steps=tuple(map(told_step, steps)),
        members=int(counts.members[row]),
        exempt=int(counts.exempt[row]),
        sessions=Ratio(int(counts.held[row]), int(counts.planned[row])),
        evaluated=now.members_recorded(6, row),
        followed_up=now.members_recorded(7, row),
        missing={} if month.hides else _missing(month, row),
    )


def told_step(step: Step) -> Step:
    """The step without the numbers of the people it still misses."""
    return replace(step, missing=()) if step.number in NAMES_PEOPLE else step


def _missing(month: Month, row: int) -> Mapping[int, tuple[str, ...]]:
    steps = (month.now.progress.by_round[row, number] for number in sorted(NAMES_PEOPLE))
    return {
        step.number: tuple(_name(month, person) for person in step.missing)
        for step in steps
        if step.state == "overdue"
    }


def _name(month: Month, person: str) -> str:
    """The name on the staff list, else what was typed."""
    row = month.facts.snapshot.staff.numbers.get(fold(person))
    return person if row is None else month.facts.person_name(row)
