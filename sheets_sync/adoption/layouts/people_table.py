"""A list of people whose communities stand in bars, in a title or beside them, and their ticks.

A sheet for attendance has people at its side and sessions in its headings; a tick says who came. A
list of members often has a bar with the community's name above each block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sheets_sync.adoption.layouts.found import Layout, Numbering, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import (
    group_name,
    introduces_a_group,
    is_office,
    named_above,
    names_its_group,
    naming_cells,
    speaks_of_a_group,
    speaks_of_communities,
)
from sheets_sync.adoption.layouts.lines_above import SaidAbove, heads_columns, said_above
from sheets_sync.adoption.layouts.person_columns import PersonColumns, person_columns
from sheets_sync.adoption.layouts.session_columns import (
    attended_columns,
    came,
    days_below,
    session_columns,
    titles_over,
)
from sheets_sync.adoption.layouts.session_headings import HeadedSession, headed_session
from sheets_sync.adoption.layouts.session_topics import topics_among, topics_below
from sheets_sync.adoption.remainder import CellAccount, TableRows
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.record_words import begins_note, is_signed
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawCell, RawTab

_GROUPED = (
    ("members", "community"),
    ("communities", "community_id"),
    ("communities", "name"),
)
_SURE = 0.8
_MOST_IN_A_NOTE = 3


@dataclass(slots=True)
class _Table:
    """A sheet seen as a list of people."""

    grid: Grid
    rows: range
    """Of the headings."""
    headings: dict[int, list[RawCell]]
    person: PersonColumns
    sessions: dict[int, HeadedSession]
    group: int
    """The column of the community; 0 without one."""
    reader: ColumnReader
    said: SaidAbove
    lines: Sequence[str]
    """The texts above the headings, the nearest first."""
    members: list[Record] = field(default_factory=list)
    people: list[Record] = field(default_factory=list)
    met: dict[tuple[str, int], dict[str, RawCell]] = field(default_factory=dict)
    came: list[Record] = field(default_factory=list)
    left: list[tuple[int, Reason]] = field(default_factory=list)
    taken: CellAccount = field(default_factory=CellAccount)
    of_people: CellAccount = field(default_factory=CellAccount)
    bars: int = 0
    fullest: int = 0
    """How many cells are filled in the row that says most of its person."""


def people_table(
    tab: RawTab,
    columns: Columns,
    reader: ColumnReader,
    known: Sequence[str],
    sessions: Numbering,
) -> Layout | None:
    """The layout of a sheet that lists people by ticks or beneath bars; None for any other.

    `known` are the names of the communities listed elsewhere in the workbook.
    """
    found = _table(Grid(tab), columns, reader)
    if found is None:
        return None
    group = _read(found, known, sessions)
    if not found.members:
        return None
    about = found.said.of_community if group and not found.bars else {}
    records = {
        "communities": ({"name": group, **about},) if about else (),
        "members": tuple(found.members),
        "sessions": tuple(found.met.values()),
        "attendance": tuple(found.came),
    }
    if found.sessions:
        found.taken.add_all(found.said.taken.cells)
    if about:
        found.taken.add_all(found.said.taken_of_community.cells)
    return Layout(
        tab.sheet,
        "ticks" if found.sessions else "sections" if found.bars else "list",
        {name: rows for name, rows in records.items() if rows},
        tuple(found.people),
        tuple(found.left),
        found.taken.cells,
        found.of_people.cells,
        (TableRows(found.rows.start, found.rows.stop, found.grid.height),),
    )


def _table(grid: Grid, columns: Columns, reader: ColumnReader) -> _Table | None:
    searched = range(1, min(SEARCHED_ROWS, grid.height) + 1)
    # A lone text says what the sheet is, unless no row has more.
    for row in sorted(searched, key=lambda row: len(grid.filled(row)) == 1):
        rows = grid.heading_rows(row)
        headings = grid.headings(rows)
        person = person_columns(headings, columns)
        if not (person.name or person.last or "staff_id" in (person.facts or {})):
            continue
        rows = range(row, rows.stop + days_below(grid, rows, person, reader))
        rows = range(row, rows.stop + topics_below(grid, rows, person, reader))
        headings = grid.headings(rows)
        sessions = session_columns(grid, rows, headings, person, reader)
        ticks = {} if sessions else attended_columns(grid, rows, headings, person, columns, reader)
        said = said_above(grid, row, (sessions or ticks).keys(), columns, reader)
        if ticks and said.names_a_session:
            apart = {at: one for at, one in ticks.items() if said.tells_apart(at)}
            sessions = ticks if len(ticks) == 1 else apart
        for at, topic in topics_among(grid, rows, sessions, reader).items():
            said.of_session.setdefault(at, {}).setdefault("topic", topic)
        group = _group(headings, columns, person)
        beneath = any(heads_columns(grid, one, columns) for one in range(1, row))
        lines = () if beneath else (*grid.above(row, introduces_a_group),)
        return _Table(grid, rows, headings, person, sessions, group, reader, said, lines)
    return None


def _group(headings: dict[int, list[RawCell]], columns: Columns, person: PersonColumns) -> int:
    for at, cells in headings.items():
        likes = columns.likes(shown(cells[-1]).strip())
        if at not in person.columns and any(
            likes[key].score >= _SURE for key in _GROUPED if key in likes
        ):
            return at
    return 0


def _read(found: _Table, known: Sequence[str], sessions: Numbering) -> str:
    """Read the rows; the community that all of them are about, where there is one."""
    grid = found.grid
    group = ""
    is_said = False
    if not found.group:
        lines = found.lines
        title = grid.tab.sheet
        group = named_above(lines, title, known)
        said = [*naming_cells(grid, range(1, found.rows.start), group)]
        for row, at in said:
            found.taken.add(row, at)
        listed = group in known and (bool(said) or fold(group_name(title)) == fold(group))
        is_said = listed or any(map(names_its_group, (*lines, title)))
    beginning = group
    titles = [*found.lines, grid.tab.sheet]
    of_groups = any(map(speaks_of_communities, titles)) or bool(group)
    facts = set((found.person.facts or {}).values())
    found.of_people.add_rows(found.rows, *facts)
    found.taken.add_rows(found.rows, *found.person.columns - facts, found.group)
    for row, at in _session_cells(found):
        found.taken.add(row, at)
    ended = False
    for row in range(found.rows.stop, grid.height + 1):
        cells = grid.filled(row)
        if not cells:
            continue
        reason = _no_person(found, row, cells)
        if reason is None and ended and len(cells) == 1 < found.fullest:
            reason = "note"
        ended = _ends_list(cells, reason) or (ended and reason == "note")
        if reason == "section" and not of_groups and is_office(shown(cells[0][1])):
            found.left.append((row, "section"))
            found.taken.add(row, cells[0][0])
        elif reason == "section":
            group = group_name(shown(cells[0][1]))
            found.bars += 1
            found.taken.add(row, cells[0][0])
        elif reason is not None:
            found.left.append((row, reason))
            found.taken.add(row, *(at for at, _ in cells))
        else:
            found.fullest = max(found.fullest, len(cells))
            _take(found, row, grid.text(row, found.group) if found.group else group, sessions)
    if not (found.bars or found.sessions or is_said):
        found.members.clear()
    return beginning


def _session_cells(found: _Table) -> Iterator[tuple[int, int]]:
    """Row and column of the headings that say which session it is, or of several that they are.

    Which one it is may be said above them.
    """
    over_several = {
        (area.first_row, area.first_column)
        for area in found.grid.tab.merged
        if area.last_column > area.first_column
    }
    titles = titles_over(found.grid, found.rows)
    for row in found.rows:
        for at in found.sessions:
            cells = [found.grid.cell(row, at)]
            said = headed_session(cells, found.reader, titles.get(at, ""))
            if said or (row, at) in over_several or found.said.names_a_session:
                yield row, at


def _no_person(found: _Table, row: int, cells: Sequence[tuple[int, RawCell]]) -> Reason | None:
    """Why a row is about nobody; nothing where it is about somebody."""
    texts = [shown(cell).strip() for _, cell in cells]
    if is_total_row(cells):
        return "total"
    if len(texts) <= _MOST_IN_A_NOTE and (begins_note(texts[0]) or is_signed(texts[0])):
        return "note"
    heads = {fold(shown(cell)) for some in found.headings.values() for cell in some}
    if len(texts) > 1 and sum(fold(text) in heads for text in texts) * 2 > len(texts):
        return "heading"
    area = found.grid.across(row)
    alone = len(texts) == 1
    if alone and (area is not None or speaks_of_a_group(texts[0])):
        return "section"
    people = found.person.people(found.grid, row)
    return None if people or "staff_id" in found.person.said(found.grid, row) else "note"


def _ends_list(cells: Sequence[tuple[int, RawCell]], reason: Reason | None) -> bool:
    """Whether what stands alone in the next rows is a remark: นายเก่ง ย้ายไปกองคลัง."""
    text = shown(cells[0][1]).strip()
    return reason == "total" or (reason == "note" and (begins_note(text) or is_signed(text)))


def _take(found: _Table, row: int, group: str, sessions: Numbering) -> None:
    """The members, the sessions and the attendance that one row tells of."""
    grid = found.grid
    facts = found.person.said(grid, row)
    number = facts.get("staff_id")
    names = found.person.people(grid, row)
    _account(found, row, names)
    for name in names or (shown(number),):
        one: RawCell = number if number is not None and len(names) <= 1 else name
        community = {"community": group} if group else {}
        found.members.append({**community, "person": one})
        if names:
            found.people.append({"full_name": name, **(facts if len(names) == 1 else {})})
        for at, session in found.sessions.items():
            day = found.said.days.get(at) if session.day is None else session.day
            mark = grid.cell(row, at)
            text = shown(mark).strip()
            if (said := came(text, session, found.reader)) != text:
                text = mark = said
            held = fold(text) in found.reader.schema.yes
            if not text and found.group:
                continue  # another group's session
            met = found.met.get((group, at))
            if met is None:
                met = found.met[group, at] = {"session_id": sessions.next(), **community}
                if session.number is not None:
                    met["number"] = session.number
                if day is not None:
                    met["planned_on"] = day
                met |= {**found.said.of_all, **found.said.of_session.get(at, {})}
            if held and day is not None:
                met["held_on"] = day
            if text:
                found.came.append({"session": met["session_id"], "person": one, "attended": mark})


def _account(found: _Table, row: int, names: Sequence[str]) -> None:
    """The cells that `_take` makes the records of a row of."""
    filled = {at for at, _ in found.grid.filled(row)}
    facts = dict(found.person.facts or {})
    name = filled & found.person.columns - {*facts.values()}
    number = filled & {facts.pop("staff_id", 0)}
    as_number = bool(number) and len(names) <= 1
    found.taken.add(row, *filled & {*found.sessions, found.group})
    found.taken.add(row, *(number if as_number else name))
    if len(names) == 1:
        found.of_people.add(row, *(name if as_number else number), *filled & {*facts.values()})
