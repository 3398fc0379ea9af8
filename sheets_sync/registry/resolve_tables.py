"""What was typed for people, communities and sessions, replaced by the rows that it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sheets_sync.registry.cells import Cells
from sheets_sync.registry.comparison_budget import ComparisonBudget
from sheets_sync.registry.people import (
    StaffIndex,
    nearest_person,
    resolve_people,
    resolve_person,
    staff_index,
)
from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.references import (
    ReferenceIndex,
    community_index,
    resolve_reference,
    session_index,
)
from sheets_sync.registry.tables import Table


def resolve_tables(tables: dict[str, Table], memory: Recollection) -> StaffIndex:
    """Replace what was typed for people, communities and sessions by the rows they mean.

    Where the other tab cannot be relied on, nothing is found and nothing is complained of.
    """
    budget = ComparisonBudget()
    listed = tables["staff"]
    staff = memory.of("staff", (listed,), lambda: staff_index(listed))
    suggest = nearest_person(staff, budget)
    known = listed.state == "read"

    def named(cells: Cells) -> Cells:
        resolve = resolve_person if cells.column.kind == "person" else resolve_people
        return _silently(resolve(cells, staff, suggest), cells, known)

    for name, table in tables.items():
        columns = {
            column: _afforded(memory, (name, column), (cells, staff, known), budget, named)
            if cells.column.kind in {"person", "people"}
            else cells
            for column, cells in table.columns.items()
        }
        tables[name] = _with_columns(table, columns, memory)
    groups = tables["communities"]
    by_group = memory.of("communities", (groups,), lambda: community_index(groups))
    _refer(tables, "communities", by_group, budget, memory)
    met, groups = tables["sessions"], tables["communities"]
    by_session = memory.of("sessions", (met, groups), lambda: session_index(met, groups))
    _refer(tables, "sessions", by_session, budget, memory)
    return staff


def _refer(
    tables: dict[str, Table],
    target: str,
    index: ReferenceIndex,
    budget: ComparisonBudget,
    memory: Recollection,
) -> None:
    known = tables[target].state == "read"

    def referred(cells: Cells) -> Cells:
        return _silently(resolve_reference(cells, index, budget), cells, known)

    for name, table in tables.items():
        columns = {
            column: _afforded(memory, (name, column), (cells, index, known), budget, referred)
            if cells.column.kind == "reference" and cells.column.to == target
            else cells
            for column, cells in table.columns.items()
        }
        tables[name] = _with_columns(table, columns, memory, target)


def _afforded(
    memory: Recollection,
    place: tuple[str, str],
    parts: tuple[Cells, StaffIndex | ReferenceIndex, bool],
    budget: ComparisonBudget,
    resolve: Callable[[Cells], Cells],
) -> Cells:
    """The resolved cells: those of the last time where as much can be spent on them again."""
    slot = ("resolved", *place)
    known = memory.kept(slot, parts)
    if isinstance(known, _Resolved) and not known.refused and known.spent <= budget.left:
        budget.left -= known.spent
        return known.cells
    left, budget.refused = budget.left, False
    cells = resolve(parts[0])
    memory.keep(slot, parts, _Resolved(cells, left - budget.left, budget.refused))
    return cells


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Cells, and what it cost to find out what they mean."""

    cells: Cells
    spent: int
    refused: bool


def _with_columns(
    table: Table, columns: Mapping[str, Cells], memory: Recollection, *step: str
) -> Table:
    return memory.of(
        ("with columns", table.tab.name, *step),
        (table, *columns.values()),
        lambda: replace(table, columns=columns),
    )


def _silently(resolved: Cells, before: Cells, known: bool) -> Cells:  # noqa: FBT001
    return resolved if known else replace(resolved, problems=before.problems)
