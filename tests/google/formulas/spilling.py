"""Which formulas could fill more cells than their own."""

from __future__ import annotations

from functools import lru_cache

from tests.google.formulas import syntax
from tests.google.formulas.lexer import FormulaSyntaxError

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
    except FormulaSyntaxError:
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
