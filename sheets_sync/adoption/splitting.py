"""One sheet that says things of several tabs.

Of a community beside its members, who came to a session in one of its cells, the posts of people
beside their names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.adoption.feeding import ONE_PERSON_EACH
from sheets_sync.adoption.layouts.found import Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.person_columns import (
    EXPERT_LISTS,
    FACTS,
    MEMBER_LISTS,
    listed,
    unnumbered,
)
from sheets_sync.adoption.mapping import LIMIT, LISTED, LeftHeading, SheetMatch
from sheets_sync.adoption.numbered_sessions import DayOf, session_columns, session_in, sessions_in
from sheets_sync.adoption.one_each import said_of_each
from sheets_sync.adoption.said_once import DAYS, SCORES, day_of_both, full_mark, with_full_mark
from sheets_sync.registry.likeness import Columns, loosened
from sheets_sync.registry.person_names import split_people
from sheets_sync.registry.record_words import is_line
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawCell

_SURE = 0.8
_OF_COMMUNITY = frozenset({"community_id", "name"})
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "members": ("communities",),
    "experts": ("communities",),
    "communities": ("plans",),
    "evaluations": ("communities", "followups"),
    "followups": ("communities", "evaluations"),
}
"""Which tabs' columns may stand beside the records of another."""
_FEWEST = {"plans": 2, "evaluations": 2, "followups": 2}
"""One element alone makes no plan, and one answer no evaluation."""
_OF_EACH = frozenset({"evaluations", "followups"})
"""The tabs with a record for each person, beside the other one's: one form asks for both."""


@dataclass(slots=True)
class Beside:
    """What one sheet says beside its own records."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    people: list[Record] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """The columns by which it was taken."""
    passed: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of the cells in them that were not: 15 คน names nobody."""
    taken: set[tuple[int, int]] = field(default_factory=set)
    """Those that were, in rows that are no records."""

    def add(self, tab: str, record: Record) -> None:
        """One more record of a tab."""
        self.records.setdefault(tab, []).append(record)


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """The records of one sheet of a table, with the rows they stand in."""

    match: SheetMatch
    grid: Grid
    records: Sequence[tuple[int, dict[str, RawCell]]]


def beside(rows: SheetRecords, columns: Columns, day_of: DayOf, *, staff_listed: bool) -> Beside:
    """What the headings that are none of the sheet's own tab say of other tabs."""
    found = Beside()
    tab = rows.match.tab
    if tab == "communities":
        _lists_of_people(rows, found)
        _sessions(rows, day_of, found)
    if tab == "sessions":
        _attendance(rows, found)
    alone = _once_each(rows)
    of_people = _facts_of_people(rows, columns) if tab in _ABOUT_PEOPLE else {}
    if alone:  # a unit may be the community's, an address is somebody's
        of_people = {at: fact for at, fact in of_people.items() if fact != "unit"}
    for other in _BESIDE.get(tab, ()):
        skipped = found.used | of_people.keys()
        places = _places(rows.match.left, columns, other, skipped)
        if len(places) < _FEWEST.get(other, 1):
            continue
        if other in _OF_EACH:
            day = day_of_both(tab, rows.match.columns)
            _facts_of_each(rows, other, places, day, found)
        else:
            _facts(rows, other, places, found)
    if not staff_listed:
        _people(rows, of_people, found)
    return found


def _once_each(rows: SheetRecords) -> bool:
    """Whether every community has one row, so that all of it is about the community."""
    named = [fold(shown(one.get("community"))) for _, one in rows.records]
    return len(set(named)) == len(named)


def _who_came(left: Sequence[LeftHeading]) -> int:
    """Where a list of sessions names in a cell of each who came; 0 for nowhere."""
    who_came = (one for one in left if _lists(one, one.heading, "attendance", MEMBER_LISTS))
    return next((one.position for one in who_came), 0)


def _meant(heading: str) -> frozenset[str]:
    """A heading as it is compared, with and without what stands in brackets and the like."""
    return frozenset({fold(heading), loosened(heading)})


def _places(
    left: Sequence[LeftHeading], columns: Columns, tab: str, skipped: set[int]
) -> dict[str, int]:
    """By column of another tab, where it stands."""
    found: dict[str, tuple[float, int]] = {}
    for one in left:
        if one.position in skipped:
            continue
        likes = [
            (like.score, column)
            for (of, column), like in columns.likes(one.heading).items()
            if of == tab and column not in _OF_COMMUNITY.union(_WHOSE)
        ]
        score, column = max(likes, default=(0.0, ""))
        if score >= LIMIT and score > found.get(column, (0.0, 0))[0]:
            found[column] = (score, one.position)
    return {column: place for column, (_, place) in found.items()}


