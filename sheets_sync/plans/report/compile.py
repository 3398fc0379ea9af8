"""Compiles the report of one month from what a check found."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sheets_sync.facts import Facts
from sheets_sync.findings import Finding, Severity
from sheets_sync.plans.report.figures import Figures, figures_as_of
from sheets_sync.plans.report.model import (
    NOTHING,
    Change,
    CommunityLine,
    Copy,
    Decision,
    Indicator,
    LeftOut,
    MonthlyReport,
    Ratio,
    Remark,
    Share,
    StepBar,
    StepCell,
    Upcoming,
)
from sheets_sync.registry.calendar import (
    add_months,
    fiscal_year,
    fiscal_year_first,
    month_last,
)
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.steps import STEPS, Step

DECISIONS = 5
"""So many communities that need a decision stand on the first page."""
NEXT = 12
"""So many things to come are listed."""


def compile_month(
    facts: Facts, findings: Sequence[Finding], month: dt.date, registry: str, copy: Copy
) -> MonthlyReport:
    """The report of the month that begins with `month`, in one copy."""
    return _Compiling(facts, findings, month.replace(day=1), registry, copy).report()


@dataclass(frozen=True)
class _Compiling:
    facts: Facts
    findings: Sequence[Finding]
    month: dt.date
    registry: str
    copy: Copy

    @cached_property
    def now(self) -> Figures:
        return figures_as_of(self.facts, min(month_last(self.month), self.facts.snapshot.today))

    @cached_property
    def before(self) -> Figures:
        return figures_as_of(self.facts, self.month - dt.timedelta(days=1))

    @cached_property
    def year_start(self) -> dt.date:
        """The first of October in which the fiscal year of the month began."""
        return fiscal_year_first(fiscal_year(self.month))

    @property
    def small(self) -> int:
        return self.facts.settings.reports.small_group

    def report(self) -> MonthlyReport:
        lines = tuple(self._line(int(row)) for row in self.now.counted)
        return MonthlyReport(
            month=self.month,
            as_of=self.now.as_of,
            registry=self.registry,
            agency=self.facts.settings.agency.name,
            copy=self.copy,
            changes=self._changes(),
            indicators=self._indicators(),
            steps=tuple(StepBar(step, self.now.step_done(step, self.now.active)) for step in STEPS),
            decisions=self._decisions(),
            communities=lines,
            areas=self._areas(),
            elements=self._elements(),
            units=self._units(),
            remarks=self._remarks(),
            upcoming=self._upcoming(),
            left_out=self._left_out(),
            quality=self._quality(),
            missing_people=self._missing_people() if self.copy == "hr" else {},
            small_group=self.small,
        )

    def _indicators(self) -> tuple[Indicator, ...]:
        now, before = self.now, self.before
        first, last = self.month, now.as_of
        earlier = add_months(self.month, -1)

        def three(name: str, of: str) -> Indicator:
            measure = {
                "sessions": Figures.held_of_planned,
                "attendance": Figures.attendance,
            }[of]
            return Indicator(
                name,
                measure(now, first, last),
                measure(before, earlier, before.as_of),
                measure(now, self.year_start, last),
            )

        def standing(name: str, step: int) -> Indicator:
            share = now.recorded(step, now.counted)
            return Indicator(name, share, before.recorded(step, before.counted), share)

        applied = now.applied(now.counted)
        stalled = self._stalled()
        return (
            Indicator(
                "active",
                Ratio(len(now.active), 0),
                Ratio(len(before.active), 0),
                Ratio(len(now.counted), 0),
                is_count=True,
            ),
            three("sessions_held", "sessions"),
            three("attendance", "attendance"),
            standing("evaluated", 6),
            standing("followed_up", 7),
            Indicator("applied", applied, before.applied(before.counted), applied),
            Indicator("stalled", stalled, NOTHING, stalled),
            Indicator(
                "procedure",
                now.steps_done(now.active),
                before.steps_done(before.active),
                now.steps_done(now.counted),
            ),
        )

    def _stalled(self) -> Ratio:
        found = {one.community for one in self.findings if one.rule == "community-stalled"}
        return Ratio(len(found), len(self.now.active))

    def _changes(self) -> tuple[Change, ...]:
        """What is different from the end of the month before, in a few sentences."""
        now, before = self.now.progress.by_round, self.before.progress.by_round
        completed: Counter[int] = Counter()
        late: list[Step] = []
        for place, step in now.items():
            was = before.get(place)
            if step.state == "complete" and (was is None or was.state != "complete"):
                completed[step.number] += 1
            if step.state == "overdue" and (was is None or was.state != "overdue"):
                late.append(step)
        new = [row for row in self.now.counted if row not in set(self.before.counted)]
        changes = []
        if new:
            changes.append(Change("new", {"count": len(new), "names": self._names(new)}))
        if completed:
            facts = {"count": sum(completed.values()), "steps": tuple(sorted(completed))}
            changes.append(Change("completed", facts))
        if late:
            rows = sorted({step.row for step in late})
            facts = {"count": len(late), "communities": len(rows), "names": self._names(rows)}
            changes.append(Change("late", facts))
        return tuple(changes) or (Change("nothing", {}),)

    def _names(self, rows: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._name(int(row)) for row in rows[:3])

    def _name(self, row: int) -> str:
        return str(self.facts.table("communities")["name"].at(row) or self._identifier(row))

    def _identifier(self, row: int) -> str:
        return self.now.rounds.identifier(row) or ""

    def _coordinator(self, row: int) -> str:
        person = int(self.facts.table("communities")["coordinator"].at(row))
        return "" if person == NOBODY else self.facts.person_name(person)

    def _decisions(self) -> tuple[Decision, ...]:
        """The communities with the most overdue work, the longest first."""
        decisions = []
        for row in map(int, self.now.active):
            steps = [self.now.progress.by_round[row, step] for step in STEPS]
            late = [step for step in steps if step.state == "overdue" and step.due]
            if not late:
                continue
            first = min(late, key=lambda step: step.due or dt.date.max)
            days = (self.now.as_of - (first.due or self.now.as_of)).days
            decisions.append(
                Decision(
                    self._identifier(row),
                    self._name(row),
                    self._coordinator(row),
                    first.number,
                    days,
                    first.reason,
                    len(late),
                )
            )
        return tuple(
            sorted(decisions, key=lambda one: (-one.steps_late, -one.days_late, one.community))
        )

    def _line(self, row: int) -> CommunityLine:
        now = self.now
        communities = self.facts.table("communities")
        steps = [now.progress.by_round[row, step] for step in STEPS]
        sessions = now.rounds.sessions
        mine = (sessions.community == row) & ~sessions.cancelled
        return CommunityLine(
            community=self._identifier(row),
            name=self._name(row),
            unit=str(communities["unit"].at(row) or ""),
            coordinator=self._coordinator(row),
            status=now.rounds.status[row],
            steps=tuple(
                StepCell(step.state, step.done, step.of, step.due, step.reason) for step in steps
            ),
            members=steps[5].of,
            exempt=steps[5].exempt,
            sessions=Ratio(int((mine & sessions.held).sum()), int(mine.sum())),
            evaluated=now.members_recorded(6, row),
            followed_up=now.members_recorded(7, row),
            passed=self._shown(now.passed((row,))),
            applied=self._shown(now.applied((row,))),
            gain=self._gain(row),
        )

    def _shown(self, ratio: Ratio) -> Ratio | None:
        """The ratio, unless it would tell managers how single people did."""
        return None if self.copy == "manager" and 0 < ratio.of < self.small else ratio

    def _gain(self, row: int) -> float | None:
        gain = self.now.gain(row)
        if gain is None or (self.copy == "manager" and gain[1] < self.small):
            return None
        return gain[0]

    def _areas(self) -> tuple[Share, ...]:
        """By area, the active communities that serve it; one may serve several."""
        areas = self.facts.table("communities")["areas"]
        counts = Counter(code for row in self.now.active for code in areas.at(int(row)) or ())
        active = len(self.now.active)
        return tuple(
            Share(code, Ratio(counts[code], active)) for code in self.facts.snapshot.schema.areas
        )

    def _elements(self) -> tuple[Share, ...]:
        """By element of the plan, the active communities with a plan that state it."""
        plans = [int(self.now.rounds.plan[row]) for row in self.now.active]
        written = [plan for plan in plans if plan != NOWHERE]
        gaps = Counter(gap for plan in written for gap in self.now.progress.plan_gaps(plan))
        return tuple(
            Share(element, Ratio(len(written) - gaps[element], len(written)))
            for element in self.facts.snapshot.schema.plan_elements
        )

    def _units(self) -> tuple[Share, ...]:
        units = self.facts.table("communities")["unit"]
        rows: dict[str, list[int]] = {}
        for row in map(int, self.now.active):
            rows.setdefault(str(units.at(row) or ""), []).append(row)
        return tuple(Share(unit, self.now.steps_done(rows[unit])) for unit in sorted(rows))

    def _remarks(self) -> tuple[Remark, ...]:
        table = self.facts.table("remarks")
        rows = np.flatnonzero(table["month"].per_row() == np.datetime64(self.month))
        return tuple(
            Remark(
                str(table["problems"].at(int(row)) or ""),
                str(table["suggestions"].at(int(row)) or ""),
            )
            for row in rows
        )

    def _upcoming(self) -> tuple[Upcoming, ...]:
        """Sessions and due dates of the month after, the nearest first."""
        first = add_months(self.month, 1)
        last = month_last(first)
        coming = [
            Upcoming(step.due, step.community, self._name(step.row), "step", step.number, "")
            for step in self.now.progress.steps
            if step.due is not None
            and first <= step.due <= last
            and step.state in {"not_started", "in_progress"}
        ]
        sessions, table = self.now.rounds.sessions, self.facts.table("sessions")
        for row in np.flatnonzero(sessions.open & self.now.rounds.is_watched[sessions.community]):
            day = sessions.day[row]
            if np.datetime64(first) <= day <= np.datetime64(last):
                community = int(sessions.community[row])
                coming.append(
                    Upcoming(
                        day.astype(object),
                        self._identifier(community),
                        self._name(community),
                        "session",
                        None,
                        str(table["topic"].at(int(row)) or ""),
                    )
                )
        return tuple(sorted(coming, key=lambda one: (one.day, one.community, one.step or 0))[:NEXT])

    def _left_out(self) -> tuple[LeftOut, ...]:
        rules = (
            "key-missing",
            "key-duplicate",
            "reference-unknown",
            "person-unknown",
            "date-unreadable",
        )
        counts = Counter(
            (finding.sheet, finding.rule) for finding in self.findings if finding.rule in rules
        )
        return tuple(LeftOut(sheet, rule, rows) for (sheet, rule), rows in sorted(counts.items()))

    def _quality(self) -> Ratio:
        wrong = {
            (finding.tab, finding.sheet, finding.row)
            for finding in self.findings
            if finding.severity is Severity.ERROR and not finding.work and finding.row is not None
        }
        rows = self.facts.snapshot.height
        return Ratio(rows - len(wrong), rows)

    def _missing_people(self) -> dict[str, dict[int, tuple[str, ...]]]:
        """By community and step, the names of members without a record where that is due."""
        names: dict[str, dict[int, tuple[str, ...]]] = {}
        numbers = self.facts.snapshot.staff.numbers
        for step in self.now.progress.steps:
            if step.number in {6, 7} and step.state == "overdue":
                people = tuple(
                    self.facts.person_name(numbers[person]) if person in numbers else person
                    for person in step.missing
                )
                names.setdefault(step.community, {})[step.number] = people
        return names
