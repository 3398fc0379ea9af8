"""Formulas that fill more cells than their own: which could, and what is in their way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..a1 import cell_name
from ..cells import CellError, is_blank
from ..model import Sheet
from . import syntax
from .lexer import FormulaSyntaxError
from .values import Array, Scalar

_SINGLE = frozenset(
    [
        "AND",
        "OR",
        "NOT",
        "SUM",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "COUNTBLANK",
        "COUNTUNIQUE",
        "SUMIF",
        "SUMIFS",
        "AVERAGE",
        "AVERAGEIF",
        "MIN",
        "MAX",
        "MEDIAN",
        "TEXT",
        "TEXTJOIN",
        "JOIN",
        "CONCATENATE",
        "CONCAT",
        "SUBSTITUTE",
        "TRIM",
        "LOWER",
        "UPPER",
        "PROPER",
        "LEN",
        "LEFT",
        "RIGHT",
        "MID",
        "FIND",
        "SEARCH",
        "ROUND",
        "ROUNDUP",
        "ROUNDDOWN",
        "INT",
        "MOD",
        "ABS",
        "TODAY",
        "NOW",
        "DATE",
        "DATEVALUE",
        "YEAR",
        "MONTH",
        "DAY",
        "WEEKDAY",
        "HYPERLINK",
        "ISNUMBER",
        "ISBLANK",
        "ISTEXT",
        "ISERROR",
        "ISNA",
        "VLOOKUP",
        "HLOOKUP",
        "MATCH",
        "ROWS",
        "COLUMNS",
        "VALUE",
        "REGEXMATCH",
        "REGEXREPLACE",
        "SUMPRODUCT",
        "EOMONTH",
        "EDATE",
        "NETWORKDAYS",
        "WORKDAY",
    ]
)
_THROUGH = frozenset({"IF", "IFERROR", "IFNA", "IFS", "SWITCH", "CHOOSE"})


@lru_cache(maxsize=4096)
def may_spill(formula: str) -> bool:
    """Whether the result of the formula could be a rectangle; in doubt, yes."""
    try:
        return _may_spill(syntax.parse(formula))
    except (FormulaSyntaxError, RecursionError):
        # Neither can be computed: a single `#ERROR!`.
        return False


def _may_spill(node: syntax.Node) -> bool:
    if isinstance(node, syntax.Literal | syntax.ErrorLiteral):
        return False
    if isinstance(node, syntax.Reference):
        area = node.area
        return area.end_row != area.row + 1 or area.end_column != area.column + 1
    if isinstance(node, syntax.Operation):
        # Outside of array formulas an operator takes one cell of a rectangle.
        return False
    if isinstance(node, syntax.Call):
        if node.function in _THROUGH:
            return any(_may_spill(argument) for argument in node.arguments)
        return node.function not in _SINGLE
    return True


def obstacle(
    sheet: Sheet, computed: Mapping[int, Mapping[int, Scalar]], row: int, column: int, value: Array
) -> CellError | None:
    """The error of a rectangle that cannot be laid down from this cell on; None if it can."""
    rows, columns = row + value.height, column + value.width
    if rows > sheet.grid.row_count or columns > sheet.grid.column_count:
        missing = rows - sheet.grid.row_count
        beside = columns - sheet.grid.column_count
        what = f"rows ({missing})" if missing > 0 else f"columns ({beside})"
        return CellError(
            "#REF!", f"Result was not automatically expanded, please insert more {what}."
        )
    for r in range(row, rows):
        taken = _taken(sheet, computed, r, column, columns)
        for c in taken:
            if (r, c) != (row, column):
                where = cell_name(r, c)
                return CellError(
                    "#REF!",
                    f"Array result was not expanded because it would overwrite data in {where}.",
                )
    return None


def _taken(
    sheet: Sheet, computed: Mapping[int, Mapping[int, Scalar]], row: int, left: int, right: int
) -> list[int]:
    """The columns of a row where something is, entered or computed."""
    entered = sheet.grid.rows[row] if row < len(sheet.grid.rows) else ()
    if len(entered) <= left and row not in computed:
        return []
    filled = {c for c in range(left, min(right, len(entered))) if not is_blank(entered[c])}
    return sorted(filled | {c for c in computed.get(row, ()) if left <= c < right})
