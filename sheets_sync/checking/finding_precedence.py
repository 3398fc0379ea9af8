"""Which finding silences which: one cause is told once.

A rule that cannot judge because another already complained stays silent. Most of that happens
by itself, since unreadable cells have no value; what is left is this table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reports import ReportKind
from sheets_sync.checking.steps import STEPS
from sheets_sync.registry.cells import Mask, Objects, Rows
from sheets_sync.registry.equal_numbers import Numbers

CELL_ORDER: tuple[str, ...] = (
    "key-missing",
    "key-duplicate",
    "cell-formula-error",
    "cell-missing",
    "plan-element-missing",
    "date-unreadable",
    "date-ambiguous",
    "date-implausible",
    "number-unreadable",
    "number-out-of-range",
    "choice-unknown",
    "area-unknown",
    "email-malformed",
    "link-malformed",
    "reference-unknown",
    "person-unknown",
    "person-ambiguous",
    "speaker-outside",
    "date-era-slip",
    "weekday-mismatch",
    "date-in-future",
    "dates-reversed",
    "steps-out-of-order",
    "session-outside-period",
    "supervisor-loop",
    "person-left",
    "not-a-member",
    "setting-unknown",
    "email-outside-domain",
    "text-garbled",
    "cell-too-long",
)
"""Of several of these at one cell only the first speaks; all findings of that rule stay."""


@dataclass(frozen=True, slots=True)
class StepExplanation:
    """Findings that already say why a step is late."""

    step: int
    tab: str
    rules: frozenset[str] = frozenset()
    """These rules; where none are named, every error."""


_PERSON = frozenset({"person-unknown", "person-ambiguous"})
_NOBODY = _PERSON | {"cell-missing", "cell-formula-error"}
"""A row names nobody."""
_MEMBERSHIP = frozenset({"choice-unknown", "date-unreadable", "date-ambiguous", "date-implausible"})
"""Whether such a member is to be evaluated cannot be told."""

WHY_LATE: tuple[StepExplanation, ...] = (
    StepExplanation(
        1, "communities", frozenset({"cell-missing", "cell-formula-error", "area-unknown"})
    ),
    StepExplanation(2, "communities", frozenset({"members-missing", "attestation-missing"})),
    StepExplanation(2, "members", _NOBODY),
    StepExplanation(3, "communities", frozenset({"experts-missing", "attestation-missing"})),
    StepExplanation(3, "experts", _NOBODY | {"person-left"}),
    StepExplanation(4, "communities", frozenset({"plan-missing"})),
    StepExplanation(4, "plans", frozenset({"plan-element-missing"})),
    StepExplanation(5, "communities", frozenset({"sessions-missing"})),
    StepExplanation(5, "plans", frozenset({"dates-reversed"})),
    StepExplanation(5, "sessions"),
    StepExplanation(6, "communities", frozenset({"members-missing"})),
    StepExplanation(6, "members", _NOBODY | _MEMBERSHIP | {"evaluation-missing"}),
    StepExplanation(6, "evaluations", _NOBODY),
    StepExplanation(7, "communities", frozenset({"members-missing"})),
    StepExplanation(7, "members", _NOBODY | _MEMBERSHIP | {"follow-up-missing"}),
    StepExplanation(7, "followups", _NOBODY),
)
"""With one of these for a community, `step-overdue` says nothing about that step."""


_RANK = {rule: place for place, rule in enumerate(CELL_ORDER)}


def speaking(kinds: Sequence[ReportKind], kind: Rows, cell: Numbers, community: Objects) -> Mask:
    """For every finding, whether it is left to tell.

    Of each there is known which of the kinds it is of, a number for its cell (-1 where it is about
    no cell), and its community.
    """
    speaks = _first_at_cell(kinds, kind, cell)
    overdue = np.array([one.rule == "step-overdue" for one in kinds], dtype=np.bool_)
    late = np.flatnonzero(speaks & overdue[kind])
    if len(late):
        explained = _explained(kinds, kind[speaks], community[speaks])
        places = zip(community[late], kind[late].tolist(), strict=True)
        speaks[late] = [(whose, kinds[which].step) not in explained for whose, which in places]
    return speaks


def _first_at_cell(kinds: Sequence[ReportKind], kind: Rows, cell: Numbers) -> Mask:
    speaks = np.ones(len(kind), dtype=np.bool_)
    rank = np.array([_RANK.get(one.rule, -1) for one in kinds], dtype=np.int64)[kind]
    ranked = np.flatnonzero((rank >= 0) & (cell >= 0))
    if len(ranked):
        ranked = ranked[np.argsort(cell[ranked], kind="stable")]
        starts = np.flatnonzero(np.diff(cell[ranked], prepend=-1))
        first = np.minimum.reduceat(rank[ranked], starts)
        speaks[ranked] = rank[ranked] == np.repeat(first, np.diff(starts, append=len(ranked)))
    return speaks


def _explained(
    kinds: Sequence[ReportKind], kind: Rows, community: Objects
) -> frozenset[tuple[str, int]]:
    """The steps, by community, for which a finding already says why they are late."""
    explaining = [_steps_explained(one.tab, one.rule, one.severity) for one in kinds]
    return frozenset(
        (whose, step)
        for step in STEPS
        for whose in set(community[np.array([step in steps for steps in explaining])[kind]])
        if whose is not None
    )


@cache
def _steps_explained(tab: str, rule: str, severity: Severity) -> tuple[int, ...]:
    return tuple(
        why.step
        for why in WHY_LATE
        if why.tab == tab and (rule in why.rules if why.rules else severity is Severity.ERROR)
    )
