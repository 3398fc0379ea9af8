"""Which finding silences which: one cause is told once.

A rule that cannot judge because another already complained stays silent. Most of that happens
by itself, since unreadable cells have no value; what is left is this table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from sheets_sync.checking.findings import Finding, Severity

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


_Place: TypeAlias = tuple[str, str, int | None, str | None]


def silence(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are left to tell, in the order given."""
    speaking = _one_per_cell(findings)
    explained = _explained(speaking)
    return [
        finding
        for finding in speaking
        if finding.rule != "step-overdue" or (finding.community, finding.step) not in explained
    ]


def _one_per_cell(findings: Sequence[Finding]) -> list[Finding]:
    rank = {rule: place for place, rule in enumerate(CELL_ORDER)}
    first: dict[_Place, int] = {}
    for finding in findings:
        if finding.cell is not None and finding.rule in rank:
            place = _place(finding)
            first[place] = min(first.get(place, len(rank)), rank[finding.rule])
    return [
        finding
        for finding in findings
        if finding.cell is None
        or finding.rule not in rank
        or rank[finding.rule] == first[_place(finding)]
    ]


def _place(finding: Finding) -> _Place:
    return finding.tab, finding.sheet, finding.row, finding.cell


def _explained(findings: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    """The steps, by community, for which a finding already says why they are late."""
    return frozenset(
        (finding.community, step)
        for finding in findings
        if finding.community is not None
        for step in _steps_explained(finding.tab, finding.rule, finding.severity)
    )


@cache
def _steps_explained(tab: str, rule: str, severity: Severity) -> tuple[int, ...]:
    return tuple(
        why.step
        for why in WHY_LATE
        if why.tab == tab and (rule in why.rules if why.rules else severity is Severity.ERROR)
    )
