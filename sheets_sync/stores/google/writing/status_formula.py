"""The status column of a staff tab: one formula in its heading, which fills the column below.

Each row's key is looked up in our hidden lookup tab: keys in its first column, texts in its second.
No reference names a row, so that rows put in right below the heading, taken out or sorted, columns
moved and tabs renamed change nothing: every row finds its own text. A row is looked up under a code
that belongs to the headings of its key columns; after they change nothing is found by them until
the next check. What is found must be the same key to the letter, whatever else a spreadsheet holds
for equal. In a column with merged areas each row goes by the filled cell above it, as far as the
lookup says that an area with this value reaches. No `MAP`, `LAMBDA` or `INDIRECT`: the first two
are limited in how many rows they can do, the third is computed again at every change anywhere
in the spreadsheet.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.record_keys import (
    BETWEEN,
    FRACTION,
    LOOKUP_TITLE,
    PARTS,
    folded,
    keys_and_choices,
    part_of,
    texts_by_key,
)
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.merged_areas import as_seen, over_rows, seen_in
from sheets_sync.registry.workbook import RawTab

LONGEST_KEY = 1_000
"""Longer keys are not looked for: rows with them show that nothing is known."""
_CODE = "#"
"""Begins the lookup's rows that lead from headings to their code; no code begins so."""
_REACH = "^"
"""Begins those that say how many rows an area with some value covers; no code begins so."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A staff tab with a status column, as it was read."""

    column: StatusColumn
    tab: RawTab
    sheet: int
    """The id of its sheet."""


def status_formula(
    column: StatusColumn,
    sheet: int,
    *,
    others: Iterable[int],
    lookup: str = LOOKUP_TITLE,
    merged: Container[int] = (),
) -> str:
    """The formula for the heading's cell of the status column in the sheet of that id.

    `others` are the tab's other columns, counted from 1: a row with none of them filled in, nor
    any of the key's, is blank; those of the key in which areas are `merged` are read downwards.
    The tab titled `lookup` must be there when the formula is entered.
    """
    keys, texts = (f"{quoted_title(lookup)}!{letter}:{letter}" for letter in "AB")
    codes = [_code_formula(sheet, choice, keys, texts) for choice in column.keys]
    names = [f"code_{number},{code}" for number, code in enumerate(codes)]
    in_keys = in_order(column.keys)
    cells = {at: _whole(at) for at in in_keys}
    for number, at in enumerate(in_keys):
        if at in merged:
            names += _seen_formulas(number, at, sheet, keys, texts)
            cells[at] = f"seen_{number}"
    named = ",".join(names)
    filled = "+".join(f"IFERROR(LEN({_whole(at)}))" for at in sorted({*in_keys, *others}))
    first = _whole(column.keys[0][0])
    without, unchecked, fine = map(_quoted, (column.without_key, column.unchecked, column.fine))
    return (
        f"=ARRAYFORMULA(LET({named},"
        f"key,LOWER({_key_formula(column.keys, cells)}),"
        f'found,IFERROR(XLOOKUP(key,{keys},{keys},""),""),'
        f'said,IFERROR(XLOOKUP(key,{keys},{texts},""),""),'
        f'shown,IF(key="",IF({filled}>0,{without},),'
        f'IF(EXACT(found,key),IF(said="",{fine},said),{unchecked})),'
        f"FILTER(IF(ROW({first})=ROW(),{_quoted(column.heading)},IFERROR(shown,{without})),"
        f"ROW({first})>=ROW())))"
    )


def rows_of(looked: LookedUp, number: int) -> Iterator[tuple[str, str]]:
    """What the lookup holds for one tab, which no other tab must share its number with.

    Key and text of every record, no text where there is nothing to say; and how far areas reach.
    """
    seen = as_seen(
        looked.tab.columns,
        seen_in(looked.tab.merged, in_order(looked.column.keys), looked.column.header_row),
    )
    keys, taken = keys_and_choices(seen, looked.tab.height, looked.column.keys)
    yield from _reaches(looked)
    coded: list[str | None] = [None] * len(keys)
    for choice, columns in enumerate(looked.column.keys):
        headings = headings_key(looked, columns)
        if headings is None:
            continue
        code = f"{number}{chr(ord('a') + choice)}"
        yield headings, code
        for row, key in enumerate(keys):
            if key is not None and taken[row] == choice:
                coded[row] = f"{code}{BETWEEN}{key}"
    found = texts_by_key(looked.column, coded, findable=_is_findable)
    for form, (_, text) in found.items():
        yield form, "" if text == looked.column.fine else text


