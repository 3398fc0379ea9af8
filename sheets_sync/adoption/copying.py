"""What can be copied out of a workbook of an agency's own into a registry of ours.

Nothing is guessed: cells are taken as they are seen under headings that are certain. Only what a
sheet says in another shape is put into ours: several members in one cell become rows, a first and a
last name in two columns become one name, and a community without an ID is given one.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheets_sync.adoption.mapping import Proposal, SheetMatch
from sheets_sync.registry.cells import shown
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.person_names import split_people
from sheets_sync.registry.records import LeftOut
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import ReadingLimits, Snapshot, read_snapshot
from sheets_sync.registry.tables import Table
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import CellError, CellObject, RawCell, RawTab, RawWorkbook

Record = Mapping[str, RawCell]

_PREFIXES = ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม", "title", "prefix")
_FIRST = ("ชื่อ", "ชื่อตัว", "first name", "name")
_LAST = ("สกุล", "นามสกุล", "ชื่อสกุล", "last name", "surname")
_MEMBERS = ("รายชื่อสมาชิก", "สมาชิก", "สมาชิกกลุ่ม", "ผู้เข้าร่วม", "members", "member list")
_ONE_PERSON_EACH = frozenset({"members", "experts"})


@dataclass(frozen=True, slots=True)
class Copied:
    """The records of each tab of ours, and what was not taken."""

    records: Mapping[str, Sequence[Record]]
    rows_left: Mapping[str, tuple[LeftOut, ...]]
    """By sheet, the rows that are no records."""
    cells_left: Mapping[str, int]
    """By sheet, how many cells were errors or pictures."""
    used: frozenset[tuple[str, int]]
    """Sheet and column of headings that are no columns of ours, and were taken all the same."""


def copied(
    workbook: RawWorkbook,
    proposal: Proposal,
    declaration: Mapping[str, Any],
    today: dt.date,
    limits: ReadingLimits,
) -> Copied:
    """What the proposal makes of a workbook, in the shape of ours."""
    schema = _nothing_required(read_schema(merge(declaration, proposal.overlay), "registry.toml"))
    wanted = {match.sheet for match in proposal.sheets}
    tabs = tuple(tab for tab in workbook.tabs if tab.sheet in wanted)
    snapshot = read_snapshot(replace(workbook, tabs=tabs), schema, today, limits)
    matches = {match.sheet: match for match in proposal.sheets}
    sheets = {tab.sheet: tab for tab in tabs}
    records: dict[str, list[Record]] = {name: [] for name in schema.tabs}
    used: set[tuple[str, int]] = set()
    for name, table in snapshot.tables.items():
        for row in range(len(table)):
            record = _record(table, row)
            if name == "staff" and not record.get("full_name"):
                record |= _name_of_parts(table, row, sheets, matches, used)
            records[name] += _one_by_one(name, record)
    _give_ids(records["communities"])
    records["members"] += _members_of_communities(snapshot, records, sheets, matches, used)
    return Copied(
        {name: rows for name, rows in records.items() if rows},
        _rows_left(snapshot),
        _cells_left(snapshot),
        frozenset(used),
    )


def _nothing_required(schema: Schema) -> Schema:
    """The schema for reading what is there, whatever lacks."""
    tabs = {
        name: replace(
            tab,
            columns={key: replace(column, required=False) for key, column in tab.columns.items()},
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)


def _record(table: Table, row: int) -> dict[str, RawCell]:
    typed = {name: cells.typed[cells.codes[row]] for name, cells in table.columns.items()}
    return {name: cell for name, cell in typed.items() if not _is_nothing(cell)}


def _is_nothing(cell: RawCell) -> bool:
    return isinstance(cell, CellError | CellObject) or not shown(cell).strip()


def _one_by_one(tab: str, record: dict[str, RawCell]) -> Iterator[Record]:
    """A row for each of the people in one cell."""
    person = record.get("person")
    people = split_people(person) if isinstance(person, str) and tab in _ONE_PERSON_EACH else ()
    if len(people) < 2:  # noqa: PLR2004  two are several
        yield record
        return
    for one in people:
        yield {**record, "person": one}


def _name_of_parts(
    table: Table,
    row: int,
    sheets: Mapping[str, RawTab],
    matches: Mapping[str, SheetMatch],
    used: set[tuple[str, int]],
) -> dict[str, RawCell]:
    """The name where it stands in columns of its parts."""
    title = table.sheet(row)
    places = [_place(matches[title], words) for words in (_PREFIXES, _FIRST, _LAST)]
    if not places[1] or not places[2]:
        return {}
    used.update((title, place) for place in places if place)
    prefix, first, last = (
        shown(sheets[title].columns[place - 1][int(table.rows[row]) - 1]).strip() if place else ""
        for place in places
    )
    return {"full_name": f"{prefix}{first} {last}".strip()} if first or last else {}


def _members_of_communities(
    snapshot: Snapshot,
    records: Mapping[str, Sequence[Record]],
    sheets: Mapping[str, RawTab],
    matches: Mapping[str, SheetMatch],
    used: set[tuple[str, int]],
) -> Iterator[Record]:
    """The members that a list of communities names in a cell of each."""
    table = snapshot["communities"]
    for row, community in zip(range(len(table)), records["communities"], strict=False):
        title = table.sheet(row)
        place = _place(matches[title], _MEMBERS)
        if place:
            used.add((title, place))
            cell = sheets[title].columns[place - 1][int(table.rows[row]) - 1]
            for person in split_people(shown(cell)):
                if not person.replace("คน", "").strip().isdecimal():
                    yield {"community": community["community_id"], "person": person}


def _place(match: SheetMatch, words: Sequence[str]) -> int:
    """The column of a heading that is none of ours and means one of the words; 0 without it."""
    meant = {fold(word) for word in words}
    return next((left.position for left in match.left if fold(left.heading) in meant), 0)


def _give_ids(communities: list[Record]) -> None:
    """An ID for every community that has none, unlike all others."""
    taken = {fold(shown(one.get("community_id"))) for one in communities}
    number = 0
    for at, one in enumerate(communities):
        if one.get("community_id"):
            continue
        number += 1
        while fold(f"C-{number:03}") in taken:
            number += 1
        communities[at] = {**one, "community_id": f"C-{number:03}"}


def _rows_left(snapshot: Snapshot) -> dict[str, tuple[LeftOut, ...]]:
    return {
        sheet: rows
        for table in snapshot.tables.values()
        for number, sheet in enumerate(table.sheets)
        if (rows := tuple(one for one in table.left_out if one.sheet == number))
    }


def _cells_left(snapshot: Snapshot) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in snapshot.tables.values():
        for cells in table.columns.values():
            for row in range(len(table)):
                if isinstance(cells.typed[cells.codes[row]], CellError | CellObject):
                    found[table.sheet(row)] = found.get(table.sheet(row), 0) + 1
    return found
