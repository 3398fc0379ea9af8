"""What must hold after every run, worked out apart from the program's own code."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from sheets_sync.planning.workbook_tabs.tab_model import Link, Output, ServiceTab
from sheets_sync.registry.workbook import CellError, RawTab, RawWorkbook
from tests.fixtures.google_agency import Check
from tests.google.a1 import column_index, column_letters
from tests.google.cells import Formula
from tests.google.model import Sheet
from tests.race.edits import OUTBOX, Scene, letters_in, status_cell

_CHOICE = re.compile(r"code_\d+,IFERROR\(XLOOKUP\((.*?)(?=,code_\d+,|,key,)")
_HEADING = re.compile(r"INDEX\((#REF!|\$([A-Z]+):)")
_NAIVE = re.compile(r"([A-Z]+)\d+:\1")
_UNREADABLE = object()
UNKNOWN = object()


Key = tuple[str, ...]
Headings = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What the last check that was written says of one sheet's records."""

    headings: frozenset[Headings]
    """Over the columns of each way to identify a record."""
    texts: Mapping[tuple[Headings, Key], str]
    """By the headings of the way that was taken, and the key."""
    fine: str
    without: str
    unchecked: str


@dataclass(frozen=True)
class Look:
    """Something that was looked at."""

    name: str
    wrong: str = ""
    """What is wrong with it; empty where nothing is."""


def said_by(output: Output, workbook: RawWorkbook) -> dict[int, Said]:
    """By sheet id, what an output says of the records that were read."""
    tabs = {tab.sheet: tab for tab in workbook.tabs}
    found: dict[int, Said] = {}
    for column in output.status:
        tab = tabs[column.sheet]
        head = column.header_row - 1
        ways = [
            (choice, headings_of(tab.columns[at - 1][head] for at in choice))
            for choice in column.keys
        ]
        texts: dict[tuple[Headings, Key], list[str]] = {}
        for row, text in column.texts.items():
            key = key_of(ways, lambda at, row=row, tab=tab: tab.columns[at - 1][row - 1])
            if isinstance(key, tuple):
                texts.setdefault(key, []).append(text)
        found[id_of(tab)] = Said(
            frozenset(headings for _, headings in ways),
            {key: together(some, column.fine) for key, some in texts.items()},
            column.fine,
            column.without_key,
            column.unchecked,
        )
    return found


def headings_of(cells: Iterable[object]) -> Headings:
    """Headings are looked up in any letter case."""
    return tuple(str(one).lower() for one in cells)


def together(texts: Sequence[str], fine: str) -> str:
    """What rows with one key show: each thing that is said of any of them, once."""
    shown = list(dict.fromkeys(text for text in texts if text != fine))
    return " / ".join(shown) if shown else fine


def id_of(tab: RawTab) -> int:
    return int(tab.url.rpartition("=")[2])


def key_of(ways, cell, known=None):
    """The first way in which a row is identified, by its headings, and its key; None for none.

    With `known`, a way under other headings is passed over; UNKNOWN when only such are filled in.
    """
    passed = None
    for choice, headings in ways:
        values = [cell(at) if at else _UNREADABLE for at in choice]
        if any(value is _UNREADABLE or is_error(value) for value in values):
            return _UNREADABLE
        parts = tuple(map(part_of, values))
        if all(parts):
            if known is None or headings in known:
                return headings, parts
            passed = UNKNOWN
    return passed


def is_error(value: object) -> bool:
    if isinstance(value, CellError):
        return True
    return isinstance(value, str) and value in {"#REF!", "#DIV/0!", "#N/A", "#VALUE!"}


