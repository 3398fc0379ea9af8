"""The status column of a staff tab: one formula in its heading, which fills the column below.

Each row's key is looked up in our hidden lookup tab: keys in its first column, texts in its second.
No reference names a row, so that rows put in right below the heading, taken out or sorted, columns
moved and tabs renamed change nothing: every row finds its own text. A row is looked up under a code
that belongs to the headings of its key columns; after they change nothing is found by them until
the next check. What is found must be the same key to the letter, whatever else a spreadsheet holds
for equal. No `MAP`, `LAMBDA` or `INDIRECT`: the first two are limited in how many rows they can do,
the third is computed again at every change anywhere in the spreadsheet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sheets_sync.planning.workbook_tabs.record_keys import (
    BETWEEN,
    FRACTION,
    LOOKUP_TITLE,
    PARTS,
    keys_and_choices,
    texts_by_key,
)
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.workbook import RawTab

LONGEST_KEY = 1_000
"""Longer keys are not looked for: rows with them show that nothing is known."""
_CODE = "#"
"""Begins the lookup's rows that lead from headings to their code; no code begins so."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A staff tab with a status column, as it was read."""

    column: StatusColumn
    tab: RawTab
    sheet: int
    """The id of its sheet."""


def status_formula(
    column: StatusColumn, sheet: int, *, others: Iterable[int], lookup: str = LOOKUP_TITLE
) -> str:
    """The formula for the heading's cell of the status column in the sheet of that id.

    `others` are the tab's other columns, counted from 1: a row with none of them filled in, nor
    any of the key's, is blank. The tab titled `lookup` must be there when the formula is entered.
    """
    keys, texts = (f"{quoted_title(lookup)}!{letter}:{letter}" for letter in "AB")
    codes = [_code_formula(sheet, choice, keys, texts) for choice in column.keys]
    named = ",".join(f"code_{number},{code}" for number, code in enumerate(codes))
    in_keys = {at for choice in column.keys for at in choice}
    filled = "+".join(f"IFERROR(LEN({_whole(at)}))" for at in sorted(in_keys | set(others)))
    first = _whole(column.keys[0][0])
    without, unchecked, fine = map(_quoted, (column.without_key, column.unchecked, column.fine))
    return (
        f"=ARRAYFORMULA(LET({named},"
        f"key,LOWER({_key_formula(column.keys)}),"
        f'found,IFERROR(XLOOKUP(key,{keys},{keys},""),""),'
        f'said,IFERROR(XLOOKUP(key,{keys},{texts},""),""),'
        f'shown,IF(key="",IF({filled}>0,{without},),'
        f'IF(EXACT(found,key),IF(said="",{fine},said),{unchecked})),'
        f"FILTER(IF(ROW({first})=ROW(),{_quoted(column.heading)},IFERROR(shown,{without})),"
        f"ROW({first})>=ROW())))"
    )


def rows_of(looked: LookedUp, number: int) -> Iterator[tuple[str, str]]:
    """What the lookup holds for one tab, which no other tab must share its number with.

    Key and text of every record; no text where there is nothing to say.
    """
    keys, taken = keys_and_choices(looked.tab.columns, looked.tab.height, looked.column.keys)
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


def _is_findable(key: str) -> bool:
    return len(key) <= LONGEST_KEY


def _code_formula(sheet: int, choice: Sequence[int], keys: str, texts: str) -> str:
    """The code of the headings that stand over a choice of columns; "?" where no check saw them."""
    headings = f'&"{BETWEEN}"&'.join(f"INDEX({_whole(at)},ROW())" for at in choice)
    asked = f'"{_CODE}{sheet}{BETWEEN}"&{headings}'
    return f'IFERROR(XLOOKUP({asked},{keys},{texts},"?"),"?")'


def _key_formula(keys: Sequence[Sequence[int]]) -> str:
    """The key of each row by the first choice that is filled in whole, under headings we know.

    Empty where none is filled in; "?", which no key is, where only the headings are not known.
    """
    tests = ["*".join(f"(LEN(TRIM({_whole(at)}))>0)" for at in choice) for choice in keys]
    found = f'IF({"+".join(tests)},"?","")'
    for number, choice in reversed(list(enumerate(keys))):
        parts = f'&"{BETWEEN}"&'.join(_part_formula(_whole(at)) for at in choice)
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
