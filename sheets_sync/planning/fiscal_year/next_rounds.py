"""The rows of the new year's rounds, ready to be copied: community, members who stay, experts."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sheets_sync.checking.rounds import pairs
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.planning.fiscal_year.closing import round_years
from sheets_sync.registry.cells import Rows
from sheets_sync.registry.months_and_years import ERA, fiscal_year_first, fiscal_year_last
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold

_LISTS = ("members", "experts")
NEW_TABS = ("communities", *_LISTS)
_GOING_ON = frozenset({"active", "completed"})
_KEPT = ("name", "topic", "areas", "benefit", "unit", "coordinator")
"""What a round takes from the one before. Policy and attestation are of the new year."""
_DIGITS = re.compile(r"[0-9]+")

NewCell = str | dt.date | None


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row of the new year."""

    tab: str
    community: str
    """The new round's ID."""
    continues: str
    """The ID of the round before."""
    cells: Mapping[str, NewCell]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Somebody who does not go on by themselves, and why: `left_group`, `left_agency`, `exempt`."""

    community: str
    tab: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class NextRounds:
    """All of them, and who is not in them."""

    rows: tuple[NewRow, ...]
    not_taken: tuple[NotTaken, ...]

    def of(self, tab: str) -> tuple[NewRow, ...]:
        """The rows of one tab."""
        return tuple(row for row in self.rows if row.tab == tab)


def next_rounds(context: RuleContext, year: int) -> NextRounds:
    """A round of the year after for each one that ends with that year and nobody continues yet.

    Which communities go on people decide: they copy the rows of those, and no others.
    """
    years = round_years(context)
    going = _going(context, years, year)
    known = {row: context.rounds.identifier(row) or "" for row in years}
    made = new_ids((known[row] for row in going), known.values(), year + 1)
    ids = dict(zip(going, made, strict=True))
    rows: list[NewRow] = [_community(context, row, ids[row], year + 1) for row in going]
    left_out: list[NotTaken] = []
    for tab in _LISTS:
        for one in _people(context, tab, ids):
            if isinstance(one, NewRow):
                rows.append(one)
            else:
                left_out.append(one)
    return NextRounds(tuple(rows), tuple(left_out))


def count_of_new_rows(context: RuleContext, year: int) -> int:
    """How many rows `next_rounds` has, told without making them."""
    going = _going(context, round_years(context), year)
    lists = (context.table(tab) for tab in _LISTS)
    people = (_reasons(context, table)[_listed(table, going)] for table in lists)
    return len(going) + sum(int(np.count_nonzero(reasons == "")) for reasons in people)


def _going(context: RuleContext, years: Mapping[int, int], year: int) -> list[int]:
    """The rounds that end with a year and that nobody continues yet."""
    continued = set(context.table("communities")["continues"].per_row().tolist()) - {NOWHERE}
    return [row for row in _ending(context, years, year) if row not in continued]


def _ending(context: RuleContext, years: Mapping[int, int], year: int) -> Iterator[int]:
    """Rounds of that year, and those of earlier ones that are still active."""
    for row, its_year in years.items():
        status = context.rounds.status[row]
        is_of_it = its_year == year and status in _GOING_ON
        if is_of_it or (its_year < year and status == "active"):
            yield row


def new_ids(old: Iterable[str], taken: Iterable[str], year: int) -> Iterator[str]:
    """An ID for each round of the new year, unlike all others.

    An ID that has the old year in it gets the new one; else the last number in it goes on
    counting from the highest of its kind.
    """
    used = {fold(one) for one in taken}
    highest: dict[str, int] = {}
    for kind, number in _counted(used):
        highest[kind] = max(highest.get(kind, 0), number)
    for one in old:
        yield _new_id(one, year, used, highest)


def _counted(ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Of every ID with a number in it: its kind, and the number."""
    for one in ids:
        numbers = [*_DIGITS.finditer(one)]
        if numbers:
            last = numbers[-1]
            yield f"{one[: last.start()]}\0{one[last.end() :]}", int(last[0])


