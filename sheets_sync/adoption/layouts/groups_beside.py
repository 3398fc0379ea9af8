"""Lists of communities beside each other: a name over each, and headings of its own beneath it."""

from collections.abc import Collection

from sheets_sync.adoption.layouts.found import Layout, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_columns import groups_in, why_nobody
from sheets_sync.adoption.layouts.person_columns import PersonColumns, person_columns
from sheets_sync.adoption.remainder import CellAccount, TableRows
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.workbook import RawTab


def groups_beside(tab: RawTab, columns: Columns, known: Collection[str]) -> Layout | None:
    """The layout of a sheet of such lists; None for any other."""
    grid = Grid(tab)
    for row in range(1, min(SEARCHED_ROWS, grid.height)):
        lists = _lists(grid, row, columns, groups_in(grid, row, known))
        if lists:
            return _layout(grid, row, lists)
    return None


def _lists(
    grid: Grid, row: int, columns: Columns, groups: dict[int, str]
) -> dict[int, tuple[str, PersonColumns]]:
    """By its first column, each community with its columns; nothing unless all have a name."""
    if not groups:
        return {}
    ends = [*sorted(groups)[1:], grid.width + 1]
    headings = grid.headings([row + 1])
    found: dict[int, tuple[str, PersonColumns]] = {}
    for at, end in zip(sorted(groups), ends, strict=True):
        own = {place: cells for place, cells in headings.items() if at <= place < end}
        person = person_columns(own, columns)
        if person.name or person.last:
            found[at] = (groups[at], person)
    return found if len(found) == len(groups) else {}


def _layout(grid: Grid, row: int, lists: dict[int, tuple[str, PersonColumns]]) -> Layout | None:
    taken, of_people = CellAccount(), CellAccount()
    taken.add(row, *lists)
    members: list[Record] = []
    people: list[Record] = []
    left: list[tuple[int, Reason]] = []
    for below in range(row + 1, grid.height + 1):
        reason = why_nobody(grid, below) if below > row + 1 else None
        if reason is not None:
            left.append((below, reason))
            taken.add(below, *(at for at, _ in grid.filled(below)))
            continue
        for group, person in lists.values():
            about = set((person.facts or {}).values())
            names = person.people(grid, below) if below > row + 1 else ()
            if names or below == row + 1:
                taken.add(below, *person.columns - about)
                of_people.add(below, *about)
            facts = person.said(grid, below) if len(names) == 1 else {}
            members += [{"community": group, "person": name} for name in names]
            people += [{"full_name": name, **facts} for name in names]
    if not members:
        return None
    return Layout(
        grid.tab.sheet,
        "columns",
        {"members": tuple(members)},
        tuple(people),
        tuple(left),
        taken.cells,
        of_people.cells,
        (TableRows(row, row + 2, grid.height),),
    )
