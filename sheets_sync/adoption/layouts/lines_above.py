"""The lines above a list of people: what they say of its sessions and of its community.

A line whose values stand over the columns of ticks says something of each session: หัวข้อ, วันที่,
วิทยากร. One of a label with its value says it of all of them, or of the community.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import zip_longest

from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import introduces_a_group
from sheets_sync.adoption.layouts.labels import SURE, about_one, label_of, labelled
from sheets_sync.adoption.layouts.session_headings import headed_session
from sheets_sync.adoption.layouts.session_topics import are_topics
from sheets_sync.adoption.mapping import LIMIT
from sheets_sync.adoption.remainder import CellAccount
from sheets_sync.registry.columns import ColumnReader
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.record_words import begins_note
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.text import arabic_digits
from sheets_sync.registry.workbook import RawCell

_OF_EACH = frozenset({"topic", "speakers", "place", "starts_at", "ends_at", "hours", "techniques",
                      "activity_steps", "results", "improvements"})  # fmt: skip
_OF_ALL = frozenset({"place", "speakers", "starts_at", "ends_at"})
_DAYS = frozenset({"planned_on", "held_on"})


@dataclass(slots=True)
class SaidAbove:
    """What the lines say."""

    days: dict[int, RawCell] = field(default_factory=dict)
    """By column of a session, its day."""
    of_session: dict[int, dict[str, RawCell]] = field(default_factory=dict)
    """By column of a session, what else is said of it."""
    of_all: dict[str, RawCell] = field(default_factory=dict)
    """Of every session of the sheet."""
    of_community: dict[str, RawCell] = field(default_factory=dict)
    taken: CellAccount = field(default_factory=CellAccount)
    """The cells that say it of sessions."""
    taken_of_community: CellAccount = field(default_factory=CellAccount)

    @property
    def names_a_session(self) -> bool:
        """Whether anything is said of a session."""
        return bool(self.days or self.of_session or self.of_all)

    def tells_apart(self, at: int) -> bool:
        """Whether it is said which session a column is."""
        return at in self.days or "number" in self.of_session.get(at, {})


def said_above(
    grid: Grid, first: int, sessions: AbstractSet[int], columns: Columns, reader: ColumnReader
) -> SaidAbove:
    """What stands above row `first`, over the columns of the `sessions` or beside a label."""
    said = SaidAbove()
    for row in range(1, first):
        if heads_columns(grid, row, columns):
            continue
        over = dict(_over(grid, row, sessions))
        if over and _read_line(grid, row, over, sessions, columns, reader, said):
            continue
        pieces = [*_labelled(grid, row, columns)]
        taken: list[CellAccount | None] = []
        for _, label, _, value in pieces:
            if _of_community(label, value, columns, said):
                taken.append(said.taken_of_community)
            elif sessions and _of_sessions(label, value, sessions, columns, reader, said):
                taken.append(said.taken)
            else:
                taken.append(None)
        untold = {at for (at, *_), account in zip(pieces, taken, strict=True) if account is None}
        for (at, _, there, _), account in zip(pieces, taken, strict=True):
            if account is not None and at not in untold:
                account.add(row, at, there)
    if len(sessions) == 1:
        texts = [text for row in range(1, first) for text in _texts(grid, row)]
        numbers = {int(one) for text in (*texts, grid.tab.sheet) for one in _NUMBERED.findall(text)}
        if len(numbers) == 1:
            said.of_all.setdefault("number", numbers.pop())
    return said


def _texts(grid: Grid, row: int) -> Iterator[str]:
    yield from (arabic_digits(shown(cell)) for _, cell in grid.filled(row))


_NUMBERED = re.compile(r"(?<!ปรับปรุง)(?<!แก้ไข)(?:ครั้งที่|[Ss]ession|[Mm]eeting)\s*(\d{1,3})(?!\d)")


def _over(grid: Grid, row: int, sessions: AbstractSet[int]) -> Iterator[tuple[int, RawCell]]:
    """By column of a session what stands over it; a title over several is said of each."""
    first = min(sessions, default=0)
    areas = [area for area in grid.tab.merged if area.first_row <= row <= area.last_row]
    for at in sessions:
        area = next((one for one in areas if one.first_column <= at <= one.last_column), None)
        place = at if area is None or area.first_column < first else area.first_column
        cell = grid.cell(row, place)
        if shown(cell).strip():
            yield at, cell


def _read_line(
    grid: Grid,
    row: int,
    over: Mapping[int, RawCell],
    sessions: AbstractSet[int],
    columns: Columns,
    reader: ColumnReader,
    said: SaidAbove,
) -> bool:
    """Whether a line says something of each session; it is noted."""
    places = [at for at, _ in grid.filled(row)]
    before = [at for at in places if at < min(over) and at not in over]
    label = grid.text(row, before[-1]) if before else ""
    column = _column_of_session(label, columns)
    title = label_of(label)
    read = {at: headed_session([cell], reader, title) for at, cell in over.items()}
    days = {at: one.day for at, one in read.items() if one is not None and one.day is not None}
    if len(days) == len(over) and (not label or column in _DAYS):
        said.days = {**days, **said.days}
    elif all(one is not None and one.number is not None for one in read.values()):
        for at, one in read.items():
            said.of_session.setdefault(at, {}).setdefault("number", one.number if one else None)
    elif column in _OF_EACH or _are_topics_alone(grid, row, over, sessions, reader):
        for at, cell in over.items():
            said.of_session.setdefault(at, {}).setdefault(column or "topic", cell)
    else:
        return False
    said.taken.add(row, *before[-1:], *(at for at in places if min(over) <= at <= max(over)))
    return True


def _are_topics_alone(
    grid: Grid,
    row: int,
    over: Mapping[int, RawCell],
    sessions: AbstractSet[int],
    reader: ColumnReader,
) -> bool:
    """Whether nothing stands in a line but the topics of sessions."""
    alone = {at for at, _ in grid.filled(row)} == over.keys()
    return alone and are_topics(over, len(sessions), reader)


def _labelled(grid: Grid, row: int, columns: Columns) -> Iterator[tuple[int, str, int, RawCell]]:
    """The labels of a row with the values beside or behind them: สถานที่: ห้อง 2."""
    cells: Sequence[tuple[int, RawCell]] = grid.filled(row)
    passed = 0
    for number, (at, cell) in enumerate(cells):
        text = shown(cell).strip()
        if at == passed or begins_note(text):
            continue
        inside = [*labelled(text, columns)]
        if inside:
            yield from ((at, label, at, value) for label, value in inside)
        elif number + 1 < len(cells):
            passed, value = cells[number + 1]
            yield at, text.partition(":")[0], passed, value
        else:
            for label, value in in_words(text):
                yield at, label, at, value


_IN_WORDS = re.compile(
    r"(?:^|(?<=\s))(เรื่อง|หัวข้อ|วันที่(?=\s*[0-9๐-๙จอพศส])"
    r"|วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)ที่(?=\s*[0-9๐-๙])|วิทยากร(?:โดย)?|สถานที่|เวลา(?=\s*[0-9๐-๙])|ณ|ผู้ประสานงาน)"
    r"\s+(?=\S)"
)
"""What lines say without a colon: เรื่อง ราคากลาง วันที่ 5 พ.ย. 2569 เวลา 09.00 น. ณ ห้องประชุม 2."""
_CALLED = {"ณ": "สถานที่", "วิทยากรโดย": "วิทยากร"}


def in_words(text: str) -> Iterator[tuple[str, str]]:
    """The labels within a line, each with what is said behind it up to the next."""
    found = [*_IN_WORDS.finditer(text)]
    for said, after in zip_longest(found, found[1:]):
        value = text[said.end() : after.start() if after else len(text)].strip()
        if value:
            label = "วันที่" if said[1].startswith("วัน") else said[1]
            yield _CALLED.get(label, label), value


def heads_columns(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether the texts of a row above the headings are headings, too: none is another's value."""
    texts = [shown(cell).strip() for _, cell in grid.filled(row)]
    known = [any(like.score >= SURE for like in columns.likes(text).values()) for text in texts]
    return len(texts) >= _FEWEST_HEADINGS and sum(known) * 2 > len(texts)