def _facts(rows: SheetRecords, tab: str, places: Mapping[str, int], found: Beside) -> None:
    """One record of the other tab for every community, of the first cells that say something."""
    if not places:
        return
    known: dict[str, dict[str, RawCell]] = {}
    for row, record in rows.records:
        community = record.get("community") or record.get("community_id") or record.get("name")
        if not shown(community).strip():
            continue
        mine = known.setdefault(fold(shown(community)), {"": community})
        for column, place in places.items():
            cell = rows.grid.cell(row, place)
            if shown(cell).strip() and shown(mine.setdefault(column, cell)) != shown(cell):
                found.passed.add((row, place))
    found.used |= set(places.values())
    for facts in known.values():
        community = facts.pop("")
        if tab != "communities":
            if facts:
                found.add(tab, {"community": community, **facts})
        else:
            found.add(tab, {_named_by(shown(community)): community, **facts})


_WHOSE: Sequence[str] = ("community", "person")


def _facts_of_each(
    rows: SheetRecords, tab: str, places: Mapping[str, int], day: str | None, found: Beside
) -> None:
    """One record of the other tab for every one that says something of it.

    `day` is the column of their own whose day is the other's, too.
    """
    found.used |= set(places.values())
    scores = {places[name] for name in SCORES & places.keys()}
    mark = full_mark(one.heading for one in rows.match.left if one.position in scores)
    for row, record in rows.records:
        cells = {column: rows.grid.cell(row, place) for column, place in places.items()}
        facts: Record = {column: cell for column, cell in cells.items() if shown(cell).strip()}
        if facts:
            whose: Record = {name: record[name] for name in _WHOSE if name in record}
            when: Record = {DAYS[tab]: record[day]} if day in record else {}
            found.add(tab, with_full_mark({**whose, **when, **facts}, mark))


def _named_by(text: str) -> str:
    """Whether a community is named by its ID or by its name."""
    is_code = " " not in text.strip() and any(letter.isdigit() for letter in text)
    return "community_id" if is_code and text.isascii() else "name"


def _lists_of_people(rows: SheetRecords, found: Beside) -> None:
    """The members and the experts that a list of communities names in a cell of each."""
    for tab, words in (("members", MEMBER_LISTS), ("experts", EXPERT_LISTS)):
        places = [
            one.position
            for one in rows.match.left
            if _lists(one, unnumbered(one.heading), tab, words)
        ]
        found.used |= set(places)
        for row, record in rows.records if places else ():
            community = record.get("community_id") or record.get("name")
            for place in places:
                text = rows.grid.text(row, place)
                people = listed(text)
                if not people and not is_line(text):
                    found.passed.add((row, place))
                for person in people:
                    found.add(tab, {"community": community, "person": person})


def _lists(one: LeftHeading, text: str, tab: str, words: frozenset[str]) -> bool:
    """Whether the cells below a heading list a tab's people: somebody said so, or its text does."""
    return one.reason == tab or (one.reason not in LISTED and bool(_meant(text) & words))


def _sessions(rows: SheetRecords, day_of: DayOf, found: Beside) -> None:
    """The sessions of a list of communities that has the day of each in a column."""
    places = session_columns(rows.match.left)
    found.used |= places.keys()
    for row, record in rows.records:
        community = record.get("community_id") or record.get("name")
        for place, number in places.items():
            cell = rows.grid.cell(row, place)
            said = session_in(cell, number, day_of)
            if said is not None:
                found.add("sessions", {"community": community, **said})
            elif shown(cell).strip():
                found.passed.add((row, place))
    for one in rows.match.left:
        if one.position not in places:
            _listed_sessions(rows, one.position, day_of, found)