def part_of(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return re.sub(" +", " ", value.strip(" ")).lower()
        case int() | float() if value == int(value):
            return str(int(value))
        case int() | float():
            whole = Decimal(repr(value * 1_000_000)).quantize(Decimal(1), ROUND_HALF_UP)
            return f"{whole}µ"
    return ""


def flags_shown(scene: Scene, said: Mapping[int, Said]) -> Iterator[Look]:
    """Every row, and whether its text is that of its own key as of the check that was written."""
    for sheet in scene.registers():
        at = status_cell(sheet)
        if at is None:
            continue
        row, column = at
        whole = f"A1:{column_letters(sheet.size[1] - 1)}"
        rows = scene.book.values(scene.book.a1(sheet.title, whole))
        entered = sheet.grid.value(row - 1, column - 1)
        if is_error(_at(rows, row, column)) or sheet.id not in said:
            continue
        choices = _columns(entered.text if isinstance(entered, Formula) else "")
        for number in range(row + 1, len(rows) + 1):
            shown = _at(rows, number, column)
            allowed = _allowed(rows, number, row, choices, said[sheet.id])
            name = _named(shown, said[sheet.id])
            right = shown in allowed
            yield Look(
                name, "" if right else f"{sheet.title} row {number}: {shown!r}, not {allowed}"
            )


def _named(shown: object, said: Said) -> str:
    """What kind of text a row shows."""
    kinds = {said.fine: "rows in order", said.unchecked: "rows not checked yet"}
    kinds |= {said.without: "rows without a key", "": "rows without a key"}
    return kinds.get(str(shown), "rows with a flag")


def _columns(formula: str) -> list[list[int]]:
    """The columns, from 1, of each way to identify a row, as the formula has them; 0 is gone."""
    choices = [
        [column_index(letters) + 1 if letters else 0 for _, letters in _HEADING.findall(choice)]
        for choice in _CHOICE.findall(formula)
    ]
    if not choices:
        choices = [[column_index(letters) + 1 for letters in _NAIVE.findall(formula)[:1]]]
    return choices


def _allowed(
    rows: Sequence[Sequence[object]],
    number: int,
    heading_row: int,
    choices: Sequence[Sequence[int]],
    said: Said,
) -> set[object]:
    """What may stand beside a row."""
    ways = [
        (choice, headings_of(_at(rows, heading_row, at) for at in choice)) for choice in choices
    ]
    key = key_of(ways, lambda at: _at(rows, number, at), said.headings)
    if key is _UNREADABLE or key is None:
        return {said.without, ""}
    return {said.unchecked if key is UNKNOWN else said.texts.get(key, said.unchecked)}


def _at(rows: Sequence[Sequence[object]], row: int, column: int) -> object:
    line = rows[row - 1] if row <= len(rows) else ()
    return line[column - 1] if column <= len(line) else ""


def status_cells(scene: Scene) -> dict[int, tuple[int, int]]:
    """By sheet id, row and column of each status formula."""
    found = {sheet.id: status_cell(sheet) for sheet in scene.registers()}
    return {sheet: at for sheet, at in found.items() if at is not None}


def broken_columns(cells: Mapping[int, tuple[int, int]], check: Check) -> Iterator[Look]:
    """Every status column that could not be seen when it was read, and whether it was named."""
    named = {one.sheet for one in check.findings if one.rule == "status-column-broken"}
    doubted = {(one.sheet, one.cell) for one in check.findings if one.rule == "header-broken"}
    known = {column.sheet for column in check.output.status}
    for tab in check.workbook.tabs:
        if id_of(tab) not in cells or tab.sheet not in known:
            continue
        row, column = cells[id_of(tab)]
        if isinstance(tab.columns[column - 1][row - 1], CellError):
            head = (tab.sheet, f"{column_letters(column - 1)}{row}")
            is_told = tab.sheet in named or head in doubted
            yield Look("", "" if is_told else f"{tab.sheet}: its column is broken")


def ticks_shown(scene: Scene) -> Iterator[Look]:
    """Every box, and whether it holds just what staff put there for that letter."""
    sheet = scene.ours(OUTBOX)
    if sheet is None:
        return
    letters = dict(letters_in(sheet))
    for row in range(1, len(sheet.grid.rows) + 1):
        key = letters.get(row)
        for column in (7, 8):
            there = sheet.grid.value(row - 1, column - 1)
            wanted = scene.ticks.get((str(key), column), "")
            if key is not None:
                yield Look("", "" if there == wanted else f"{key}: {there!r}, not {wanted!r}")
            elif there == "✓":
                yield Look("", f"a tick beside no letter, in row {row}")


def broken_tabs(scene: Scene, output: Output) -> Iterator[Look]:
    """Every tab of ours, and whether it is there, whole and under its title."""
    for tab in output.tabs:
        sheet = scene.ours(tab.name)
        if sheet is None:
            yield Look("", f"{tab.title} is not there")
        elif not sheet.title.startswith(tab.title):
            yield Look("", f"{tab.title} is called {sheet.title}")
        elif _without_ticks(tab, [list(row) for row in sheet.grid.rows]) != _said(tab):
            yield Look("", f"{tab.title} says something else")
        else:
            yield Look("")


def _said(tab: ServiceTab) -> list[list[str]]:
    rows = []
    for row in tab.rows:
        values = (one.value.text if isinstance(one.value, Link) else one.value for one in row.cells)
        rows.append(_trimmed([_kind(value) for value in values]))
    return _trimmed(_without_ticks(tab, rows))


def _without_ticks(tab: ServiceTab, rows: list[list]) -> list[list]:
    """Rows without what staff put into the columns that are theirs."""
    ticks = tab.ticks
    keys = set() if ticks is None else set(ticks.columns)
    first = 0 if ticks is None else ticks.header_row
    found = []
    for number, row in enumerate(rows):
        is_letter = number >= first and row and isinstance(row[0], str) and row[0]
        cells = [
            "" if is_letter and at in keys else _kind(value) for at, value in enumerate(row, 1)
        ]
        found.append(_trimmed(cells))
    return _trimmed(found)


def _kind(value: object) -> object:
    """Texts as they are; that a cell holds a number is enough for dates and counts."""
    if value is None or isinstance(value, str):
        return value or ""
    return "number"


def _trimmed(items: list) -> list:
    while items and not items[-1]:
        items.pop()
    return items


def staff_s(scene: Scene) -> dict[int, tuple[int, Sheet]]:
    """Everything in the sheets of the staff, and their order."""
    kept = {}
    for place, sheet in enumerate(scene.staff()):
        copy = sheet.copy()
        copy.grid.rows = [tuple(map(_entered, row)) for row in copy.grid.rows]
        copy.grid.version = 0
        kept[sheet.id] = place, copy
    return kept


def _entered(value: object) -> object:
    """Our own formula names our own tab, whatever that is called."""
    return "=ours" if isinstance(value, Formula) and "XLOOKUP(" in value.text else value


def touched(before: Mapping[int, tuple[int, Sheet]], scene: Scene) -> Iterator[Look]:
    """Every sheet of the staff, and whether all of it is as it was."""
    after = staff_s(scene)
    for sheet in sorted(set(before) | set(after)):
        if sheet not in after or sheet not in before:
            yield Look("", f"sheet {sheet} came or went")
            continue
        (place, old), (now_at, now) = before[sheet], after[sheet]
        changed = [
            part.name for part in fields(old) if getattr(old, part.name) != getattr(now, part.name)
        ]
        changed += ["place"] if place != now_at else []
        yield Look("", f"{old.title}: {', '.join(changed)} changed" if changed else "")