_FEWEST_HEADINGS = 3


def speaks_of_a_session(text: str) -> bool:
    """Whether a line says which session a list is of, or something of it."""
    return _NUMBERED.search(arabic_digits(text)) is not None or any(in_words(text))


def _of_community(label: str, value: RawCell, columns: Columns, said: SaidAbove) -> bool:
    """Whether a label with its value is about the community; it is noted."""
    place = None if introduces_a_group(label) else about_one(label, columns)
    if place is None or place[0] != "communities" or place[1] == "name":
        return False
    said.of_community.setdefault(place[1], value)
    return True


def _of_sessions(
    label: str,
    value: RawCell,
    sessions: AbstractSet[int],
    columns: Columns,
    reader: ColumnReader,
    said: SaidAbove,
) -> bool:
    """Whether a label with its value is about all sessions, or the only one; it is noted."""
    column, alone = _column_of_session(label, columns), len(sessions) == 1
    if column in _DAYS and alone:
        (at,) = sessions
        read = headed_session([value], reader)
        if read is None or read.day is None:
            return False
        said.days.setdefault(at, read.day)
        return True
    if column not in (_OF_EACH if alone else _OF_ALL):
        return False
    said.of_all.setdefault(column, value)
    return True


def _column_of_session(label: str, columns: Columns) -> str:
    """The column of a session that a label is surely; nothing where it is none."""
    likes = columns.likes(label_of(label)) if label else {}
    found = [
        (like.score, column)
        for (tab, column), like in likes.items()
        if tab == "sessions" and like.score >= (_DAY if column in _DAYS else SURE)
    ]
    return max(found, default=(0.0, ""))[1]


_DAY = LIMIT - 0.05
"""วันที่ alone: what stands beside it has to be a day."""
