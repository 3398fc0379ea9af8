"""Forms or lists beneath each other in one sheet: each is read by itself.

What stands in the second of them is not of the first one's community, nor of its days.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from sheets_sync.adoption.layouts.found import Layout, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import names_its_group, speaks_of_the_sheet
from sheets_sync.adoption.layouts.labels import about_one
from sheets_sync.adoption.layouts.lines_above import speaks_of_a_session
from sheets_sync.adoption.layouts.person_columns import person_columns
from sheets_sync.adoption.remainder import Accounted, TableRows
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawTab

_LONGEST = 2000
"""Nobody stacks forms and lists as high as this."""
_MOST_IN_A_TITLE = 2
_NAMED = frozenset({("communities", "name"), ("communities", "community_id")})


def stacked(
    tab: RawTab, columns: Columns, read: Callable[[RawTab], Layout | None]
) -> Layout | None:
    """The layout of a sheet, read part by part where it has several."""
    starts = tab.height <= _LONGEST and (_forms(tab, columns) or _lists(tab, columns))
    if not starts:
        return read(tab)
    found: list[tuple[int, Layout]] = []
    for first, end in pairwise((1, *starts, tab.height + 1)):
        part = _part(tab, first, end)
        if found and not any(map(_names_one, _above(part, columns))):
            part = replace(part, sheet=_group(found[0][1]) or tab.sheet)
        layout = read(part)
        if layout is not None:
            found.append((first - 1, layout))
    return _joined(tab.sheet, found) if found else None


def _forms(tab: RawTab, columns: Columns) -> list[int]:
    """Where further forms begin: at the label that names the community, or the first one of all."""
    grid = Grid(tab)
    places = [
        (row, place)
        for row in range(1, grid.height + 1)
        for at, cell in grid.filled(row)[:1]
        if (place := about_one(shown(cell).partition(":")[0], columns)) is not None
    ]
    named = [row for row, place in places if place in _NAMED]
    values = {fold(" ".join(shown(cell) for _, cell in grid.filled(row))) for row in named}
    if len(values) < 2 or len(values) != len(named):  # noqa: PLR2004  one community is one form
        return []
    firsts = [row for row, place in places if place == places[0][1]]
    return (firsts if len(firsts) == len(named) else named)[1:]


def _lists(tab: RawTab, columns: Columns) -> list[int]:
    """Where further lists begin: at the titles above headings that come again."""
    grid = Grid(tab)
    for row in range(1, min(SEARCHED_ROWS, grid.height) + 1):
        person = person_columns(grid.headings([row]), columns)
        at = person.name or person.last
        if not at or len(grid.filled(row)) <= 1:
            continue
        head = fold(grid.text(row, at))
        below = range(grid.heading_rows(row).stop, grid.height + 1)
        again = [one for one in below if fold(shown(dict(grid.filled(one)).get(at))) == head]
        starts = [(_titles_above(grid, one), one) for one in again]
        return [first for first, one in starts if _is_another(grid, row, first, one)]
    return []


def _titles_above(grid: Grid, row: int) -> int:
    """The first of the lines that stand right above a row of headings and are about them."""
    first = row
    while first > 1:
        texts = [shown(cell).strip() for _, cell in grid.filled(first - 1)]
        about = (
            any(says(text) for says in (names_its_group, speaks_of_the_sheet, speaks_of_a_session))
            or ":" in text
            for text in texts
        )
        if not texts or len(texts) > _MOST_IN_A_TITLE or not any(about):
            return first
        first -= 1
    return first


def _is_another(grid: Grid, row: int, first: int, again: int) -> bool:
    """Whether headings that come again are of another list: of other days, or of another group.

    A list that goes on upon the next page has the lines of the first one above it.
    """
    heads, others = ([fold(shown(cell)) for _, cell in grid.filled(one)] for one in (row, again))
    lines = {shown(cell) for one in range(first, again) for _, cell in grid.filled(one)}
    above = {shown(cell) for one in range(1, row) for _, cell in grid.filled(one)}
    told_anew = any(map(speaks_of_a_session, lines - above))
    return heads != others or told_anew or any(map(names_its_group, lines))


def _above(part: RawTab, columns: Columns) -> Iterator[str]:
    """The texts of a part above its headings."""
    grid = Grid(part)
    for row in range(1, grid.height + 1):
        person = person_columns(grid.headings([row]), columns)
        if (person.name or person.last) and len(grid.filled(row)) > 1:
            return
        yield from (shown(cell).strip() for _, cell in grid.filled(row))


def _names_one(text: str) -> bool:
    return names_its_group(text) or ":" in text


def _group(layout: Layout) -> str:
    members: Sequence[Record] = layout.records.get("members", ())
    return shown(members[0].get("community")).strip() if members else ""


def _part(tab: RawTab, first: int, end: int) -> RawTab:
    """The rows from one to the row before another, as a sheet of their own."""
    merged = tuple(
        replace(area, first_row=area.first_row - first + 1, last_row=area.last_row - first + 1)
        for area in tab.merged
        if first <= area.first_row and area.last_row < end
    )
    columns = tuple(column[first - 1 : end - 1] for column in tab.columns)
    return replace(tab, columns=columns, merged=merged)


def _joined(sheet: str, parts: Sequence[tuple[int, Layout]]) -> Layout:
    """The layouts of parts as that of the sheet; each with how many rows stand above it."""
    records: dict[str, list[Record]] = {}
    for _, layout in parts:
        for tab, rows in layout.records.items():
            records.setdefault(tab, []).extend(rows)
    return Layout(
        sheet,
        parts[0][1].kind,
        records,
        [person for _, layout in parts for person in layout.people],
        [(row + above, reason) for above, layout in parts for row, reason in layout.rows_left],
        _moved((above, layout.taken) for above, layout in parts),
        _moved((above, layout.of_people) for above, layout in parts),
        [
            TableRows(block.first + above, block.body + above, block.last + above)
            for above, layout in parts
            for block in layout.blocks
        ],
    )


def _moved(parts: Iterator[tuple[int, Accounted]]) -> Mapping[int, AbstractSet[int]]:
    found: dict[int, set[int]] = {}
    for above, cells in parts:
        for at, rows in cells.items():
            found.setdefault(at, set()).update(row + above for row in rows)
    return found
