"""The formula beside a record that looks its status up by the record's key.

The values written beside the formulas are what a spreadsheet program gets when it calculates
them: formula and Python must agree cell for cell.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sheets_sync.planning.workbook_tabs.record_keys import BETWEEN, FRACTION, LOOKUP_TITLE, PARTS
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.a1 import column_letters, quoted_title

LONGEST_KEY = 255
"""`MATCH` finds no longer text."""
LONGEST_LITERAL = 255
"""Characters of a text inside a formula."""
_SURELY_SHORT = LONGEST_KEY // 2


def is_findable(key: str) -> bool:
    """Whether `MATCH` can look for the key."""
    return len(key) <= _SURELY_SHORT or len(key) + sum(map(key.count, "~*?")) <= LONGEST_KEY


def status_formula(
    status: StatusColumn,
    row: int,
    *,
    column: int,
    pair: int,
    lookup: str = LOOKUP_TITLE,
    seen_in: Mapping[int, int] = MappingProxyType({}),
) -> str:
    """The formula beside the record in a row; `pair` counts the column pairs of the lookup.

    `seen_in` says by column in which row the cell stands that is merged down over this one.
    """
    keys, texts = (column_letters(2 * pair + offset) for offset in (1, 2))
    sheet = quoted_title(lookup)
    key = '""'
    usable: list[str] = []
    for columns in reversed(status.keys):
        cells = [
            f"${column_letters(number)}{f'${seen_in[number]}' if number in seen_in else row}"
            for number in columns
        ]
        filled = [f"LEN(TRIM({cell}))>0" for cell in cells]
        test = filled[0] if len(filled) == 1 else f"AND({','.join(filled)})"
        usable.insert(0, test)
        joined = f'&"{BETWEEN}"&'.join(_part_formula(cell) for cell in cells)
        key = f"IF({test},{joined},{key})"
    found = f"INDEX({sheet}!${texts}:${texts},MATCH({_escaped(key)},{sheet}!${keys}:${keys},0))"
    has_key = usable[0] if len(usable) == 1 else f"OR({','.join(usable)})"
    anything = "+".join(
        f"SUMPRODUCT(LEN(${column_letters(first)}{row}:${column_letters(last)}{row}))"
        for first, last in neighbours(status, column)
    )
    no_key = _quoted(status.without_key)
    missed = f'IF({has_key},{_quoted(status.unchecked)},IF({anything}=0,"",{no_key}))'
    return f"IFERROR({found},IFERROR({missed},{no_key}))"


def neighbours(status: StatusColumn, column: int) -> list[tuple[int, int]]:
    """First and last of the columns whose cells make a row not blank: to the left, or with keys."""
    last = max(number for columns in status.keys for number in columns)
    sides = [(1, column - 1), (column + 1, last)]
    return [(first, end) for first, end in sides if first <= end]


def _part_formula(cell: str) -> str:
    whole = f'TEXT({cell},"0")'
    fraction = f'TEXT({cell}*{PARTS},"0")&"{FRACTION}"'
    return f"IF(ISNUMBER({cell}),IF({cell}=INT({cell}),{whole},{fraction}),TRIM({cell}))"


def _escaped(text: str) -> str:
    """`MATCH` reads `*` and `?` as any text unless a tilde stands before them."""
    for sign in "~*?":
        text = f'SUBSTITUTE({text},"{sign}","~{sign}")'
    return text


def _quoted(text: str) -> str:
    """A text inside a formula; longer ones are not allowed there."""
    return '"' + text[:LONGEST_LITERAL].replace('"', '""') + '"'
