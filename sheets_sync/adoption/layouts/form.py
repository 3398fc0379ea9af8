"""A sheet laid out as a form about one community: labels with their values, lists beneath."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sheets_sync.adoption.layouts.found import Layout, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import introduces_a_group, named_above, naming_cells
from sheets_sync.adoption.layouts.labels import SURE, about_one, label_of, labelled
from sheets_sync.adoption.layouts.person_columns import (
    EXPERT_LISTS,
    MEMBER_LISTS,
    PersonColumns,
    listed,
    person_columns,
)
from sheets_sync.adoption.remainder import CellAccount, TableRows
from sheets_sync.adoption.sheets import COUNTING
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.record_words import begins_note, is_signed, is_total
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell, RawTab

_FEWEST_FACTS = 3
_TELLING = frozenset({"name", "topic", "coordinator", "community_id"})
_MET = frozenset({"number", "planned_on", "held_on", "topic", "starts_at", "ends_at", "hours",
                  "place", "results", "improvements", "session_id", "speakers"})  # fmt: skip
_FEWEST_OF_SESSION = 2
_FEWEST_HEADINGS = 2


@dataclass(slots=True)
class _Form:
    """What was found so far."""

    grid: Grid
    facts: dict[tuple[str, str], RawCell] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    """The rows that say something."""
    labelled: set[int] = field(default_factory=set)
    """Those with a label and its value: in a table of records it would be one, the headings."""
    lists: dict[str, list[str]] = field(default_factory=dict)
    """By tab, the people listed in cells and beneath headings."""
    people: list[Record] = field(default_factory=list)
    sessions: list[Record] = field(default_factory=list)
    left: list[tuple[int, Reason]] = field(default_factory=list)
    taken: CellAccount = field(default_factory=CellAccount)
    of_people: CellAccount = field(default_factory=CellAccount)
    blocks: list[TableRows] = field(default_factory=list)


def form(tab: RawTab, columns: Columns) -> Layout | None:
    """The layout of a sheet that is a form about one community; None for any other."""
    found = _Form(Grid(tab))
    row = 1
    while row <= found.grid.height:
        row = _read_row(found, row, columns)
    named = {column for _, column in found.facts}
    if len(found.labelled) < _FEWEST_FACTS or not named & _TELLING:
        return None
    return _layout(found)


def _layout(found: _Form) -> Layout:
    facts = found.facts
    first = min(found.rows)
    given = shown(facts.get(("communities", "name"))).strip()
    lines = found.grid.above(first, introduces_a_group)
    name = given or named_above(lines, found.grid.tab.sheet, ())
    for row, at in naming_cells(found.grid, range(1, first), name):
        found.taken.add(row, at)
    community: dict[str, RawCell] = {"name": name} if name else {}
    community |= {column: cell for (of, column), cell in facts.items() if of == "communities"}
    about = {"community": community.get("community_id") or name}
    records: dict[str, tuple[Record, ...]] = {"communities": (community,)}
    plan = {column: cell for (of, column), cell in facts.items() if of == "plans"}
    if plan:
        records["plans"] = ({**about, **plan},)
    for of, people in found.lists.items():
        records[of] = tuple({**about, "person": person} for person in dict.fromkeys(people))
    if found.sessions:
        records["sessions"] = tuple({**about, **one} for one in found.sessions)
    return Layout(
        found.grid.tab.sheet,
        "form",
        records,
        tuple(found.people),
        tuple(found.left),
        found.taken.cells,
        found.of_people.cells,
        tuple(found.blocks),
    )


def _read_row(found: _Form, row: int, columns: Columns) -> int:
    """Read one row, or the table that begins there; the next row to read."""
    grid = found.grid
    cells = [(at, shown(cell).strip()) for at, cell in grid.filled(row)]
    if not cells:
        return row + 1
    of = _list_heading(cells)
    if of and all(_is_heading(text, columns) for _, text in cells):
        titled = len(cells) == 1 and _has_headings(grid, row + 1, columns)
        if titled:
            found.taken.add(row, cells[0][0])
        return _read_people(found, row + titled, of, columns)
    met = _session_headings(cells, columns)
    if len(met) >= _FEWEST_OF_SESSION and len(met) * 2 >= len(cells):
        return _read_sessions(found, row, met)
    if _heads_a_table(grid, row, columns) or not _read_facts(found, row, cells, columns):
        first = cells[0][1]
        if begins_note(first) or is_signed(first):
            found.left.append((row, "note"))
            found.taken.add(row, *(at for at, _ in cells))
    return row + 1


def _heads_a_table(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether no text in a row is another's value: it has the heading of running numbers.

    Or headings beside each other, and in the next row nothing but what stands beneath them.
    """
    cells = [(at, shown(cell).strip()) for at, cell in grid.filled(row)]
    if len(cells) < _FEWEST_FACTS:
        return False
    for (_, text), (_, beside) in pairwise(cells):
        if fold(label_of(text)) in COUNTING and not beside.isdecimal():
            return True
    known = [_is_heading(text, columns) for _, text in cells]
    below = dict(grid.filled(row + 1)) if row < grid.height else {}
    return (
        any(one and other for one, other in pairwise(known))
        and len(below) >= _FEWEST_FACTS
        and below.keys() <= {at for at, _ in cells}
        and not any(_is_heading(shown(cell), columns) for cell in below.values())
    )