def headings_key(looked: LookedUp, choice: Sequence[int]) -> str | None:
    """Under which the headings of a choice of columns lead to its code; none for odd headings."""
    row = looked.column.header_row - 1
    columns = looked.tab.columns
    found = [columns[at - 1][row] if at <= len(columns) else None for at in choice]
    texts = [text for text in found if isinstance(text, str)]
    if len(texts) < len(found):
        return None
    return BETWEEN.join((f"{_CODE}{looked.sheet}", *texts))


def in_order(keys: Sequence[Sequence[int]]) -> list[int]:
    """The columns of all choices, each once; their places here stay when columns are moved."""
    return list(dict.fromkeys(at for choice in keys for at in choice))


def reads_downwards(formula: str, column: StatusColumn, merged: Iterable[int]) -> bool:
    """Whether a formula of ours knows of merged areas in all columns of the key that have any."""
    wanted = set(merged)
    numbers = [number for number, at in enumerate(in_order(column.keys)) if at in wanted]
    return all(f"seen_{number}," in formula for number in numbers)


def _reaches(looked: LookedUp) -> Iterator[tuple[str, str]]:
    """By what stands in merged areas, how many rows they cover; the most where they differ."""
    tab, column = looked.tab, looked.column
    found: dict[str, int] = {}
    for number, at in enumerate(in_order(column.keys)):
        for area in over_rows(tab.merged, at, column.header_row):
            if at > len(tab.columns) or area.first_row > tab.height:
                continue
            part = part_of(tab.columns[at - 1][area.first_row - 1])
            if part and _is_findable(part):
                key = f"{_reach_key(looked.sheet, number)}{folded(part)}"
                found[key] = max(found.get(key, 1), area.last_row - area.first_row + 1)
    yield from ((key, str(rows)) for key, rows in found.items())


def _reach_key(sheet: int, number: int) -> str:
    return f"{_REACH}{sheet}{BETWEEN}{number}{BETWEEN}"


def _seen_formulas(number: int, at: int, sheet: int, keys: str, texts: str) -> Iterator[str]:
    """Names with their formulas, the last of which is a column of the key as people see it."""
    cells = _whole(at)
    is_filled = f"IFERROR(LEN({cells}),1)>0"
    asked = f'"{_reach_key(sheet, number)}"&LOWER({_part_formula(f"above_{number}")})'
    covered = f"(first_{number}<ROW({cells}))*(ROW({cells})<first_{number}+reach_{number})"
    yield f"filled_{number},FILTER(ROW({cells}),{is_filled})"
    yield f"first_{number},IFERROR(LOOKUP(ROW({cells}),filled_{number}),0)"
    yield (
        f"above_{number},IFERROR(LOOKUP(ROW({cells}),filled_{number},"
        f'FILTER({cells},{is_filled})),"")'
    )
    yield f"reach_{number},IFERROR(XLOOKUP({asked},{keys},{texts},1)*1,1)"
    yield f"seen_{number},IF({covered},above_{number},{cells})"


def _is_findable(key: str) -> bool:
    return len(key) <= LONGEST_KEY


def _code_formula(sheet: int, choice: Sequence[int], keys: str, texts: str) -> str:
    """The code of the headings that stand over a choice of columns; "?" where no check saw them."""
    headings = f'&"{BETWEEN}"&'.join(f"INDEX({_whole(at)},ROW())" for at in choice)
    asked = f'"{_CODE}{sheet}{BETWEEN}"&{headings}'
    return f'IFERROR(XLOOKUP({asked},{keys},{texts},"?"),"?")'


def _key_formula(keys: Sequence[Sequence[int]], cells: Mapping[int, str]) -> str:
    """The key of each row by the first choice that is filled in whole, under headings we know.

    Empty where none is filled in; "?", which no key is, where only the headings are not known.
    """
    tests = ["*".join(f"(LEN(TRIM({cells[at]}))>0)" for at in choice) for choice in keys]
    found = f'IF({"+".join(tests)},"?","")'
    for number, choice in reversed(list(enumerate(keys))):
        parts = f'&"{BETWEEN}"&'.join(_part_formula(cells[at]) for at in choice)
        test = f'{tests[number]}*(code_{number}<>"?")'
        found = f'IF({test},code_{number}&"{BETWEEN}"&{parts},{found})'
    return found


def _part_formula(cells: str) -> str:
    whole = f'TEXT({cells},"0")'
    fraction = f'TEXT({cells}*{PARTS},"0")&"{FRACTION}"'
    return f"IF(ISNUMBER({cells}),IF({cells}=INT({cells}),{whole},{fraction}),TRIM({cells}))"


def _whole(column: int) -> str:
    letters = column_letters(column)
    return f"${letters}:${letters}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
