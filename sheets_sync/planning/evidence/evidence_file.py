"""The evidence of one community: topic, people, plan, sessions, results, and what is missing."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS, Step
from sheets_sync.planning.evidence.record import (
    Doubts,
    Record,
    RecordCell,
    Repeated,
    doubts_of,
    record,
    repeated_rows,
    told,
)
from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.month_rows import Records
from sheets_sync.planning.report.turnout import turnout
from sheets_sync.planning.report.values import Ratio
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.record_changes import PastChange
from sheets_sync.registry.references import NOWHERE, community_index
from sheets_sync.registry.text import fold

TOPIC = ("topic", "areas", "benefit", "policy", "unit", "coordinator", "starts_on", "ends_on",
         "status", "continues", "attested_by", "attested_on")  # fmt: skip
SESSION = ("number", "planned_on", "postponed_to", "held_on", "starts_at", "ends_at", "hours",
           "place", "topic", "activity_steps", "speakers", "techniques", "status", "results",
           "improvements", "evidence")  # fmt: skip
EVALUATION = ("person", "evaluated_on", "method", "pre_score", "post_score", "full_score",
              "result", "satisfaction", "evaluator")  # fmt: skip
FOLLOW_UP = ("person", "followed_up_on", "applied", "how_applied", "effect", "barrier",
             "assessor",
             "supervisor_rating", "evidence")  # fmt: skip
MEMBER = ("need", "joined_on", "left_on", "exempt_reason")
EXPERT = ("expertise", "lead")
BESIDE_PLAN = ("pass_mark", "prepared_by", "evaluation_due", "follow_up_due")


@dataclass(frozen=True, slots=True)
class Element:
    """One of the plan's eight, with the cells that state it."""

    name: str
    told: tuple[RecordCell, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Everything about one community, with names: for HR only."""

    agency: str
    registry: str
    as_of: dt.date
    community: str
    name: str
    topic: Record
    steps: tuple[Step, ...]
    members: tuple[Record, ...]
    experts: tuple[Record, ...]
    elements: tuple[Element, ...]
    """All eight; what nothing states is missing."""
    beside_plan: Record | None
    """None where there is no plan."""
    sessions: tuple[Record, ...]
    attendance: tuple[Ratio, ...]
    """Of each session, members present of members expected; of nobody where none was noted."""
    evaluations: tuple[Record, ...]
    follow_ups: tuple[Record, ...]
    evaluated: Ratio
    passed: Ratio
    followed_up: Ratio
    applied: Ratio
    missing: Mapping[int, tuple[str, ...]]
    """By step 6 and 7, the names of those without a record."""
    changes: tuple[PastChange, ...] = ()
    """What changed in its records between checks, the oldest first; keys have names beside them."""

    @property
    def doubtful(self) -> int:
        """How many of the cells and rows told the checks have a doubt about."""
        records: tuple[Record, ...] = (
            self.topic,
            *((self.beside_plan,) if self.beside_plan else ()),
            *self.members,
            *self.experts,
            *self.sessions,
            *self.evaluations,
            *self.follow_ups,
        )
        rows: tuple[Record | Element, ...] = (*records, *self.elements)
        cells = [one for row in rows for one in row.told]
        return sum(one.is_doubtful for one in cells) + sum(one.is_repeated for one in records)


def communities_meant(facts: RuleContext, typed: str) -> tuple[int, ...]:
    """The rows of the communities that are meant by an ID, or by a name that several may have."""
    found = community_index(facts.table("communities")).find(typed)
    if isinstance(found, tuple):
        return found
    return () if found == NOWHERE else (found,)


def evidence_file(
    facts: RuleContext,
    row: int,
    registry: str,
    changes: Sequence[PastChange] = (),
    findings: Iterable[Finding] = (),
) -> EvidenceFile:
    """The evidence of the community in that row, as of the day of the check with its findings."""
    findings = tuple(findings)
    doubts, again = doubts_of(findings), repeated_rows(findings)
    figures = Figures(facts.snapshot, facts.progress, facts.settings)
    records, steps = Records(figures), tuple(facts.progress.by_round[row, step] for step in STEPS)
    plan = int(facts.rounds.plan[row])
    by_day, sessions = _by_day(facts, row), facts.rounds.sessions
    came = turnout(figures, sessions.held & (sessions.community == row))
    identifier = facts.rounds.identifier(row) or ""
    return EvidenceFile(
        agency=facts.settings.agency.name,
        registry=registry,
        as_of=facts.snapshot.today,
        community=identifier,
        name=str(facts.table("communities")["name"].at(row) or identifier),
        topic=record(facts, "communities", row, TOPIC, doubts),
        steps=steps,
        members=_people(facts, "members", row, MEMBER, doubts, again),
        experts=_people(facts, "experts", row, EXPERT, doubts, again),
        elements=_elements(facts, plan, doubts),
        beside_plan=None if plan == NOWHERE else record(facts, "plans", plan, BESIDE_PLAN, doubts),
        sessions=tuple(
            replace(
                record(facts, "sessions", one, SESSION, doubts),
                is_repeated=bool(figures.repeated[one]),
            )
            for one in by_day
        ),
        attendance=tuple(map(came.of_session, by_day)),
        evaluations=_dated(facts, "evaluations", row, EVALUATION, doubts, again),
        follow_ups=_dated(facts, "followups", row, FOLLOW_UP, doubts, again),
        evaluated=Ratio(steps[5].done, steps[5].of),
        passed=records.passed(row),
        followed_up=Ratio(steps[6].done, steps[6].of),
        applied=records.applied(row),
        missing={step.number: _names(facts, step) for step in steps if step.number in (6, 7)},
        changes=tuple(changes),
    )


def _rows(facts: RuleContext, tab: str, row: int) -> list[int]:
    """The rows of a tab that belong to the community."""
    if not facts.usable(tab):
        return []
    return [int(one) for one in np.flatnonzero(facts.table(tab)["community"].per_row() == row)]


def _people(
    facts: RuleContext, tab: str, row: int, columns: tuple[str, ...], doubts: Doubts,
    again: Repeated,
) -> tuple[Record, ...]:  # fmt: skip
    """Members or experts, with what the staff list says of them."""
    found: list[Record] = []
    for one in _rows(facts, tab, row):
        person = int(facts.table(tab)["person"].at(one))
        staff = () if person == NOBODY else record(
            facts, "staff", person, ("position", "unit"), doubts
        ).told  # fmt: skip
        own = record(facts, tab, one, ("person", *columns), doubts).told
        is_repeated = _is_among(again, facts, tab, one)
        found.append(Record(tab, (own[0], *staff, *own[1:]), is_repeated))
    return tuple(found)


def _elements(facts: RuleContext, plan: int, doubts: Doubts) -> tuple[Element, ...]:
    schema = facts.snapshot.schema
    by_name: dict[str, list[RecordCell]] = {name: [] for name in schema.plan_elements}
    if plan != NOWHERE:
        gaps = facts.progress.plan_gaps(plan)
        for name, column in schema.tabs["plans"].columns.items():
            if column.element and column.element not in gaps:
                cell = told(facts, "plans", name, plan, doubts)
                if cell.value is not None:
                    by_name[column.element].append(cell)
    return tuple(Element(name, tuple(cells)) for name, cells in by_name.items())


def _by_day(facts: RuleContext, row: int) -> list[int]:
    days = facts.rounds.sessions
    return sorted(
        _rows(facts, "sessions", row),
        key=lambda one: str(days.held_on[one] if days.held[one] else days.day[one]),
    )


def _dated(
    facts: RuleContext, tab: str, row: int, columns: tuple[str, ...], doubts: Doubts,
    again: Repeated,
) -> tuple[Record, ...]:  # fmt: skip
    found = (
        replace(
            record(facts, tab, one, columns, doubts),
            is_repeated=_is_among(again, facts, tab, one),
        )
        for one in _rows(facts, tab, row)
    )
    return tuple(sorted(found, key=lambda one: str(one[columns[1]])))


def _is_among(again: Repeated, facts: RuleContext, tab: str, row: int) -> bool:
    table = facts.table(tab)
    return (table.sheet(row), table.rows.item(row)) in again


def _names(facts: RuleContext, step: Step) -> tuple[str, ...]:
    numbers = facts.snapshot.staff.numbers
    rows = ((person, numbers.get(fold(person))) for person in step.missing)
    return tuple(person if at is None else facts.person_name(at) for person, at in rows)
