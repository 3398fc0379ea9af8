"""The formulas beside each row that a workbook brings along from a file.

In a file every row has a formula of its own where a spreadsheet has a single one in the heading.
Nobody types such a formula, so cells that hold one, and nothing but that, are ours.
"""

import re

from sheets_sync.planning.workbook_tabs.record_keys import BETWEEN, FRACTION, LOOKUP_TITLE, PARTS

_TEXT = r'"(?:[^"]|"")*"'
_SHEET = rf"'?{LOOKUP_TITLE}(?: \(\d+\))?'?!"
_COLUMN = rf"{_SHEET}\$[A-Z]{{1,3}}:\$[A-Z]{{1,3}}"
_ROW = re.compile(r"\$[A-Z]{1,3}(\d+)")


def _literal(text: str) -> str:
    """A pattern of the text, in which a `@` stands for a cell."""
    return re.escape(text).replace("@", r"\$[A-Z]{1,3}\d+")


def _shape() -> re.Pattern[str]:
    part = _literal(
        f'IF(ISNUMBER(@),IF(@=INT(@),TEXT(@,"0"),TEXT(@*{PARTS},"0")&"{FRACTION}"),TRIM(@))'
    )
    filled = _literal("LEN(TRIM(@))>0")
    test = rf"(?:{filled}|AND\({filled}(?:,{filled})+\))"
    joined = rf'{part}(?:&"{BETWEEN}"&{part})*'
    choice = rf"IF\({test},{joined},"
    key = rf'(?:{choice})+""\)+'
    escaped = key
    for sign in "~*?":
        escaped = rf"SUBSTITUTE\({escaped}," + re.escape(f'"{sign}","~{sign}"') + r"\)"
    found = rf"INDEX\({_COLUMN},MATCH\({escaped},{_COLUMN},0\)\)"
    several = rf"(?:{test}|OR\({test}(?:,{test})+\))"
    cells = r"SUMPRODUCT\(LEN\(\$[A-Z]{1,3}\d+:\$[A-Z]{1,3}\d+\)\)"
    blank = rf'IF\({cells}(?:\+{cells})*=0,"",{_TEXT}\)'
    missed = rf"IF\({several},{_TEXT},{blank}\)"
    return re.compile(rf"=IFERROR\({found},IFERROR\({missed},{_TEXT}\)\)")


_SHAPE = _shape()


def is_row_formula(formula: str, row: int) -> bool:
    """Whether it looks up the result of the very row that it stands in, just as ours do."""
    return bool(
        formula.startswith("=IFERROR(INDEX(")
        and _SHAPE.fullmatch(formula)
        and {int(found) for found in _ROW.findall(_without_texts(formula))} == {row}
    )


def _without_texts(formula: str) -> str:
    return re.sub(_TEXT, "", formula)
