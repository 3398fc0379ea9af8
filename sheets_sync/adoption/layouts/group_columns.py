"""Communities beside each other: a name in the heading of each column, its members beneath."""

from collections.abc import Collection, Sequence

from sheets_sync.adoption.contents import is_name
from sheets_sync.adoption.layouts.found import Layout, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import group_name, names_its_group
from sheets_sync.adoption.layouts.person_columns import listed
from sheets_sync.adoption.remainder import CellAccount, TableRows
from sheets_sync.adoption.same_groups import same_groups
from sheets_sync.adoption.sheets import COUNTING
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.record_words import begins_note, is_signed
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawTab

_FEWEST = 2
_MOSTLY = 0.8
"""So many of the cells are names of people."""


def group_columns(tab: RawTab, known: Collection[str]) -> Layout | None:
    """The layout of a sheet whose headings are communities; None for any other.

    `known` are the names of the communities listed elsewhere in the workbook.
    """
    grid = Grid(tab)
    for row in range(1, min(SEARCHED_ROWS, grid.height) + 1):
        groups = groups_in(grid, row, known)
        if groups:
            return _layout(grid, row, groups)
    return None


def groups_in(grid: Grid, row: int, known: Collection[str]) -> dict[int, str]:
    """By column the community in its heading; nothing where other headings stand there."""
    texts = {at: grid.text(row, at) for at, _ in grid.filled(row)}
    found = {
        at: text if text in known or same_groups(known, [text]) else group_name(text)
        for at, text in texts.items()
        if text in known or same_groups(known, [text]) or names_its_group(text)
    }
    others = [text for at, text in texts.items() if at not in found and fold(text) not in COUNTING]
    return found if len(found) >= _FEWEST and not others else {}


def _layout(grid: Grid, row: int, groups: dict[int, str]) -> Layout | None:
    taken = CellAccount()
    taken.add(row, *groups)
    members: list[Record] = []
    left: list[tuple[int, Reason]] = []
    cells = names = 0
    for below in range(row + 1, grid.height + 1):
        reason = why_nobody(grid, below)
        if reason is not None:
            left.append((below, reason))
            taken.add(below, *(at for at, _ in grid.filled(below)))
            continue
        for at, group in groups.items():
            text = grid.text(below, at)
            people: Sequence[str] = listed(text)
            cells += bool(text)
            names += bool(people) and all(map(is_name, people))
            members += [{"community": group, "person": one} for one in people]
            if people:
                taken.add(below, at)
    if not names or names < _MOSTLY * cells:
        return None
    blocks = (TableRows(row, row + 1, grid.height),)
    return Layout(
        grid.tab.sheet,
        "columns",
        {"members": tuple(members)},
        (),
        tuple(left),
        taken.cells,
        blocks=blocks,
    )


def why_nobody(grid: Grid, row: int) -> Reason | None:
    """Why a row lists nobody; nothing where it does, or is blank."""
    cells = grid.filled(row)
    if is_total_row(cells):
        return "total"
    first = shown(cells[0][1]).strip() if cells else ""
    return "note" if first and (begins_note(first) or is_signed(first)) else None
