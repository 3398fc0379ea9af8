"""A plan of activities with a column for each month: a tick or a day says when.

Which year a month is of stands above it, behind it, or in the title: ปีงบประมาณ พ.ศ. 2570.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sheets_sync.adoption.layouts.found import Layout, Numbering, Record
from sheets_sync.adoption.layouts.grid import Grid
from sheets_sync.adoption.layouts.group_names import (
    introduces_a_group,
    named_above,
    names_its_group,
)
from sheets_sync.adoption.layouts.labels import SURE, label_of
from sheets_sync.adoption.remainder import CellAccount, TableRows
from sheets_sync.registry.headers import SEARCHED_ROWS
from sheets_sync.registry.left_out import Reason
from sheets_sync.registry.likeness import Columns
from sheets_sync.registry.months_and_years import (
    ENGLISH_MONTHS,
    ERA,
    THAI_MONTHS,
    THAI_SHORT_MONTHS,
)
from sheets_sync.registry.record_words import begins_note, is_signed
from sheets_sync.registry.text import arabic_digits, clean, fold
from sheets_sync.registry.total_row import is_total_row
from sheets_sync.registry.workbook import RawTab

_FEWEST = 6
"""So many months beside each other are headings of nothing else."""
_OCTOBER, _YEAR = 10, 12
_GROUPED = (("sessions", "community"), ("communities", "name"), ("communities", "community_id"))
_TOPICS = frozenset(
    map(
        fold,
        ("กิจกรรม", "ชื่อกิจกรรม", "รายการ", "รายการกิจกรรม", "กิจกรรม/โครงการ", "โครงการ/กิจกรรม", "หัวข้อ",
         "หัวข้อกิจกรรม", "ประเด็น", "เรื่อง", "แผนกิจกรรม", "แผนงาน/กิจกรรม", "ขั้นตอน/กิจกรรม",
         "กิจกรรมที่ดำเนินการ", "activity", "activities", "topic"),
    )
)  # fmt: skip
_TICKS = frozenset(
    {"✓", "✔", "√", "/", "x", "×", "●", "○", "■", "▪", "*", "•", "☑", "1", "←→", "↔"}
)
_DAY = re.compile(r"([0-3]?\d)")
_FISCAL = re.compile(
    r"(?:ปี\s*งบประมาณ|ปีงบฯ?|fiscal year|\bfy)\s*(?:พ\.?\s*ศ\.?)?\s*(\d{4}|\d{2})\b", re.IGNORECASE
)
_CALENDAR = re.compile(
    r"(?:ปี|พ\.?\s*ศ\.?|year)\s*(?:พ\.?\s*ศ\.?)?\s*(\d{4}|\d{2})\b", re.IGNORECASE
)
_MONTH = re.compile(r"(?:เดือน\s*)?(\D+?)\s*(\d{4}|\d{2})?")


@dataclass(frozen=True, slots=True)
class _Month:
    number: int
    year: int | None
    """In the Buddhist Era."""


def month_plan(
    tab: RawTab, columns: Columns, known: Sequence[str], sessions: Numbering
) -> Layout | None:
    """The layout of a sheet whose headings are months; None for any other."""
    grid = Grid(tab)
    for row in range(1, min(SEARCHED_ROWS, grid.height) + 1):
        months = _months(grid, row)
        if len(months) >= _FEWEST:
            return _layout(grid, row, _with_years(grid, row, months), columns, known, sessions)
    return None


def _months(grid: Grid, row: int) -> dict[int, _Month]:
    """By column, the months of a row, where they follow each other."""
    found: dict[int, _Month] = {}
    for at, _ in grid.filled(row):
        said = _MONTH.fullmatch(arabic_digits(clean(grid.text(row, at))))
        number = _NUMBERS.get(fold(said[1]).strip(".")) if said else None
        if said and number:
            found[at] = _Month(number, _era(said[2]) if said[2] else None)
    numbers = [one.number for one in found.values()]
    follow = all(after == one % _YEAR + 1 for one, after in pairwise(numbers))
    return found if follow else {}


_NUMBERS = {
    fold(name).strip("."): number
    for names in (THAI_MONTHS, THAI_SHORT_MONTHS, ENGLISH_MONTHS, [m[:3] for m in ENGLISH_MONTHS])
    for number, name in enumerate(names, 1)
}


def _era(digits: str) -> int:
    """A year as it is told, in the Buddhist Era."""
    year = int(digits)
    if year < 100:  # noqa: PLR2004  two digits of a year
        return 2500 + year
    return year if year > 2400 else year + ERA  # noqa: PLR2004  no other era is as far


def _with_years(grid: Grid, row: int, months: dict[int, _Month]) -> dict[int, _Month]:
    """The months with the year above them, or that of the title."""
    if any(month.year for month in months.values()):
        return months
    above = dict(_years_above(grid, row, months))
    if above.keys() == months.keys():
        return {at: _Month(month.number, above[at]) for at, month in months.items()}
    lines = [*grid.above(row, introduces_a_group), grid.tab.sheet]
    texts = [arabic_digits(clean(text)) for text in lines]
    fiscal = next(filter(None, map(_FISCAL.search, texts)), None)
    plain = next(filter(None, map(_CALENDAR.search, texts)), None)
    said = fiscal or plain
    begins = next(iter(months.values())).number
    if said is None or (fiscal is None and begins not in {1, _OCTOBER}):
        return months
    year = _era(said[1])
    in_order = begins == _OCTOBER
    return {
        at: _Month(month.number, year - (in_order and month.number >= _OCTOBER))
        for at, month in months.items()
    }


def _years_above(grid: Grid, row: int, months: dict[int, _Month]) -> Iterator[tuple[int, int]]:
    """By column the year that stands over it, be it over several."""
    areas = [area for area in grid.tab.merged if area.first_row <= row - 1 <= area.last_row]
    for at in months if row > 1 else ():
        area = next((one for one in areas if one.first_column <= at <= one.last_column), None)
        text = arabic_digits(grid.text(row - 1, area.first_column if area else at))
        said = _CALENDAR.search(text) or re.fullmatch(r"\s*(\d{4})\s*", text)
        if said and not _FISCAL.search(text):
            yield at, _era(said[1])


def _layout(
    grid: Grid,
    row: int,
    months: dict[int, _Month],
    columns: Columns,
    known: Sequence[str],
    sessions: Numbering,
) -> Layout | None:
    headings = dict(_headings(grid, row, months))
    topic = next((at for at, text in headings.items() if fold(label_of(text)) in _TOPICS), 0)
    group = next((at for at, text in headings.items() if _is_group(text, columns)), 0)
    lines = [*grid.above(row, introduces_a_group)]
    about = "" if group else named_above(lines, grid.tab.sheet, known)
    surely = group or about in known or any(map(names_its_group, (*lines, grid.tab.sheet)))
    if not topic or not surely:
        return None
    taken = CellAccount()
    first = row - 1 if row > 1 and (grid.tab.merged and grid.filled(row - 1)) else row
    taken.add_rows(range(first, row + 1), topic, group, *months)
    met: list[Record] = []
    left: list[tuple[int, Reason]] = []
    for below in range(row + 1, grid.height + 1):
        reason = _no_activity(grid, below)
        if reason is not None:
            left.append((below, reason))
            taken.add(below, *(at for at, _ in grid.filled(below)))
        if reason is not None or not grid.text(below, topic):
            continue
        of = grid.text(below, group) if group else about
        for at, month in months.items():
            planned = _planned(grid.text(below, at), month)
            if planned:
                community: Record = {"community": of} if of else {}
                met.append(
                    {
                        "session_id": sessions.next(),
                        **community,
                        "topic": grid.text(below, topic),
                        "planned_on": planned,
                    }
                )
                taken.add(below, at, topic, group)
    if not met:
        return None
    blocks = (TableRows(first, row + 1, grid.height),)
    return Layout(
        grid.tab.sheet, "months", {"sessions": tuple(met)}, (), tuple(left), taken.cells, {}, blocks
    )


def _headings(grid: Grid, row: int, months: dict[int, _Month]) -> Iterator[tuple[int, str]]:
    """By column the headings beside the months: in their row, or in the one above."""
    for at in range(1, grid.width + 1):
        if at not in months:
            text = grid.text(row, at) or (grid.text(row - 1, at) if row > 1 else "")
            if text:
                yield at, text


def _is_group(text: str, columns: Columns) -> bool:
    likes = columns.likes(text)
    return any(likes[key].score >= SURE for key in _GROUPED if key in likes)


def _no_activity(grid: Grid, row: int) -> Reason | None:
    """Why a row plans nothing; nothing where it may plan something."""
    cells = grid.filled(row)
    if not cells:
        return None
    first = grid.text(row, cells[0][0])
    if is_total_row(cells):
        return "total"
    return "note" if begins_note(first) or is_signed(first) else None


def _planned(mark: str, month: _Month) -> str:
    """The day or the month that a mark stands for; nothing where it is no mark."""
    text = arabic_digits(mark)
    name = f"{THAI_SHORT_MONTHS[month.number - 1]} {month.year or ''}".strip()
    if text.lower() in _TICKS:
        return name
    day = _DAY.fullmatch(text)
    return f"{text} {name}" if day and 0 < int(day[1]) <= 31 else ""  # noqa: PLR2004  days
