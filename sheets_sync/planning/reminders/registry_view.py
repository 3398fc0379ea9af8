"""One registry as the planner looks at it: what was checked, and who is who in it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.mail.email_address import one_address
from sheets_sync.planning.reminders.items import About, Item, ItemPlace, Kind, Stage
from sheets_sync.planning.reminders.mail_history import RegistryHistory
from sheets_sync.planning.workbook_visibility import WorkbookVisibility, visibility_of
from sheets_sync.planning.working_days import WorkingDays, agency_days, own_holidays
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold
from sheets_sync.settings.model import ReminderSettings, Role, Settings


@dataclass(frozen=True)
class RegistryView:
    """One registry: what a check found in it, and what is remembered of it."""

    registry: str
    context: RuleContext
    findings: Sequence[Finding]
    memory: RegistryHistory

    @property
    def today(self) -> dt.date:
        """The day of the check."""
        return self.context.snapshot.today

    @cached_property
    def days(self) -> WorkingDays:
        """The government's calendar with the registry's own holidays tab over it."""
        return agency_days(self.today, own_holidays(self.context.snapshot))

    @cached_property
    def visibility(self) -> WorkbookVisibility:
        """Which of the registry's workbooks something was found in."""
        return visibility_of(self.context.snapshot)

    @property
    def settings(self) -> Settings:
        """With what HR set in the workbook."""
        return self.context.settings

    @property
    def reminders(self) -> ReminderSettings:
        """Who is reminded of what, and when."""
        return self.context.settings.reminders

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """By community, its row in `communities`."""
        rounds = self.context.rounds
        return {name: int(row) for row in rounds.rows if (name := rounds.identifier(int(row)))}

    @cached_property
    def first_day(self) -> dt.date:
        """The day of the first check: today, where there was none before."""
        return self.memory.first_day or self.today

    @cached_property
    def quiet_until(self) -> dt.date:
        """The first day on which people are reminded one by one."""
        start = self.reminders.effective_from or self.first_day
        return start + dt.timedelta(days=self.reminders.quiet_days)

    @cached_property
    def backlog_before(self) -> dt.date:
        """What was overdue on this day is backlog."""
        return max(self.reminders.effective_from or self.first_day, self.first_day)

    def title(self, community: str | None) -> str:
        """A community's name as typed, else its ID."""
        row = self.rows.get(community or "")
        name = self.context.table("communities")["name"].at(row) if row is not None else None
        return str(name or community or "")

    def coordinator(self, community: str | None) -> int:
        """The coordinator's row in `staff`."""
        row = self.rows.get(community or "")
        return NOBODY if row is None else self._person("communities", "coordinator", row)

    def supervisor(self, person: int) -> int:
        """The supervisor of a row of `staff`, as a row of `staff`."""
        return NOBODY if person == NOBODY else self._person("staff", "supervisor", person)

    def people(self, community: str | None, role: Role) -> tuple[int, ...]:
        """The rows of `staff` that have a role in a community; `NOBODY` where it is not filled."""
        match role:
            case "coordinator":
                return (self.coordinator(community),)
            case "supervisor":
                return (self.supervisor(self.coordinator(community)),)
            case "lead_expert":
                return self._lead(community)
            case "experts":
                return self._listed("experts", community)
            case "members":
                return self._listed("members", community)
            case _:
                return ()

    @cached_property
    def _members(self) -> Mapping[int, tuple[int, ...]]:
        return _by_community(
            self.context.rounds.members.community,
            self.context.rounds.members.person,
            self.context.rounds.members.eligible,
        )

    @cached_property
    def _experts(self) -> Mapping[int, tuple[int, ...]]:
        table = self.context.table("experts")
        everybody = np.ones(len(table), dtype=np.bool_)
        return _by_community(self.context.rounds.experts, table["person"].per_row(), everybody)

    @cached_property
    def _leads(self) -> Mapping[int, tuple[int, ...]]:
        table = self.context.table("experts")
        lead = table["lead"].says_yes()
        return _by_community(self.context.rounds.experts, table["person"].per_row(), lead)

    def _listed(self, tab: str, community: str | None) -> tuple[int, ...]:
        row = self.rows.get(community or "", -1)
        return (self._members if tab == "members" else self._experts).get(row, ())

    def _lead(self, community: str | None) -> tuple[int, ...]:
        """The main resource persons; of a single expert it need not be said."""
        row = self.rows.get(community or "", -1)
        experts = self._experts.get(row, ())
        return self._leads.get(row, experts if len(experts) == 1 else ())

    def _person(self, tab: str, column: str, row: int) -> int:
        return int(self.context.table(tab)[column].at(row))

    def name(self, person: int) -> str:
        """The name of a row of `staff`; empty for nobody."""
        return "" if person == NOBODY else self.context.person_name(person)

    def number(self, person: int) -> str:
        """The staff number of a row of `staff`, however it is typed."""
        return fold(self.context.table("staff")["staff_id"].shown(person))

    @cached_property
    def staff_by_address(self) -> Mapping[str, int]:
        """By address, the first row of `staff` that has it."""
        email = self.context.table("staff")["email"]
        found: dict[str, int] = {}
        for row in range(len(self.context.table("staff"))):
            address = one_address(email.shown(row))
            if address is not None:
                found.setdefault(address, row)
        return found

    def staff_row(self, number: str) -> int:
        """The row of `staff` with that number."""
        return self.context.snapshot.staff.numbers.get(fold(number), NOBODY)

    def place(self, table: Table, row: int, column: str | None = None) -> ItemPlace:
        """Where a row, or one of its cells, stands in the workbook."""
        cell = table.cell(row, column) if column else None
        return ItemPlace(table.sheet(row), int(table.rows[row]), cell)

    def item(
        self,
        kind: Kind,
        stage: Stage,
        community: str | None,
        subject: str,
        about: About,
        *,
        due: dt.date | None = None,
        attempt: int = 0,
        version: str = "",
        place: ItemPlace | None = None,
    ) -> Item:
        """An item about something in this registry; `subject` tells it from all others."""
        return Item(
            kind,
            stage,
            self.registry,
            f"{self.registry}/{subject}",
            community,
            self.title(community),
            about,
            due=due,
            attempt=attempt,
            version=version,
            place=place,
            coordinator=self.name(self.coordinator(community)),
        )


def _by_community(
    community: "np.ndarray[tuple[int], np.dtype[np.int32]]",
    person: "np.ndarray[tuple[int], np.dtype[np.int32]]",
    mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> Mapping[int, tuple[int, ...]]:
    """By row of `communities`, the rows of `staff` there, each once."""
    found: dict[int, dict[int, None]] = {}
    for place, who in _pairs(community, person, mask):
        found.setdefault(place, {})[who] = None
    return {place: tuple(people) for place, people in found.items()}


def _pairs(
    community: "np.ndarray[tuple[int], np.dtype[np.int32]]",
    person: "np.ndarray[tuple[int], np.dtype[np.int32]]",
    mask: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
) -> Iterator[tuple[int, int]]:
    yield from zip(community[mask].tolist(), person[mask].tolist(), strict=True)
