"""What several sheets say of one community, session or member becomes one record.

A sheet of ticks and a list of what was done tell of the same sessions; both name the members.
Where it is certain that the same is meant, the first record takes what the other says besides.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sheets_sync.adoption.completing import Differing
from sheets_sync.adoption.layouts.found import Layout, Record
from sheets_sync.adoption.same_groups import same_groups
from sheets_sync.registry.person_names import name_key
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell

DayOf = Callable[[RawCell], dt.date | None]
Rows = list[dict[str, RawCell]]

_OF_PERSONS = frozenset({"members", "experts", "attendance"})
_DAYS = ("held_on", "planned_on", "postponed_to")
_OWN = frozenset({"session_id", "number", "community", *_DAYS})
"""What a session is known by."""


@dataclass(frozen=True, slots=True)
class United:
    """The records of all sheets."""

    records: Mapping[str, Sequence[Record]]
    differing: tuple[Differing, ...]
    """What a layout says otherwise than what it was united with."""
    renamed: Mapping[str, str]
    """Names of communities as they are written, by what stands in their place."""


def united(
    records: Mapping[str, Sequence[Record]],
    layouts: Sequence[Layout],
    day_of: DayOf,
    yes: AbstractSet[str],
    *,
    listed: bool,
) -> United:
    """The records of the tables with those of the layouts.

    `yes` are the folded marks of who came; `listed` says that the tables list the communities.
    """
    one = _United(records, layouts, day_of, yes, listed=listed)
    for layout in sorted(layouts, key=lambda layout: layout.kind == "months"):
        one.add(layout)
    found = {tab: [*rows] for tab, rows in one.rows.items() if rows}
    return United(found, tuple(one.differing), one.renamed)


class _United:
    """The records found so far."""

    def __init__(
        self,
        records: Mapping[str, Sequence[Record]],
        layouts: Sequence[Layout],
        day_of: DayOf,
        yes: AbstractSet[str],
        *,
        listed: bool,
    ) -> None:
        self._day_of, self._yes = day_of, yes
        names = [*map(_name, records.get("communities", ()))] if listed else []
        everything = [records, *(layout.records for layout in layouts)]
        self.renamed: dict[str, str] = {}
        self._instead = same_groups(names, (text for some in everything for text in _used(some)))
        self.rows: dict[str, Rows] = {
            tab: [self._named(tab, row) for row in rows] for tab, rows in records.items()
        }
        self.differing: dict[Differing, None] = {}
        self._staff = dict(_staff_keys(self.rows.get("staff", ())))
        self._groups = dict(_group_keys(self.rows.get("communities", ())))
        self._known: dict[str, dict[tuple[str, str], Record]] = {}

    def add(self, layout: Layout) -> None:
        """The records of one sheet more."""
        drawn = {
            tab: [self._named(tab, row) for row in rows] for tab, rows in layout.records.items()
        }
        for row in drawn.pop("communities", []):
            self._add_community(row, is_own=layout.kind == "form")
        renamed = self._add_sessions(drawn.pop("sessions", []))
        for row in drawn.get("attendance", []):
            row["session"] = renamed.get(shown(row["session"]), row["session"])
        for tab, rows in drawn.items():
            mine = self.rows.setdefault(tab, [])
            mine += self._not_known(tab, rows) if tab in _OF_PERSONS else rows

    def _not_known(self, tab: str, rows: Rows) -> Rows:
        """The rows about somebody of whom no other sheet says the same."""
        known = self._known.setdefault(
            tab, {self._key(tab, row): row for row in self.rows.get(tab, ())}
        )
        new: dict[tuple[str, str], Rows] = {}
        for row in rows:
            key = self._key(tab, row)
            if key not in known:
                new.setdefault(key, []).append(row)
            elif tab == "attendance" and self._came(known[key]) != self._came(row):
                name = shown(row["person"]).strip()
                self._tell(tab, name, "attended", row["attended"])
        known |= {key: some[0] for key, some in new.items()}
        return [row for some in new.values() for row in some]

    def _came(self, row: Record) -> bool:
        return fold(shown(row.get("attended"))) in self._yes

    def _named(self, tab: str, row: Record) -> dict[str, RawCell]:
        """A record under the name by which its community is known."""
        column = "name" if tab == "communities" else "community"
        typed = shown(row.get(column)).strip()
        name = self._instead.get(fold(typed))
        if name is None:
            return dict(row)
        if name != typed:
            self.renamed[typed] = name
        return {**row, column: name}

    def _add_community(self, row: dict[str, RawCell], *, is_own: bool) -> None:
        mine = self.rows.setdefault("communities", [])
        keys = {fold(shown(row.get(name))) for name in ("community_id", "name")} - {""}
        known = [
            one
            for one in mine
            if keys & {fold(shown(one.get(name))) for name in ("community_id", "name")}
        ]
        differing = [name for one in known[:1] for name in row if not self._same(name, one, row)]
        if len(known) != 1 or (is_own and differing):
            mine.append(row)
            self._groups |= dict(_group_keys([row]))
            return
        for name in differing:
            self._tell("communities", _name(known[0]), name, row[name])
        _fill(known[0], row)

    def _add_sessions(self, drawn: Rows) -> dict[str, str]:
        """Add those that no other sheet tells of; by the IDs of the others, whose they are."""
        mine = self.rows.setdefault("sessions", [])
        elsewhere, renamed = [*mine], dict[str, str]()
        numbered = {self._group(one) for one in mine}
        for order, row in enumerate(drawn, 1):
            month = self._month(row)
            known = self._session_among(elsewhere, row, month)
            if known is None:
                if len(drawn) > 1 and (month is None or self._group(row) not in numbered):
                    beside = [one for one in drawn[:order] if self._group(one) == self._group(row)]
                    row.setdefault("number", len(beside))
                mine.append(row)
                continue
            elsewhere.remove(known)  # two of one sheet are never one
            if month is not None:
                del row["planned_on"]
            for name in row.keys() & known.keys() - _OWN:
                if not self._same(name, known, row):
                    self._tell("sessions", _session_name(known), name, row[name])
            renamed[shown(row["session_id"])] = shown(
                known.setdefault("session_id", row["session_id"])
            )
            _fill(known, row)
        return renamed

    def _session_among(
        self, others: Rows, row: Record, month: dt.date | None
    ) -> dict[str, RawCell] | None:
        """The one session that is meant: of the same day, or of the same number without a day.

        Of what is planned for a month, the only one in it.
        """
        group, days, number = self._group(row), self._days(row), shown(row.get("number")).strip()
        same = [one for one in others if self._group(one) == group]
        if month is not None:
            within = [
                one for one in same if month in {day.replace(day=1) for day in self._days(one)}
            ]
            return within[0] if len(within) == 1 else None
        found = [one for one in same if self._days(one) & days]
        if len(found) > 1 and number:
            found = [one for one in found if shown(one.get("number")).strip() == number]
        if not found and number:
            found = [
                one
                for one in same
                if shown(one.get("number")).strip() == number and not (days and self._days(one))
            ]
        if len(found) != 1:
            return None
        other = shown(found[0].get("number")).strip()
        return found[0] if not number or not other or number == other else None

    def _days(self, row: Record) -> frozenset[dt.date]:
        days = {self._day_of(row[name]) for name in _DAYS if name in row}
        return frozenset(day for day in days if day is not None)

    def _month(self, row: Record) -> dt.date | None:
        """The first day of the month that a session is planned for, where no day is told."""
        planned = row.get("planned_on")
        if not isinstance(planned, str) or self._days(row):
            return None
        return self._day_of(f"1 {planned}")

    def _group(self, row: Record) -> str:
        """The community of a record, by whatever it is named."""
        text = fold(shown(row.get("community")))
        return self._groups.get(text, self._groups.get(text.partition(" ")[0], text))

    def _key(self, tab: str, row: Record) -> tuple[str, str]:
        """Who is meant by a record, and where."""
        place = shown(row.get("session")) if tab == "attendance" else self._group(row)
        return place, self._person(row.get("person"))

    def _person(self, cell: RawCell) -> str:
        text = shown(cell).strip()
        return self._staff.get(fold(text), self._staff.get(name_key(text), name_key(text)))

    def _same(self, column: str, one: Record, other: Record) -> bool:
        """Whether two records say the same in a column, or one of them nothing."""
        if column not in one or column not in other:
            return True
        first, second = one[column], other[column]
        if fold(shown(first)) == fold(shown(second)):
            return True
        day = self._day_of(first)
        if day is not None and day == self._day_of(second):
            return True
        return column in {"coordinator", "speakers"} and self._person(first) == self._person(second)

    def _tell(self, tab: str, name: str, column: str, cell: RawCell) -> None:
        self.differing[Differing(name, column, shown(cell), tab)] = None


def _fill(known: dict[str, RawCell], row: Record) -> None:
    for name, cell in row.items():
        known.setdefault(name, cell)


def _name(row: Record) -> str:
    return shown(row.get("name")).strip()


def _session_name(row: Record) -> str:
    parts = (shown(row.get(name)).strip() for name in ("community", "number", "topic"))
    return " · ".join(part for part in parts if part)


def _used(records: Mapping[str, Sequence[Record]]) -> Iterator[str]:
    """Every name of a community, as often as it is written."""
    for tab, rows in records.items():
        column = "name" if tab == "communities" else "community"
        yield from (shown(row.get(column)).strip() for row in rows)


def _group_keys(communities: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """ID and name of every community, each with what it is known by."""
    for row in communities:
        name, number = fold(_name(row)), fold(shown(row.get("community_id")))
        yield from ((text, name or number) for text in (name, number) if text)


def _staff_keys(staff: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Number, address and name of everybody who is listed, each with the number."""
    for row in staff:
        number = fold(shown(row.get("staff_id")))
        for name in ("staff_id", "email"):
            if number and shown(row.get(name)).strip():
                yield fold(shown(row[name])), number
        if number and shown(row.get("full_name")).strip():
            yield name_key(shown(row["full_name"])), number