def _has_headings(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether the headings of a list of people stand in a row."""
    if row > grid.height or len(grid.filled(row)) < _FEWEST_HEADINGS:
        return False
    texts = [shown(cell).strip() for _, cell in grid.filled(row)]
    person = person_columns(grid.headings([row]), columns)
    return bool(person.columns) and all(_is_heading(text, columns) for text in texts)


def _list_heading(cells: list[tuple[int, str]]) -> str:
    """The tab of the people that a row is the heading of a list of; nothing where it is none."""
    words = {fold(label_of(text)) for _, text in cells}
    if words & EXPERT_LISTS and len(cells) != 2:  # noqa: PLR2004  two are a label and its value
        return "experts"
    return "members" if words & MEMBER_LISTS else ""


def _is_heading(text: str, columns: Columns) -> bool:
    word = label_of(text)
    if fold(word) in COUNTING | MEMBER_LISTS | EXPERT_LISTS:
        return True
    return any(like.score >= SURE for like in columns.likes(word).values())


def _read_facts(found: _Form, row: int, cells: list[tuple[int, str]], columns: Columns) -> bool:
    """Whether labels with values were found in a row; they are noted."""
    taken = False
    for at, text in cells:
        inside = [*labelled(text, columns)]
        if inside:
            said = [_read_fact(found, row, (at,), *one, columns) for one in inside]
            if all(said):
                found.taken.add(row, at)
            taken = taken or any(said)
            continue
        beside = next((cell for cell in found.grid.filled(row) if cell[0] > at), None)
        if beside is not None and not _is_heading(shown(beside[1]), columns):
            places = _read_fact(found, row, (at, beside[0]), text, beside[1], columns)
            found.taken.add(row, *places)
            taken = taken or bool(places)
        elif about_one(text, columns) is not None:  # left blank
            taken = True
            found.taken.add(row, at)
    return taken


def _read_fact(
    found: _Form,
    row: int,
    places: Sequence[int],
    label: str,
    value: RawCell,
    columns: Columns,
) -> Sequence[int]:
    """Those of the columns of a label and its value that say anything; it is noted."""
    word = fold(label_of(label))
    of = "experts" if word in EXPERT_LISTS else "members" if word in MEMBER_LISTS else ""
    place = None if of else about_one(label, columns)
    if of:
        people = [person for person in listed(shown(value)) if _is_somebody(person)]
        found.lists.setdefault(of, []).extend(people)
        if not people and fold(shown(value)) not in _NOBODY:
            places = places[:1]
    elif place is not None and place not in found.facts:
        found.facts[place] = value
    else:
        return ()
    found.rows.add(row)
    found.labelled.add(row)
    return places


_NOBODY = frozenset({"", "-", "–", "ไม่มี", "none"})


def _is_somebody(text: str) -> bool:
    return fold(text) not in _NOBODY and not _ends_list(text)


def _read_people(found: _Form, row: int, of: str, columns: Columns) -> int:
    """The list beneath a heading, to a blank row; the row behind it."""
    grid = found.grid
    person = person_columns(grid.headings([row]), columns)
    if not person.columns:
        texts = [(at, shown(cell)) for at, cell in grid.filled(row)]
        lists = EXPERT_LISTS | MEMBER_LISTS
        at = next(at for at, text in texts if fold(label_of(text)) in lists)
        person = PersonColumns(name=at)
    person, numbers = _beside_numbers(grid, row + 1, person)
    about = set((person.facts or {}).values())
    found.taken.add(row, *person.columns - about, *numbers)
    found.of_people.add(row, *about)
    at_row = row + 1
    for at_row in range(row + 1, grid.height + 2):
        if at_row > grid.height or not grid.filled(at_row):
            break
        names = [name for name in person.people(grid, at_row) if _is_somebody(name)]
        if not names:
            break
        facts = person.said(grid, at_row) if len(names) == 1 else {}
        found.people += [{"full_name": name, **facts} for name in names]
        found.lists.setdefault(of, []).extend(names)
        found.rows.add(at_row)
        found.taken.add(at_row, *person.columns - about, *numbers)
        if facts:
            found.of_people.add(at_row, *about)
    found.blocks.append(TableRows(row, row + 1, max(at_row, row + 1) - 1))
    return max(at_row, row + 1)


def _beside_numbers(
    grid: Grid, row: int, person: PersonColumns
) -> tuple[PersonColumns, tuple[int, ...]]:
    """The columns where 1, 2, 3 stand beneath the heading and the names beside; and of those."""
    if row > grid.height or not person.name:
        return person, ()
    beside = next((at for at, _ in grid.filled(row) if at > person.name), 0)
    if not beside or beside in person.columns or not _NUMBER.fullmatch(grid.text(row, person.name)):
        return person, ()
    return replace(person, name=beside), (person.name,)


_NUMBER = re.compile(r"\(?[0-9๐-๙]{1,3}\s*[.)]*")


def _session_headings(cells: list[tuple[int, str]], columns: Columns) -> dict[int, str]:
    """By column, the columns of a session that the texts of a row are the headings of."""
    found: dict[int, str] = {}
    for at, text in cells:
        likes = columns.likes(label_of(text))
        best = [
            (like.score, column)
            for (tab, column), like in likes.items()
            if tab == "sessions" and column in _MET and like.score >= SURE
        ]
        if best and max(best)[1] not in found.values():
            found[at] = max(best)[1]
    return found


def _read_sessions(found: _Form, row: int, headings: Mapping[int, str]) -> int:
    """The sessions beneath their headings, to a blank row; the row behind them."""
    grid = found.grid
    found.taken.add(row, *headings)
    at_row = row + 1
    for at_row in range(row + 1, grid.height + 2):
        if at_row > grid.height or not _is_record(grid, at_row):
            break
        record = {
            name: cell
            for at, name in headings.items()
            if shown(cell := grid.cell(at_row, at)).strip()
        }
        if len(record) > 1:
            found.sessions.append(record)
            found.rows.add(at_row)
            found.taken.add(at_row, *headings)
    found.blocks.append(TableRows(row, row + 1, max(at_row, row + 1) - 1))
    return max(at_row, row + 1)


def _is_record(grid: Grid, row: int) -> bool:
    texts = [shown(cell).strip() for _, cell in grid.filled(row)]
    return bool(texts) and not any(map(_ends_list, texts[:1]))


def _ends_list(text: str) -> bool:
    return begins_note(text) or is_signed(text) or is_total(text)