def _new_id(old: str, year: int, used: set[str], highest: dict[str, int]) -> str:
    for before, after in (
        (f"{year - 1}", f"{year}"),
        (f"{year - 1 - ERA}", f"{year - ERA}"),
        (f"{(year - 1) % 100:02}", f"{year % 100:02}"),
    ):
        parts = re.split(rf"(?<![0-9]){before}(?![0-9])", old)
        found = after.join(parts)
        if len(parts) > 1 and fold(found) not in used:
            used.add(fold(found))
            return found
    numbers = [*_DIGITS.finditer(old)]
    if not numbers:
        old, numbers = f"{old}-1", [*_DIGITS.finditer(f"{old}-1")]
    last = numbers[-1]
    kind = f"{fold(old[: last.start()])}\0{fold(old[last.end() :])}"
    number = highest.get(kind, 0) + 1
    while True:
        found = f"{old[: last.start()]}{number:0{len(last[0])}}{old[last.end() :]}"
        if fold(found) not in used:
            break
        number += 1
    highest[kind] = number
    used.add(fold(found))
    return found


def _community(context: RuleContext, row: int, new_id: str, year: int) -> NewRow:
    table = context.table("communities")
    cells: dict[str, NewCell] = {name: table[name].shown(row) for name in _KEPT}
    person = int(table["coordinator"].at(row))
    gone = person == NOBODY or _has_left(context, person)
    cells["coordinator"] = None if gone else _label(context, person) or cells["coordinator"]
    cells |= {
        "community_id": new_id,
        "starts_on": fiscal_year_first(year),
        "ends_on": fiscal_year_last(year),
        "status": table.tab.columns["status"].choices["draft"].label(context.settings.language),
        "continues": context.rounds.identifier(row),
    }
    return NewRow("communities", new_id, context.rounds.identifier(row) or "", cells)


def _people(context: RuleContext, tab: str, ids: Mapping[int, str]) -> Iterator[NewRow | NotTaken]:
    table = context.table(tab)
    communities, people = table["community"].per_row().tolist(), table["person"].per_row().tolist()
    before = {row: context.rounds.identifier(row) or "" for row in ids}
    kept = ("expertise", "lead") if tab == "experts" else ()
    reasons, typed = _reasons(context, table), table["person"]
    for row in _listed(table, ids).tolist():
        new_id = ids[communities[row]]
        label = _label(context, people[row]) or typed.shown(row)
        if reasons[row]:
            yield NotTaken(new_id, tab, label, str(reasons[row]))
            continue
        cells: dict[str, NewCell] = {"community": new_id, "person": label}
        for name in kept:
            cells[name] = table[name].shown(row)
        yield NewRow(tab, new_id, before[communities[row]], cells)


def _listed(table: Table, going: Iterable[int]) -> Rows:
    """The rows of people of these rounds, who stands there twice once; in the order of the tab."""
    communities, people = table["community"].per_row(), table["person"].per_row()
    rows = np.flatnonzero(np.isin(communities, [*going]))
    is_somebody = people[rows] != NOBODY
    known = rows[is_somebody]
    first = np.unique(pairs(communities[known], people[known]), return_index=True)[1]
    return np.sort(np.concatenate([rows[~is_somebody], known[first]]))


def _reasons(context: RuleContext, table: Table) -> NDArray[np.str_]:
    """For every row, why somebody does not go on; empty where they do."""
    left_agency = np.append(context.table("staff")["status"].says("left"), np.False_)
    cases = [left_agency[table["person"].per_row()]]  # last: nobody
    reasons = ["left_agency"]
    if table.tab.name == "members":
        cases += [~np.isnat(table["left_on"].per_row()), table["exempt"].says_yes()]
        reasons += ["left_group", "exempt"]
    return np.select(cases, reasons, "")


def _label(context: RuleContext, person: int) -> str:
    """A person by number and name, so that who copies a row sees whom it means, and finds them."""
    return "" if person == NOBODY else context.snapshot.staff.own_labels[person]


def _has_left(context: RuleContext, person: int) -> bool:
    return bool(context.table("staff")["status"].at(person) == "left")


def row_in_order(row: NewRow, positions: Mapping[str, int]) -> tuple[NewCell, ...]:
    """The cells in the order of the columns of a sheet, from its first to the last filled one."""
    last = max((place for name, place in positions.items() if name in row.cells), default=0)
    cells: list[NewCell] = [None] * last
    for name, cell in row.cells.items():
        if name in positions:
            cells[positions[name] - 1] = cell
    return tuple(cells)