def _listed_sessions(rows: SheetRecords, place: int, day_of: DayOf, found: Beside) -> None:
    """The sessions that a column lists beside each community, perhaps in rows of their own."""
    cells: list[tuple[int, RawCell, Sequence[Record]]] = []
    for first, record in rows.records:
        community = record.get("community_id") or record.get("name")
        row = first
        while row == first or _is_alone(rows.grid, row, place):
            if rows.grid.text(row, place):
                cells.append((row, community, sessions_in(rows.grid.cell(row, place), day_of)))
            row += 1
    if sum(bool(said) for _, _, said in cells) * 2 <= len(cells):
        return
    found.used.add(place)
    own = {row for row, _ in rows.records}
    for row, community, said in cells:
        found.records.setdefault("sessions", []).extend(
            {"community": community, **session} for session in said
        )
        if said and row not in own:
            found.taken.add((row, place))
        elif not said:
            found.passed.add((row, place))


def _is_alone(grid: Grid, row: int, place: int) -> bool:
    """Whether nothing else stands in a row."""
    return row <= grid.height and [at for at, _ in grid.filled(row)] == [place]


def _attendance(rows: SheetRecords, found: Beside) -> None:
    """Who came, as far as a cell of the session names them."""
    place = _who_came(rows.match.left)
    if not place:
        return
    found.used.add(place)
    for row, record in rows.records:
        people = listed(rows.grid.text(row, place))
        if not people:
            found.passed.add((row, place))
        for person in people:
            came: Record = {"session": record.get("session_id"), "person": person, "attended": "✓"}
            found.add("attendance", came)


def _facts_of_people(rows: SheetRecords, columns: Columns) -> dict[int, str]:
    """Where a sheet says what a staff list would: of a member, or of the coordinator beside it.

    A unit that stands before the names and is the same for all of a community is the community's.
    """
    match = rows.match
    name = next((one.position for one in match.columns if one.column in _NAMES), 0)
    if match.tab == "communities":
        return _facts_beside(rows, columns, name) if name else {}
    found: dict[int, str] = {}
    for one in match.left:
        if one.position < name and _same_in_each(rows, one.position):
            continue
        likes = columns.likes(one.heading)
        scores = [(likes[key].score, key[1]) for key in _STAFF_FACTS if key in likes]
        score, fact = max(scores, default=(0.0, ""))
        if score >= _SURE and fact not in found.values():
            found[one.position] = fact
    return found


_ABOUT_PEOPLE = ONE_PERSON_EACH | {"communities"}
_STAFF_FACTS = tuple(("staff", name) for name in FACTS)
_NAMES = frozenset({"person", "coordinator"})
"""The columns whose person the columns beside them are about."""


def _facts_beside(rows: SheetRecords, columns: Columns, name: int) -> dict[int, str]:
    """What stands right beside the coordinator, before the next column of the community."""
    ends = [one.position for one in rows.match.columns if one.position > name]
    found: dict[int, str] = {}
    for one in rows.match.left:
        likes = columns.likes(one.heading)
        fact = next((fact for fact in _ONLY_OF_PEOPLE if ("staff", fact) in likes), "")
        sure = fact and likes["staff", fact].score >= _SURE and fact not in found.values()
        if sure and name < one.position < min(ends, default=one.position + 1):
            found[one.position] = fact
    return found


_ONLY_OF_PEOPLE = ("email", "position")


def _same_in_each(rows: SheetRecords, place: int) -> bool:
    """Whether a column says one thing of every community, and not of each of its people."""
    said: dict[str, set[str]] = {}
    for row, record in rows.records:
        community = fold(shown(record.get("community")))
        said.setdefault(community, set()).add(fold(rows.grid.text(row, place)))
    several = len(said) > 1 and len(said) < len(rows.records)
    return several and all(len(texts - {""}) <= 1 for texts in said.values())


def _people(rows: SheetRecords, places: Mapping[int, str], found: Beside) -> None:
    """What is said of a person beside the name, as far as the cell names one person."""
    for row, record in rows.records:
        names = split_people(shown(record.get("person", record.get("coordinator"))))
        filled = {at: fact for at, fact in places.items() if rows.grid.text(row, at)}
        facts = {at: said_of_each(rows.grid.cell(row, at), len(names)) for at in filled}
        for order, name in enumerate(names if filled else ()):
            mine: Record = {filled[at]: some[order] for at, some in facts.items() if some}
            if mine:
                found.people.append({"full_name": name, **mine})
        found.passed |= {(row, at) for at in filled if not facts[at]}
    found.used |= set(places)


def attended_sessions(rows: SheetRecords) -> Iterator[dict[str, RawCell]]:
    """The sessions of a sheet that names in a cell of each who came."""
    if _who_came(rows.match.left):
        yield from (record for _, record in rows.records)
